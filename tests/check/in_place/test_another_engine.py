"""The queries are SPARQL 1.1 and nothing else: an engine that shares no code with Oxigraph finds the same with them."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.check.in_place import check_store
from lineage_rdf.codec.names import node
from lineage_rdf.store.embedded import EmbeddedStore
from lineage_rdf.vocabulary.namespaces import XSD
from tests.check.in_place.placing import examples, in_graphs
from tests.store.rdflib_store import RdflibStore


def test_the_same_findings() -> None:
    quads = examples()["urn:example:bare-adapter"]
    step = next(quad.subject for quad in quads if quad.predicate == node("ordinal"))
    faults = [
        Quad(step, node("stageName"), Literal("one")),
        Quad(step, node("stageName"), Literal("another")),
        Quad(step, node("hasOutcome"), Literal("succeeded")),
        Quad(step, node("exampleCount"), Literal("-1", datatype=NamedNode(f"{XSD}integer"))),
        Quad(step, node("computeExaFlop"), Literal("much", datatype=NamedNode(f"{XSD}decimal"))),
    ]
    data = in_graphs({"urn:example:one": [*quads, *faults]})
    (ours,) = check_store(EmbeddedStore.in_memory(data), ["lineage"]).verdicts
    (theirs,) = check_store(RdflibStore(data), ["lineage"]).verdicts
    assert theirs.report.findings == ours.report.findings
    assert {"FTL-W010", "FTL-W011", "FTL-W013", "FTL-E021"} <= {f.code for f in ours.report.findings}
    assert theirs.name == ours.name
