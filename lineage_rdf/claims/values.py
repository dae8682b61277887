"""What a claim can say: references and mentions as a source writes them, before they are resolved to IRIs."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TypeAlias

from attrs import field, frozen


def _texts(items: Iterable[str]) -> tuple[str, ...]:
    """Return texts as a tuple; typed, so that a tuple is accepted for what it is."""
    return tuple(items)


@frozen
class ModelReference:
    """A model as a source names it: `org/name`, a bare name, a URL or a path.

    Args:
        raw: the text of the source, unchanged.
        revision: commit, tag or branch, where the source gives one.
        digest: `sha256:<hex>` of the weights, where the source gives one.
        name: a name for a person to read, where it differs from `raw`.
        service: the hosting service in whose catalogue `raw` is a name, where it is none of the Hub.
    """

    raw: str
    revision: str | None = None
    digest: str | None = None
    name: str | None = None
    service: str | None = None


@frozen(kw_only=True)
class DatasetMention:
    """A dataset as a source names it, with how it was used.

    Args:
        raw: id, path or words of the source; empty if the source only describes the data.
        roles: notations of the scheme dataset-role.
        revision: revision of the dataset's repository.
        configuration: named subset.
        splits: splits used.
        example_count: examples used.
        token_count: tokens used.
        mixture_share: share or weight in the mixture.
        used_share: share of the dataset's examples that was used.
        description: what the data is, in words.
        access: notation of the scheme access.
        licence: licence in the words of the source.
        digest: `sha256:<hex>`.
        personal_data: statement on personal data.
        bias: statement on bias.
    """

    raw: str = ""
    roles: tuple[str, ...] = field(default=("training",), converter=_texts)
    revision: str | None = None
    configuration: str | None = None
    splits: tuple[str, ...] = field(default=(), converter=_texts)
    example_count: int | None = None
    token_count: int | None = None
    mixture_share: Decimal | None = None
    used_share: Decimal | None = None
    description: str | None = None
    access: str | None = None
    licence: str | None = None
    digest: str | None = None
    personal_data: str | None = None
    bias: str | None = None


@frozen(kw_only=True)
class MergeMention:
    """One model, or slice of one, that goes into a merge, in the order of the source."""

    model: ModelReference
    weight: Decimal | None = None
    density: Decimal | None = None
    layer_range: str | None = None
    parameters: tuple[str, ...] = field(default=(), converter=_texts)


@frozen(kw_only=True)
class ResultMention:
    """One evaluation result.

    Args:
        metric: the name of the metric in the words of the source.
        value: the measured value.
        dataset: the dataset in the words of the source.
        split: the split.
        model: the model measured; None means the result of the stage.
        role: notation of comparison-role if the result is one side of a comparison.
    """

    metric: str
    value: Decimal
    dataset: str | None = None
    split: str | None = None
    model: ModelReference | None = None
    role: str | None = None


@frozen(kw_only=True)
class CodeMention:
    """The code that a stage ran."""

    repository: str | None = None
    revision: str | None = None
    licence: str | None = None
    name: str | None = None


@frozen(kw_only=True)
class ReviewMention:
    """A review of the model and how it ended.

    Args:
        reviewer: name or http(s) address of who answers for it.
        decision: `approved`, `approved-with-conditions` or `refused`.
        date: when, as an ISO time.
        note: what was said.
    """

    reviewer: str | None = None
    decision: str | None = None
    date: str | None = None
    note: str | None = None


@frozen
class Undisclosed:
    """The publisher says that the fact exists and is not given, and why."""

    reason: str


Scalar: TypeAlias = str | int | bool | Decimal
Value: TypeAlias = (
    Scalar
    | tuple[str, ...]
    | ModelReference
    | DatasetMention
    | MergeMention
    | ResultMention
    | CodeMention
    | ReviewMention
    | Undisclosed
)
