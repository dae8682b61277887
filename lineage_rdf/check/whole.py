"""Checks a graph of any size as one graph, as SHACL engines do, from a stream of its statements.

Lineages that share a graph are not told apart here: what one says of a model counts for the others too. Where each lineage is to
be judged by itself, use `documents`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from attrs import frozen
from pyoxigraph import Quad

from lineage_rdf.check.check import anchor_classes, of_user
from lineage_rdf.check.compiled.facts import known_pairs
from lineage_rdf.check.compiled.plan import plan_of
from lineage_rdf.check.compiled.report import outcome_of, statements_of
from lineage_rdf.check.request import CheckReport, Request
from lineage_rdf.check.results import Outcome
from lineage_rdf.check.shapes import ShapesGraph
from lineage_rdf.errors import NoVerdictError

if TYPE_CHECKING:
    from lineage_rdf.check.columns.table import Table
    from lineage_rdf.check.compiled.run import Hit


def validate_stream(statements: Iterable[Quad], shapes: ShapesGraph, *, with_report: bool = True) -> Outcome:
    """Validate a graph as one, from a stream of its statements, none of which is kept.

    Args:
        statements: the statements, of whatever graph.
        shapes: the shapes.
        with_report: whether the outcome carries its report graph.

    Raises:
        UsageError: if a shape cannot be compiled.
        NoVerdictError: if the validation does not come to an end.
    """
    return _found(statements, shapes, with_report).outcome


def check_whole(
    statements: Iterable[Quad], request: Request, *, with_reports: bool = True
) -> dict[str, CheckReport]:
    """Check a graph as one against some profiles.

    Args:
        statements: the statements, of whatever graph.
        request: what is asked of it.
        with_reports: whether reports carry their sh:ValidationReport graph.

    Returns:
        Token -> report.

    Raises:
        UsageError: for a shape that cannot be used.
        NoVerdictError: if the validation could not be completed.
    """
    from lineage_rdf.check.columns.labels import labels_in

    try:
        found = _found(statements, request.whole, with_reports)
    except NoVerdictError as error:
        raise of_user(error, request) from None
    names = labels_in(found.table, [hit.focus for hit in found.hits])
    return {
        item.token: request.report(
            item, _anchored(found.table, anchor_classes(item, request.whole)), found.outcome, names
        )
        for item in request.profiles
    }


@frozen
class _Found:
    table: Table
    hits: Sequence[Hit]
    outcome: Outcome


def _found(statements: Iterable[Quad], shapes: ShapesGraph, with_report: bool) -> _Found:
    from lineage_rdf.check.columns import Graphs, find

    graphs = Graphs()
    graphs.add(statements)
    plan = plan_of(shapes, graphs.subclass_pairs() - known_pairs())
    table = graphs.table(plan.predicates, whole=plan.whole)
    (hits,) = find(plan, table)
    return _Found(table, hits, outcome_of(hits, statements_of(plan), with_report))


def _anchored(table: Table, classes: frozenset[str]) -> int:
    """Return how many nodes are of some classes."""
    import numpy as np

    from lineage_rdf.check.columns.table import TYPE

    nodes, kinds = table.column(TYPE)
    return len(np.unique(nodes[table.are(kinds, classes)]))
