"""Runs pySHACL over a lineage: core axioms and value kinds merged into the data, no inference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pyshacl
import rdflib
from pyoxigraph import Quad
from rdflib.namespace import DCTERMS, RDFS, SH

from lineage_rdf.vocabulary.namespaces import FTL
from tools.shapes.source import SHAPES, chain

ROOT = Path(__file__).resolve().parents[2]
ORDER = ("Info", "Warning", "Violation")
Finding = tuple[str, str, str]


@contextmanager
def literals_as_written() -> Iterator[None]:
    """Keep rdflib, and pySHACL which switches it on, from rewriting literals."""
    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before


@cache
def axioms() -> rdflib.Graph:
    """Return subclass axioms of the core and the value kinds of hyperparameters."""
    graph = rdflib.Graph()
    with literals_as_written():
        core = rdflib.Graph().parse(ROOT / "ontology" / "ftl.ttl")
        kinds = rdflib.Graph().parse(ROOT / "ontology" / "schemes" / "hyperparameter.ttl")
    for triple in core.triples((None, RDFS.subClassOf, None)):
        graph.add(triple)
    for triple in kinds.triples((None, rdflib.URIRef(f"{FTL}valueKind"), None)):
        graph.add(triple)
    return graph


@cache
def shapes(profile: str) -> rdflib.Graph:
    """Return the shapes of a profile and of all profiles below it."""
    graph = rdflib.Graph()
    with literals_as_written():
        for name in chain(profile):
            for path in sorted((SHAPES / name).glob("*.ttl")):
                if path.name != "profile.ttl":
                    graph.parse(path)
    return graph


def data_graph(quads: Iterable[Quad]) -> rdflib.Graph:
    """Return statements as an rdflib graph with the axioms beside them."""
    with literals_as_written():
        text = "\n".join(f"{quad.subject} {quad.predicate} {quad.object} ." for quad in quads)
        graph = rdflib.Graph().parse(data=text, format="nt")
    for triple in axioms():
        graph.add(triple)
    return graph


def findings(graph: rdflib.Graph, profile: str) -> set[Finding]:
    """Return (code, local name of the focus node, severity): the most severe per focus and code."""
    rules = shapes(profile)
    with literals_as_written():
        _, report, _ = pyshacl.validate(graph, shacl_graph=rules, advanced=False, inference="none")
    worst: dict[tuple[str, str], str] = {}
    # Results inside results (sh:detail) are not findings of their own.
    for result in report.objects(None, SH.result):
        code = str(rules.value(report.value(result, SH.sourceShape), DCTERMS.identifier))
        focus = str(report.value(result, SH.focusNode)).rpartition("/")[2]
        severity = str(report.value(result, SH.resultSeverity)).rpartition("#")[2]
        old = worst.get((code, focus), severity)
        worst[code, focus] = max(old, severity, key=ORDER.index)
    return {(code, focus, severity) for (code, focus), severity in worst.items()}
