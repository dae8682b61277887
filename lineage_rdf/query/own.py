"""Questions of a user's own: SELECT, ASK and CONSTRUCT queries, which fetch nothing from elsewhere unless that is allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from itertools import islice
from typing import Final

import pyoxigraph

from lineage_rdf.errors import UsageError
from lineage_rdf.query.construct import filled, template_of
from lineage_rdf.query.results import Results, Statements
from lineage_rdf.query.rows import cells
from lineage_rdf.query.run import check_window
from lineage_rdf.store import Row, Store
from lineage_rdf.store.depth import refuse_deep
from lineage_rdf.store.outgoing import without_service
from lineage_rdf.store.paging import parts, variables

MAX_BYTES: Final = 1 << 20
_FIX: Final = "write a SELECT, ASK or CONSTRUCT query of SPARQL 1.1"
_ORDER = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)


def ask_own(
    store: Store, query: str, *, limit: int | None = None, offset: int = 0
) -> Results | Statements | bool:
    """Ask a question of one's own.

    Args:
        store: the place; whether SERVICE and FROM are allowed is a matter of how it was opened.
        query: a SELECT, ASK or CONSTRUCT query of SPARQL 1.1, at most 1 MiB.
        limit: how many rows at most; None for all.
        offset: how many rows are left out before.

    Returns:
        The rows of a SELECT query in the order it asks for, the statements of a CONSTRUCT query, or the answer to an ASK query.

    Raises:
        UsageError: if it is no such query, or fetches data from elsewhere, or part of its statements is asked for.
        NoVerdictError: if the place does not answer, or not in whole.
    """
    check_window(limit, offset)
    form = form_of(query)
    if form is Form.ASK:
        return store.ask(query)
    if form is Form.CONSTRUCT:
        if limit is not None or offset:
            raise UsageError("statements have no order", fix="write LIMIT and OFFSET into the query")
        template = template_of(query)
        return Statements(tuple(filled(template, _rows(store, template.select))))
    columns = tuple(variables(query, ("SERVICE", "FROM")))
    part = islice(_rows(store, query), offset, None if limit is None else offset + limit)
    return Results(columns, tuple(cells(row, columns) for row in part))


def _rows(store: Store, query: str) -> Iterator[Row]:
    return (store.ordered if _ORDER.search(query) else store.select)(query)


class Form(Enum):
    """What a query gives: rows, yes or no, or statements."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"


def form_of(query: str) -> Form:
    """Return the form of a query; nothing is asked of anybody.

    Args:
        query: the query.

    Raises:
        UsageError: if it is none of these that the engine can read.
    """
    _refuse_large(query)
    try:
        found = pyoxigraph.Store().query(without_service(query))
    except (SyntaxError, ValueError) as error:
        raise UsageError(f"the query cannot be read: {error}", fix=_FIX) from None
    if not isinstance(found, pyoxigraph.QueryTriples):
        return Form.ASK if isinstance(found, pyoxigraph.QueryBoolean) else Form.SELECT
    if parts(query)[1][:8].upper() == "DESCRIBE":
        raise UsageError("what DESCRIBE gives is up to each engine", fix="write a CONSTRUCT query")
    return Form.CONSTRUCT


def _refuse_large(query: str) -> None:
    if len(query.encode("utf-8", "replace")) > MAX_BYTES:
        raise UsageError("the query is larger than 1 MiB")
    refuse_deep(query)
