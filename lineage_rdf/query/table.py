"""The rows of an answer before labels are put beside nodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, TypeAlias

from pyoxigraph import Literal

from lineage_rdf.query.results import Cells

Names: TypeAlias = tuple[Literal | None, Literal | None]  # the Hub id of a node, and its label
# The columns of answers that walks give.
ANCESTRY: Final = ("model", "depth", "certainty", "relation", "via")
AFFECTED: Final = ("node", "kind", "depth", "certainty", "relation", "via")
NAMELESS: Final[Names] = (None, None)


class Table(NamedTuple):
    """Rows in their order, before labels are put beside nodes; they are made as they are taken.

    Args:
        columns: their columns.
        rows: the rows.
        known: node (IRI or `_:label`) -> names that are known already once the rows were taken.
    """

    columns: tuple[str, ...]
    rows: Iterable[Cells]
    known: Mapping[str, Names] = {}
