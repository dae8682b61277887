"""How to reproduce a step: what a recipe is."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from attrs import asdict, frozen

Value: TypeAlias = "str | int | bool | Decimal | list[Any] | dict[str, Any] | None"


@frozen
class Note:
    """One fact of a step that a recipe does not simply state.

    Args:
        what: the element or hyperparameter it is about, for example `base-model` or `learning_rate`.
        value: the value, as a person would write it; empty if there is none.
        why: where it comes from, why it is missing, or why there is no key for it.
    """

    what: str
    value: str
    why: str


@frozen
class Recipe:
    """One training step as the configuration of a training framework.

    Args:
        form: `trl`, `axolotl` or `llama-factory`.
        step: IRI of the step.
        model: what a person calls the model it made.
        file_name: what the file should be called; TRL has no key for the objective, so that the name carries it.
        config: the keys and values; a key that the framework needs and nobody tells has None.
        inferred: what is written but not stated for sure, with its source.
        missing: what the profile `reproducible` asks for and the lineage does not tell.
        left_out: what the lineage tells and the framework has no key for.
        text: all of this as YAML with comments.
    """

    form: str
    step: str
    model: str
    file_name: str
    config: Mapping[str, Value]
    inferred: tuple[Note, ...]
    missing: tuple[Note, ...]
    left_out: tuple[Note, ...]
    text: str

    def to_dict(self) -> dict[str, Any]:
        """Return the recipe as plain values, numbers as they are written in YAML."""
        return asdict(self)
