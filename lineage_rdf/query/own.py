"""Questions of a user's own: SELECT and ASK queries, which fetch nothing from elsewhere unless that is allowed."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

import pyoxigraph

from lineage_rdf.errors import UsageError
from lineage_rdf.query.results import Results
from lineage_rdf.query.rows import cells
from lineage_rdf.query.run import check_window
from lineage_rdf.store import Store
from lineage_rdf.store.outgoing import without_service
from lineage_rdf.store.paging import variables

MAX_BYTES: Final = 1 << 20
_DEEPEST: Final = 200  # the engine descends for each bracket, and its stack ends without a word
_BRACKETS: Final = re.compile(r"[({\[]|([)}\]])")
_ORDER = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)


def ask_own(store: Store, query: str, *, limit: int | None = None, offset: int = 0) -> Results | bool:
    """Ask a question of one's own.

    Args:
        store: the place; whether SERVICE and FROM are allowed is a matter of how it was opened.
        query: a SELECT or ASK query of SPARQL 1.1, at most 1 MiB.
        limit: how many rows at most; None for all.
        offset: how many rows are left out before.

    Returns:
        The rows of a SELECT query in the order it asks for, or the answer to an ASK query.

    Raises:
        UsageError: if it is no such query, or fetches data from elsewhere.
        NoVerdictError: if the place does not answer, or not in whole.
    """
    check_window(limit, offset)
    if is_ask(query):
        return store.ask(query)
    columns = tuple(variables(query, ("SERVICE", "FROM")))
    rows = (store.ordered if _ORDER.search(query) else store.select)(query)
    part = islice(rows, offset, None if limit is None else offset + limit)
    return Results(columns, tuple(cells(row, columns) for row in part))


def is_ask(query: str) -> bool:
    """Tell whether a query is an ASK query; nothing is asked of anybody.

    Args:
        query: the query.

    Raises:
        UsageError: if it is neither an ASK nor a SELECT query that the engine can read.
    """
    _refuse_large(query)
    try:
        found = pyoxigraph.Store().query(without_service(query))
    except (SyntaxError, ValueError) as error:
        raise UsageError(
            f"the query cannot be read: {error}", fix="write a SELECT or ASK query of SPARQL 1.1"
        ) from None
    if isinstance(found, pyoxigraph.QueryTriples):
        raise UsageError("this query gives statements, not rows", fix="write a SELECT or ASK query")
    return isinstance(found, pyoxigraph.QueryBoolean)


def _refuse_large(query: str) -> None:
    if len(query.encode("utf-8", "replace")) > MAX_BYTES:
        raise UsageError("the query is larger than 1 MiB")
    depth = 0
    for bracket in _BRACKETS.finditer(query):
        depth += -1 if bracket[1] else 1
        if depth > _DEEPEST:
            raise UsageError(f"the query has brackets {_DEEPEST} deep", fix="write it flatter")
