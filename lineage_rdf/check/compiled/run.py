"""Runs the queries of a plan over data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from itertools import islice
from typing import Any

from attrs import frozen
from pyoxigraph import BlankNode, Literal, NamedNode

from lineage_rdf.check.compiled.compile import Query
from lineage_rdf.check.compiled.data import Data, graph_of, number_of
from lineage_rdf.check.compiled.graph import Term, text
from lineage_rdf.check.compiled.literals import written
from lineage_rdf.check.compiled.messages import filled
from lineage_rdf.check.compiled.plan import Plan
from lineage_rdf.check.compiled.seeds import MOST, beginning_at
from lineage_rdf.check.compiled.userquery import in_one_graph
from lineage_rdf.errors import NoVerdictError


@frozen
class Hit:
    """One violation.

    Args:
        query: the query that found it.
        focus: the focus node.
        value: the value, None if there is none.
        path: the path where it differs from the shape's.
        messages: its messages.
    """

    query: Query
    focus: Term
    value: Term | None
    path: NamedNode | None
    messages: tuple[Literal, ...]


def run(plan: Plan, data: Data, count: int) -> list[list[Hit]]:
    """Return the violations of each of some lineages.

    Args:
        plan: the queries.
        data: the lineages.
        count: how many lineages there are.

    Raises:
        NoVerdictError: if a query does not come to an end, or says itself that it failed.
    """
    found: list[list[Hit]] = [[] for _ in range(count)]
    for query in plan.queries_on(data.names):
        try:
            hits = list(_hits(query, data))
            ways = _ways(query, data) if hits and query.routes else {}
            for number, hit in hits:
                found[number] += [hit] * ways.get((number, hit.focus), 1)
        except (OSError, RuntimeError, SyntaxError) as error:
            what = f"the validation stopped: the query of {text(query.shape.node)} failed: {error}"
            raise NoVerdictError(what) from None
    return found


def _hits(query: Query, data: Data) -> Iterator[tuple[int, Hit]]:
    text = _begun(query, data) if query.native else query.text
    if not text:
        return
    alone = query.native and data.count == 1
    rows: Any = (data.native if query.native else data.store).query(
        in_one_graph(text, graph_of(0)) if alone else text
    )
    names = frozenset(variable.value for variable in rows.variables)
    for row in rows:
        number = 0 if alone else number_of(row["_g"])

        def term(name: str, row: Any = row, number: int = number) -> Term | None:
            return _term(row[name], number, data, query.native)

        yield number, hit_of(query, names, term)


def _begun(query: Query, data: Data) -> str:
    """Return a query of the user as it is to be asked of some data; empty text if it has no rows."""
    if query.seeds is None:
        return query.text
    rows: Any = data.native.query(query.seeds.query)
    values = [row[0] for row in islice(rows, MOST + 1)]
    if not values:
        return ""
    if data.count > 1 or len(values) > MOST or not all(isinstance(value, NamedNode) for value in values):
        return query.text
    return beginning_at(query.text, query.seeds.name, values)


def hit_of(query: Query, names: Collection[str], term: Callable[[str], Term | None]) -> Hit:
    """Return the violation that a row of a query is.

    Args:
        query: the query.
        names: the variables of the row.
        term: gives the term of one of them as it is in the data, None if it has none.

    Raises:
        NoVerdictError: if the row says that the query failed.
    """
    if query.native and "failure" in names and text(term("failure")) == "true":
        raise NoVerdictError(
            f"the validation stopped: the query of {text(query.shape.node)} reports a failure"
        )
    value_name = query.value or ("value" if query.native and "value" in names else "")
    path_name = query.path or ("path" if query.native and "path" in names else "")
    focus = term("this")
    value = term(value_name) if value_name else None
    path = term(path_name) if path_name else None
    assert focus is not None
    if query.native and value is None and query.shape.path is None:
        value = focus
    told = query.messages
    if any("{" in message.value for message in told):
        told = tuple(filled(message, {name: term(name) for name in names}) for message in told)
    return Hit(query, focus, value, path if isinstance(path, NamedNode) else None, told)


def _ways(query: Query, data: Data) -> Counter[tuple[int, Term | None]]:
    """Return (lineage, focus node) -> the number of ways in which the shapes lead to it."""
    rows: Any = data.store.query(query.routes)
    return Counter((number_of(row["_g"]), _term(row["this"], 0, data, False)) for row in rows)


def _term(
    term: NamedNode | BlankNode | Literal | None, number: int, data: Data, native: bool
) -> NamedNode | BlankNode | Literal | None:
    """Return a term of a row as it was written in the data."""
    if native:
        return data.spelled.get((number, term), term) if isinstance(term, Literal) else term
    return written(term) if term is not None else None
