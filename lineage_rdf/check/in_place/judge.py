"""Makes reports of the violations in a store, one for each graph and profile."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pyoxigraph import BlankNode, NamedNode

from lineage_rdf.check.compiled.facts import Pairs
from lineage_rdf.check.compiled.graph import text
from lineage_rdf.check.compiled.report import outcome_of, statements_of
from lineage_rdf.check.compiled.run import Hit
from lineage_rdf.check.in_place.graphs import Head
from lineage_rdf.check.in_place.labels import labels_of
from lineage_rdf.check.in_place.place import Place
from lineage_rdf.check.in_place.run import plan_in_place, violations
from lineage_rdf.check.request import CheckReport, Request


def reports_of(
    request: Request,
    place: Place,
    graphs: Collection[str],
    heads: Mapping[str, Sequence[Head]],
    axioms: Mapping[str, Pairs],
    counts: Mapping[str, Mapping[str, int]],
    *,
    with_reports: bool,
) -> dict[tuple[str, str], CheckReport]:
    """Return (graph, token of a profile) -> report.

    Args:
        request: what is asked of each graph.
        place: the graphs.
        graphs: those that are checked.
        heads: graph -> its lineages.
        axioms: graph -> the subclass axioms that it adds.
        counts: token -> graph -> how many nodes the anchor shapes look at.
        with_reports: whether reports carry their sh:ValidationReport graph.

    Raises:
        UsageError: if a shape cannot be used.
        NoVerdictError: if a query does not come to its end.
    """
    hits = violations(request.whole, place, graphs, axioms)
    labels = labels_of(_foci(hits), heads, place)
    about = statements_of(plan_in_place(request.whole))
    reports: dict[tuple[str, str], CheckReport] = {}
    for graph in graphs:
        outcome = outcome_of(hits.pop(graph, ()), about, with_reports)
        for item in request.profiles:
            anchored = counts[item.token].get(graph, 0)
            reports[graph, item.token] = request.report(item, anchored, outcome, labels.get(graph, {}))
    return reports


def _foci(hits: Mapping[str, Sequence[Hit]]) -> dict[str, set[str]]:
    """Return graph -> the nodes that have violations; literals have no label."""
    return {
        graph: {text(hit.focus) for hit in found if isinstance(hit.focus, NamedNode | BlankNode)}
        for graph, found in hits.items()
    }
