"""What is known while a query is written: names of variables that are free, and the classes below a class."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define

GRAPH = "?_g"  # the graph of the lineage a focus node belongs to
FOCUS = "?this"
VALUE = "?value"


@define
class Scope:
    """Names for one query.

    Args:
        below: class -> all its subclasses.
    """

    below: Mapping[str, tuple[str, ...]]
    _count: int = 0

    def new(self) -> str:
        """Return a variable that the query does not use yet."""
        self._count += 1
        return f"?_{self._count}"
