"""Runs the queries of a plan in a store and sorts the violations by graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import partial

from pyoxigraph import Triple

from lineage_rdf.check.compiled.compile import Query
from lineage_rdf.check.compiled.facts import Pairs
from lineage_rdf.check.compiled.graph import Term, text
from lineage_rdf.check.compiled.plan import Plan, plan_of
from lineage_rdf.check.compiled.run import Hit, hit_of
from lineage_rdf.check.compiled.scope import GRAPH
from lineage_rdf.check.in_place.place import Place
from lineage_rdf.check.in_place.present import present_names
from lineage_rdf.check.shapes import ShapesGraph
from lineage_rdf.errors import NoVerdictError
from lineage_rdf.store import Row

NONE: Pairs = frozenset()


def plan_in_place(shapes: ShapesGraph, extra: Pairs = NONE) -> Plan:
    """Return the plan of some shapes for data in a store of somebody else.

    Args:
        shapes: the shapes.
        extra: the (subclass, superclass) pairs of the data.

    Raises:
        UsageError: if a shape cannot be compiled.
    """
    return plan_of(shapes, extra, in_place=True)


def violations(
    shapes: ShapesGraph, place: Place, graphs: Collection[str], axioms: Mapping[str, Pairs]
) -> dict[str, list[Hit]]:
    """Return graph -> its violations.

    Graphs with subclass axioms of their own have queries of their own, for in no other graph do these hold.

    Args:
        shapes: the shapes.
        place: the graphs.
        graphs: those that are checked.
        axioms: graph -> the subclass axioms that it adds.

    Raises:
        UsageError: if a shape cannot be compiled.
        NoVerdictError: if a query does not come to its end.
    """
    groups: dict[Pairs, list[str]] = {}
    for graph in graphs:
        groups.setdefault(axioms.get(graph, NONE), []).append(graph)
    found: dict[str, list[Hit]] = {}
    for extra, members in groups.items():
        listed = " ".join(f"<{graph}>" for graph in members)
        only = f" VALUES {GRAPH} {{ {listed} }}" if extra and not place.default else ""
        wanted = frozenset(members)
        for graph, hit in _run(plan_in_place(shapes, extra), place, only):
            if graph in wanted:
                found.setdefault(graph, []).append(hit)
    return found


def _run(plan: Plan, place: Place, only: str) -> Iterator[tuple[str, Hit]]:
    present = present_names(plan, place)
    for query in plan.queries:
        if any(present.isdisjoint(names) for names in query.needs):
            continue
        yield from _hits(query, place, only)


def _hits(query: Query, place: Place, only: str) -> Iterator[tuple[str, Hit]]:
    """Yield the violations that a query finds, each as often as the shapes lead to its focus node."""
    ways: Counter[tuple[str, Term | None]] | None = None
    for graph, row in _rows(query, query.text + only, place):
        hit = hit_of(query, row.keys(), partial(_term, row))
        if ways is None:  # most queries find nothing, and need not be asked for the ways
            ways = _ways(query, place, only) if query.routes else Counter()
        for _ in range(ways.get((graph, hit.focus), 1)):
            yield graph, hit


def _ways(query: Query, place: Place, only: str) -> Counter[tuple[str, Term | None]]:
    """Return (graph, focus node) -> the number of ways in which the shapes lead to it."""
    rows = _rows(query, query.routes + only, place)
    return Counter((graph, _term(row, "this")) for graph, row in rows)


def _rows(query: Query, sparql: str, place: Place) -> Iterator[tuple[str, Row]]:
    """Yield (graph, row); an error names the shape."""
    try:
        yield from place.rows(sparql)
    except NoVerdictError as error:
        what = f"the validation stopped: the query of {text(query.shape.node)} failed: {error.what}"
        raise NoVerdictError(what, error.where, error.fix) from None


def _term(row: Row, name: str) -> Term | None:
    term = row.get(name)
    return None if isinstance(term, Triple) else term
