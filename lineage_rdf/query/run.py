"""Runs the queries of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Final

from attrs import evolve
from pyoxigraph import Literal, NamedNode

from lineage_rdf.errors import UsageError
from lineage_rdf.integers.damage import Damaged
from lineage_rdf.memory import without_collection
from lineage_rdf.query.binding import bind, slots
from lineage_rdf.query.catalogue_files import entry
from lineage_rdf.query.chain import chain
from lineage_rdf.query.comparison import compare_models
from lineage_rdf.query.entry import Entry
from lineage_rdf.query.index.beside import forget_index
from lineage_rdf.query.labels import with_labels
from lineage_rdf.query.licence_conflicts import licence_conflicts
from lineage_rdf.query.licences import licence_drift
from lineage_rdf.query.parameters import terms_of
from lineage_rdf.query.recipes import same_recipe
from lineage_rdf.query.results import Cells, Results
from lineage_rdf.query.rows import ORDER, cells, ordered
from lineage_rdf.query.siblings import compare_siblings
from lineage_rdf.query.sorting import sorted_by
from lineage_rdf.query.table import Table
from lineage_rdf.query.walks import (
    Terms,
    Walk,
    affected,
    all_cycles,
    ancestors,
    descendants,
    with_revisions,
)
from lineage_rdf.store import Store
from lineage_rdf.store.paging import variables

WALKS: Final[Mapping[str, Walk]] = {
    "ancestors": ancestors,
    "descendants": descendants,
    "affected": affected,
    "chain": chain,
    "cycles": all_cycles,
    "licences": licence_drift,
    "licence-conflicts": licence_conflicts,
    "recipes": same_recipe,
    "comparison": compare_models,
    "siblings": compare_siblings,
}
_DAMAGED: Final = "the index of {0} is damaged and was not used; `lineage-rdf load {0} --index` makes it anew"


def run_query(
    store: Store,
    name: str,
    given: Mapping[str, str] | None = None,
    *,
    limit: int | None = None,
    offset: int = 0,
    sort: str = "",
) -> Results:
    """Ask a question of the catalogue.

    Args:
        store: the place, as `open_place` or `in_memory` gives it.
        name: the name of the query.
        given: parameter -> what a person writes for it, such as `ORG/NAME` for a model.
        limit: how many rows at most; None for all.
        offset: how many rows are left out before.
        sort: the column to sort by, `-COLUMN` for the greatest first; empty for the order of the query.

    Returns:
        The rows in their order, with the Hub id and the label of nodes beside them. An index that is damaged is left aside, and
        that is told.

    Raises:
        UsageError: if there is no such query or column, or a parameter is unknown, missing or not of its kind.
        NoVerdictError: if the place does not answer, or not in whole.
    """
    asked = entry(name)
    terms = terms_of(asked, given or {})
    check_window(limit, offset)
    if sort:
        return sorted_by(run_query(store, name, given), sort, limit=limit, offset=offset)
    try:
        return _answer(store, asked, terms, limit, offset)
    except Damaged:
        forget_index(store)
        found = _answer(store, asked, terms, limit, offset)
        return evolve(found, told=(*found.told, _DAMAGED.format(store.name)))


def _answer(store: Store, asked: Entry, terms: Terms, limit: int | None, offset: int) -> Results:
    """Return the answer of a place, or of its index.

    Raises:
        Damaged: if the index holds what cannot be.
    """
    if asked.walk:
        table = WALKS[asked.walk](store, asked, terms)
        with without_collection():
            part = _window(table.rows, limit, offset)
    else:
        table = _asked_once(store, asked, terms, limit, offset)
        part = list(table.rows)
    columns, rows = with_labels(store, table, part, asked.labelled)
    return Results(
        columns, tuple(rows), tuple(_unknown(store, asked, terms)) if not rows and not offset else ()
    )


def explain_query(
    name: str, given: Mapping[str, str] | None = None, *, limit: int | None = None, offset: int = 0
) -> str:
    """Return the query that is asked, its parameters bound.

    Args:
        name: the name of the query.
        given: see `run_query`.
        limit: see `run_query`.
        offset: see `run_query`.

    Raises:
        UsageError: as `run_query`.
    """
    asked = entry(name)
    terms = terms_of(asked, given or {})
    check_window(limit, offset)
    once = {key: [term] for key, term in terms.items()}
    if not asked.walk:
        return _bound(asked, once, limit, offset)
    if "from" not in slots(asked.text):
        return bind(asked.text, once)
    note = "# Asked level by level: first for the parameter, then for the nodes it led to, until there is nothing new."
    return f"{note}\n{bind(asked.text, {'from': terms.values()})}"


def check_window(limit: int | None, offset: int) -> None:
    """Refuse a part of the rows that is none.

    Raises:
        UsageError: if a number is negative.
    """
    if (limit is not None and limit < 0) or offset < 0:
        raise UsageError(
            "a number of rows cannot be negative", fix="give --limit and --offset numbers from 0"
        )


def _asked_once(store: Store, asked: Entry, terms: Terms, limit: int | None, offset: int) -> Table:
    """Return the rows of a query that the engine answers as it stands."""
    query = _bound(asked, _with_revisions_of(store, asked, terms), limit, offset)
    columns = tuple(variables(query))
    # All rows are put into order here, whatever order they come in; the engine takes longer for that than to find them.
    found = store.select(ORDER.sub("", query) if limit is None and not offset else query)
    return Table(columns, ordered((cells(row, columns) for row in found), columns, asked.text))


def _with_revisions_of(store: Store, asked: Entry, terms: Terms) -> dict[str, list[NamedNode | Literal]]:
    """Return the terms of each parameter: a repository stands for its revisions too."""
    found = {name: [term] for name, term in terms.items()}
    for parameter in asked.parameters:
        if parameter.name in terms and parameter.name in ("model", "base"):
            its = with_revisions(store, terms[parameter.name].value)
            found[parameter.name] = [NamedNode(iri) for iri in sorted(its)]
    return found


def _bound(
    asked: Entry, terms: Mapping[str, list[NamedNode | Literal]], limit: int | None, offset: int
) -> str:
    query = bind(asked.text, terms)
    if limit is not None:
        query += f"LIMIT {limit}\n"
    return query + (f"OFFSET {offset}\n" if offset else "")


def _window(rows: Iterable[Cells], limit: int | None, offset: int) -> list[Cells]:
    return list(islice(rows, offset, None if limit is None else offset + limit))


def _unknown(store: Store, asked: Entry, terms: Mapping[str, NamedNode | Literal]) -> list[str]:
    """Return what to say of parameters that name nothing in the place, which a person should know if there are no rows."""
    told = []
    for parameter in asked.parameters:
        term = terms.get(parameter.name)
        if parameter.kind not in ("model", "dataset", "agent") or not isinstance(term, NamedNode):
            continue
        if not store.ask(f"ASK {{ {{ {term} ?p ?o }} UNION {{ ?s ?q {term} }} }}"):
            told.append(f"{store.name} knows no {parameter.kind} {term.value}")
    return told
