"""The rows of an answer before labels are put beside nodes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple, TypeAlias

from pyoxigraph import Literal

from lineage_rdf.query.results import Cells

Names: TypeAlias = tuple[Literal | None, Literal | None]  # the Hub id of a node, and its label
# The columns of answers that walks give.
ANCESTRY: Final = ("model", "depth", "certainty", "relation", "via")
AFFECTED: Final = ("node", "kind", "depth", "certainty", "relation", "via")
NAMELESS: Final[Names] = (None, None)


class Table(NamedTuple):
    """Rows in their order; they are made as they are taken.

    Args:
        columns: their columns; those that say what a node is called may be among them or still be missing.
        rows: the rows.
    """

    columns: tuple[str, ...]
    rows: Iterable[Cells]


def called(columns: Sequence[str], nodes: Collection[str] = ("model", "node", "via")) -> tuple[str, ...]:
    """Return columns with those beside them that say what nodes are called: `NAME_id` and `NAME_label`.

    Args:
        columns: the columns.
        nodes: those that hold nodes.
    """
    wide = ((name, f"{name}_id", f"{name}_label") if name in nodes else (name,) for name in columns)
    return tuple(name for names in wide for name in names)
