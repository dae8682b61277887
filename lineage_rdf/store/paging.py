"""Queries about queries: one page of the rows, how many rows there are, and the rows with blank nodes."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

import pyoxigraph

from lineage_rdf.errors import NoVerdictError
from lineage_rdf.store.outgoing import refuse_outgoing, without_service

COUNT = "_count"
_PROLOGUE = re.compile(r"(?:\s|#[^\n]*(?:\n|$)|BASE\s*<[^>]*>|PREFIX\s+[^\s:<]*:\s*<[^>]*>)*", re.IGNORECASE)


def variables(query: str, allowed: Collection[str] = ()) -> list[str]:
    """Return the names of the variables that a SELECT query projects.

    Args:
        query: the query.
        allowed: see `refuse_outgoing`; nothing is fetched here all the same.

    Raises:
        UsageError: if it fetches data from elsewhere.
        NoVerdictError: if it is no SELECT query.
    """
    refuse_outgoing(query, allowed)
    try:
        rows: Any = pyoxigraph.Store().query(without_service(query) if "SERVICE" in allowed else query)
        return [variable.value for variable in rows.variables]
    except (SyntaxError, ValueError, AttributeError) as error:
        raise NoVerdictError(f"this is no SELECT query: {error}") from None


def page(query: str, names: Sequence[str], limit: int, offset: int) -> str:
    """Return the query for some of the rows of a query, in an order that is total but for blank nodes.

    Args:
        query: the query.
        names: the variables it projects.
        limit: how many rows.
        offset: how many rows come before.
    """
    prologue, body = parts(query)
    order = " ".join(f"isIRI(?{n}) STR(?{n}) LANG(?{n}) STR(DATATYPE(?{n}))" for n in names)
    ordered = f" ORDER BY {order}" if order else ""
    return f"{prologue}SELECT * {{ {{ {body}\n}} }}{ordered} LIMIT {limit} OFFSET {offset}"


def counting(query: str) -> str:
    """Return the query for the number of rows of a query."""
    prologue, body = parts(query)
    return f"{prologue}SELECT (COUNT(*) AS ?{COUNT}) {{ {{ {body}\n}} }}"


def with_blanks(query: str, names: Sequence[str]) -> str:
    """Return the query for the rows of a query that hold a blank node.

    Args:
        query: the query.
        names: the variables it projects, at least one.
    """
    prologue, body = parts(query)
    test = " || ".join(f"COALESCE(isBlank(?{name}), false)" for name in names)
    return f"{prologue}SELECT * {{ {{ {body}\n}} FILTER({test}) }}"


def parts(query: str) -> tuple[str, str]:
    """Return the prologue, which has to come first, and the rest of a query.

    Args:
        query: the query.
    """
    found = _PROLOGUE.match(query)
    end = found.end() if found else 0
    prologue = query[:end]
    return (f"{prologue}\n" if prologue.strip() else ""), query[end:]
