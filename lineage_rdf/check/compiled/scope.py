"""What is known while a query is written: names of variables that are free, and the classes below a class."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define

from lineage_rdf.errors import UsageError

GRAPH = "?_g"  # the graph of the lineage a focus node belongs to
FOCUS = "?this"
VALUE = "?value"


_LARGEST = 20_000  # shapes written into one query; ours need a few dozen


@define
class Scope:
    """Names for one query.

    Args:
        below: class -> all its subclasses.
    """

    below: Mapping[str, tuple[str, ...]]
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
