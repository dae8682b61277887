"""Runs a plan over much data: columns find what they can, and queries the rest on the statements they ask for."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve
from pyoxigraph import Quad

from lineage_rdf.check.columns.conformance import Conformance
from lineage_rdf.check.columns.doubts import by_reference, in_doubt, shapes_of
from lineage_rdf.check.columns.paths import TooManyPairs
from lineage_rdf.check.columns.table import Table
from lineage_rdf.check.columns.violations import can_find, rows
from lineage_rdf.check.compiled.asked import asked_of
from lineage_rdf.check.compiled.compile import Query
from lineage_rdf.check.compiled.data import load_as_they_are
from lineage_rdf.check.compiled.facts import SUBCLASS
from lineage_rdf.check.compiled.messages import filled
from lineage_rdf.check.compiled.plan import Plan
from lineage_rdf.check.compiled.run import Hit, run
from lineage_rdf.check.compiled.users import user_queries


def find(plan: Plan, table: Table) -> list[list[Hit]]:
    """Return the violations of each graph of a table, each as if it were alone.

    Args:
        plan: the queries.
        table: the graphs, with the facts that the plan needs.

    Raises:
        UsageError: if the reference engine, where it has to answer, cannot use a shape.
        NoVerdictError: if a query does not come to an end, or says itself that it failed.
    """
    judge = Conformance(table, plan.below)
    found: list[list[Hit]] = [[] for _ in range(table.count)]
    left: list[Query] = []
    for query in plan.queries_on(table.names):
        hits = _hits(query, judge)
        if hits is None:
            left.append(query)
        for number, hit in hits or ():
            found[number].append(hit)
    for number, more in enumerate(_by_queries(plan, left, table)):
        found[number] += more
    return found


def _hits(query: Query, judge: Conformance) -> list[tuple[int, Hit]] | None:
    """Return (place of the graph, violation) of one query; None if columns cannot find them."""
    if not can_find(query):
        return None
    try:
        return [
            (int(judge.table.graph_of[focus]), _hit(query, judge.table, focus, value))
            for focus, value in rows(query, judge)
        ]
    except TooManyPairs:
        return None


def _hit(query: Query, table: Table, node: int, value_node: int | None) -> Hit:
    focus, value = table.term(node), None if value_node is None else table.term(value_node)
    told = query.messages
    if any("{" in message.value for message in told):
        told = tuple(filled(message, {query.value or "this": value, "this": focus}) for message in told)
    return Hit(query, focus, value, None, told)


def _by_queries(plan: Plan, queries: Sequence[Query], table: Table) -> list[list[Hit]]:
    """Return the violations that queries find among the statements which they can look at.

    Where engines of SPARQL differ on the values of a graph, the reference answers for the queries of users.
    """
    if not queries:
        return [[] for _ in range(table.count)]
    of_users = [query for query in queries if any(user_queries(query.constraint))]
    doubtful = in_doubt(table, plan.asked) if of_users else frozenset()
    statements = _statements(queries, table)
    if not doubtful:
        return _run(plan, queries, statements)
    hits = _run(plan, [query for query in queries if query not in of_users], statements)
    own = shapes_of(of_users, plan.shapes)
    certain = [[] if number in doubtful else found for number, found in enumerate(statements)]
    for number, more in enumerate(_run(plan, of_users, certain)):
        # A node that is targeted by name is looked at in an empty graph too.
        in_graph = by_reference(of_users, own, statements[number]) if number in doubtful else more
        hits[number] += in_graph
    return hits


def _statements(queries: Sequence[Query], table: Table) -> list[list[Quad]]:
    """Return of each graph the statements that some queries can look at, and its subclass axioms."""
    found: list[list[Quad]] = [[] for _ in range(table.count)]
    for predicate, classes in {**asked_of(queries, table.columns), SUBCLASS: None}.items():
        for graph, quad in table.statements(predicate, classes):
            found[graph].append(quad)
    return found


def _run(plan: Plan, queries: Sequence[Query], statements: Sequence[Sequence[Quad]]) -> list[list[Hit]]:
    if not queries:
        return [[] for _ in statements]
    own = evolve(plan, queries=tuple(evolve(query, needs=()) for query in queries))
    return run(own, load_as_they_are(statements), len(statements))
