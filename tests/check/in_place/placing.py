"""Lineages as the graphs of a store, and what the check of files says of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from attrs import evolve
from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, Store

from lineage_rdf.check import CheckReport, check_quads
from lineage_rdf.check.compiled.facts import known_pairs, subclass_pairs
from lineage_rdf.check.compiled.report import outcome_of, statements_of
from lineage_rdf.check.in_place.place import Place
from lineage_rdf.check.in_place.run import plan_in_place, violations
from lineage_rdf.check.results import Outcome
from lineage_rdf.check.shapes import ShapesGraph
from lineage_rdf.check.verdicts import CheckRun
from lineage_rdf.codec.read import read_file
from lineage_rdf.codec.syntax import syntax_of
from lineage_rdf.store.embedded import EmbeddedStore
from tests.conftest import ROOT

ALL = ("wellformed", "instance", "disclosure", "lineage", "reproducible", "governance", "licence")


@cache
def examples() -> Mapping[str, tuple[Quad, ...]]:
    """Return IRI of a graph -> the statements of an example lineage."""
    paths = sorted((ROOT / "examples" / "lineages").glob("*.ttl"))
    return {f"urn:example:{path.stem}": tuple(read_file(path, syntax_of(path.name))) for path in paths}


def in_graphs(lineages: Mapping[str, Iterable[Quad]]) -> list[Quad]:
    """Return the statements of lineages, each in its graph."""
    return [
        Quad(quad.subject, quad.predicate, quad.object, NamedNode(graph))
        for graph, quads in lineages.items()
        for quad in quads
    ]


@cache
def judged(graph: str, token: str) -> CheckReport:
    """Return what the check of files says of an example."""
    return check_quads(examples()[graph], token)


def told(report: CheckReport) -> tuple[object, ...]:
    """Return a report in a form in which equal ones are equal, whatever its blank nodes are called."""
    statements = Dataset(report.report)
    statements.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    graph = sorted(map(str, statements))
    findings = [evolve(f, shape="" if f.shape.startswith("_:") else f.shape) for f in report.findings]
    order = sorted(findings, key=str)
    return (report.profile, order, report.passed, report.nodes_checked, graph)


def reports(
    run: CheckRun, graphs: Iterable[str], tokens: Sequence[str]
) -> dict[tuple[str, str], CheckReport]:
    """Return (graph, token) -> report of a run that has a verdict for each, in order."""
    pairs = [(graph, token) for graph in sorted(graphs) for token in tokens]
    assert [verdict.report.profile for verdict in run.verdicts] == [token for _, token in pairs]
    return dict(zip(pairs, (verdict.report for verdict in run.verdicts), strict=True))


def codes(run: CheckRun) -> Counter[str]:
    """Return code -> number of findings in all verdicts."""
    return Counter(finding.code for verdict in run.verdicts for finding in verdict.report.findings)


def renamed(run: CheckRun, origin: str) -> list[object]:
    """Return the verdicts as if they came from another place."""
    return [evolve(verdict, origin=origin) for verdict in run.verdicts]


def in_place(data: Sequence[Quad], against: ShapesGraph) -> Outcome:
    """Return what the queries for stores find, with the data in a named graph of one in memory."""
    graph = NamedNode("urn:example:graph")
    store = Store()
    store.add_graph(graph)
    store.extend(Quad(quad.subject, quad.predicate, quad.object, graph) for quad in data)
    place = Place(EmbeddedStore(store, "memory"), default=False)
    own = {graph.value: subclass_pairs(data) - known_pairs()}
    hits = violations(against, place, [graph.value], own).get(graph.value, ())
    return outcome_of(hits, statements_of(plan_in_place(against)), True)
