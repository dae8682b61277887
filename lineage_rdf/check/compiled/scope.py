"""What is known while a query is written: where its data lie, names that are free, and the classes below a class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import define
from pyoxigraph import Literal, NamedNode

from lineage_rdf.check.compiled import facts
from lineage_rdf.check.compiled.literals import stored
from lineage_rdf.errors import UsageError

GRAPH = "?_g"  # the graph of the lineage a focus node belongs to
FOCUS = "?this"
VALUE = "?value"


_LARGEST = 20_000  # shapes written into one query; ours need a few dozen


@define
class Scope:
    """Names for one query.

    Data that are read from a file are loaded as `data.load` does it: literals keep how they were written, and the vocabulary's
    facts lie beside the lineage. A store of somebody else holds neither, so its queries carry the facts with them.

    Args:
        below: class -> all its subclasses.
        in_place: whether the data lie in a store of somebody else.
    """

    below: Mapping[str, tuple[str, ...]]
    in_place: bool = False
    _count: int = 0
    _shapes: int = 0

    def new(self) -> str:
        """Return a variable that the query does not use yet."""
        self._count += 1
        return f"?_{self._count}"

    def enter(self) -> None:
        """Count a shape that is written into the query.

        Raises:
            UsageError: if there are too many: shapes that each use two others twice double at every step.
        """
        self._shapes += 1
        if self._shapes > _LARGEST:
            raise UsageError(
                "the shapes use each other so often that no query can hold them", fix="use fewer"
            )

    def constant(self, term: NamedNode | Literal) -> str:
        """Return a term as the data hold it."""
        return str(stored(term) if isinstance(term, Literal) and not self.in_place else term)

    def members(self, classes: Iterable[str]) -> tuple[str, ...]:
        """Return the IRIs of which the query itself has to know that they are instances of some classes."""
        return facts.members(frozenset(classes)) if self.in_place else ()

    def carries(self, predicates: Iterable[str]) -> bool:
        """Tell whether the query itself has to know statements with one of some predicates."""
        return self.in_place and not facts.fact_predicates().isdisjoint(predicates)
