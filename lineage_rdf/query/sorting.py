"""Rows in the order that a user wants, and a part of them."""

from __future__ import annotations

from itertools import islice

from lineage_rdf.errors import UsageError
from lineage_rdf.query.results import Cells, Results
from lineage_rdf.query.rows import sort_key


def sorted_by(found: Results, sort: str, *, limit: int | None = None, offset: int = 0) -> Results:
    """Return results by one column: numbers by size, texts by letter; rows without a value come last either way.

    Rows with the same value keep their order.

    Args:
        found: the results.
        sort: the column; with a hyphen before it the greatest comes first.
        limit: how many rows at most; None for all.
        offset: how many rows are left out before.

    Raises:
        UsageError: if there is no such column.
    """
    down = sort.startswith("-")
    name = sort.removeprefix("-")
    if name not in found.columns:
        raise UsageError(
            f"there is no column {name!r} to sort by", fix=f"there are {', '.join(found.columns)}"
        )
    place = found.columns.index(name)
    every = tuple(found.rows)
    told = sorted(
        (row for row in every if row[place] is not None),
        key=lambda row: sort_key(row[place]),
        reverse=down,
    )
    rows: list[Cells] = [*told, *(row for row in every if row[place] is None)]
    return Results(
        found.columns, tuple(islice(rows, offset, None if limit is None else offset + limit)), found.told
    )
