"""What a page is made from, whoever gathers it: publishing from lineages one after another, or a server from a store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from attrs import field, frozen
from pyoxigraph import Quad

from lineage_rdf.pages.things import Thing
from lineage_rdf.pages.verdicts import Verdict
from lineage_rdf.plain_text import counted
from lineage_rdf.records import LineageRecord

T = TypeVar("T")


@frozen
class Some(Generic[T]):
    """The first of some items, and how many there are in all.

    Args:
        items: those that are shown.
        total: how many there are.
        open: whether there may be more than that, as nobody counted to the end.
    """

    items: tuple[T, ...] = ()
    total: int = 0
    open: bool = False

    @property
    def more(self) -> int:
        """How many are not shown, as far as they were counted."""
        return max(0, self.total - len(self.items))

    def told(self, word: str) -> str:
        """Return how many there are in words, for example `3 places` or `more than 200 places`."""
        return ("more than " if self.open else "") + counted(self.total, word)

    @classmethod
    def first(cls, items: Sequence[T], limit: int) -> Some[T]:
        """Return the first of some items, of which one more than the limit was asked for."""
        return cls(tuple(items[:limit]), min(len(items), limit), len(items) > limit)


@frozen
class Use:
    """A place where lineages speak of a thing.

    Args:
        thing: the lineage or step.
        words: how it speaks of the thing, for example `base model`.
        lineage: the lineage that the step belongs to; the same as `thing` where that is a lineage.
        result: the model that came out of it, if one is known.
    """

    thing: Thing
    words: str
    lineage: Thing
    result: Thing | None = None


@frozen
class Relative:
    """A model that was made from another.

    Args:
        thing: the model.
        parent: IRI of the model it was made from.
        relation: the class of the step between them without its namespace, for example `FineTuning`; empty if unknown.
        words: what was done, for example `DPO · LoRA`.
    """

    thing: Thing
    parent: str
    relation: str = ""
    words: str = ""


@frozen(kw_only=True)
class Material:
    """All that is known for one page.

    Args:
        thing: whose page it is.
        quads: its statements and those of its parts; its RDF documents hold these and no others.
        record: the lineage that tells most about it: its own, that of which it is the head, else any. None for terms.
        verdict: how that lineage was judged; None where nobody did.
        pages: IRI -> things to which the page may lead, those of the record among them.
        owners: IRI of a part of the lineage -> the thing on whose page it stands.
        uses: where lineages speak of it.
        siblings: models made from the same base.
        family: models that descend from it, each after the model it was made from.
        definition: what a term means.
    """

    thing: Thing
    quads: Sequence[Quad]
    record: LineageRecord | None = None
    verdict: Verdict | None = None
    pages: Mapping[str, Thing] = field(factory=dict)
    owners: Mapping[str, str] = field(factory=dict)
    uses: Some[Use] = Some()
    siblings: Some[Relative] = Some()
    family: Some[Relative] = Some()
    definition: str = ""


@frozen
class Limits:
    """How much one page shows; the rest is counted.

    Args:
        uses: places where lineages speak of a thing.
        siblings: models with the same base.
        family: descendants.
    """

    uses: int = 200
    siblings: int = 50
    family: int = 1000
