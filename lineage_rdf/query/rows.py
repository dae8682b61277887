"""Puts rows into order, and several values of one thing into one row."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from pyoxigraph import BlankNode, Literal, NamedNode

from lineage_rdf.codec.names import text
from lineage_rdf.query.results import Cells, number_in
from lineage_rdf.store import Row, Term

BETWEEN = "; "
ORDER = re.compile(r"\nORDER BY (.*)\s*\Z")  # the last line of every query of the catalogue
_KEY = re.compile(r"(DESC\()?\?(\w+)\)?")
_ZERO = Decimal(0)
_Key = tuple[int, Decimal, str]


def cells(row: Row, columns: Sequence[str]) -> Cells:
    """Return a row as a tuple, None where it has no value."""
    return tuple(row.get(name) for name in columns)


def ordered(rows: Iterable[Cells], columns: Sequence[str], query: str) -> list[Cells]:
    """Return rows in the order that the query asks for; rows that it leaves in any order, in that of all columns.

    An endpoint is asked page by page in an order of our own, and engines differ where SPARQL 1.1 (15.1) leaves an order open.

    Args:
        rows: the rows.
        columns: their columns.
        query: the query, whose last line is its ORDER BY.
    """
    found = sorted(rows, key=lambda row: [sort_key(term) for term in row])
    clause = ORDER.search(query)
    for down, name in reversed(_KEY.findall(clause[1]) if clause else []):
        place = columns.index(name)
        found.sort(key=lambda row: sort_key(row[place]), reverse=bool(down))
    return found


def sort_key(term: Term | None) -> _Key:
    """Return what a term is ordered by: no value, blank nodes, IRIs, numbers by size, other literals by their text."""
    if term is None:
        return (0, _ZERO, "")
    if isinstance(term, BlankNode | NamedNode):
        return (1 if isinstance(term, BlankNode) else 2, _ZERO, text(term))
    number = number_in(term)
    return (4, _ZERO, text(term)) if number is None else (3, Decimal(number), text(term))


def joined(rows: Iterable[Cells], columns: Sequence[str], several: Collection[str]) -> list[Cells]:
    """Return one row for all rows that agree but for some columns, whose values are put together in order.

    Args:
        rows: the rows.
        columns: their columns.
        several: the columns of which a thing has several values.
    """
    found: dict[Cells, dict[int, set[str]]] = {}
    places = [place for place, name in enumerate(columns) if name in several]
    for row in rows:
        key = tuple(None if place in places else term for place, term in enumerate(row))
        values = found.setdefault(key, {place: set() for place in places})
        for place in places:
            if row[place] is not None:
                values[place].add(text(row[place]))

    def whole(key: Cells, values: dict[int, set[str]]) -> Cells:
        return tuple(
            put_together(values[place]) if place in places else term for place, term in enumerate(key)
        )

    return [whole(key, values) for key, values in found.items()]


def put_together(values: Collection[str]) -> Literal | None:
    """Return texts as one literal, in order; None for no text."""
    return Literal(BETWEEN.join(sorted(values))) if values else None
