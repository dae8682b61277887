"""The queries are SPARQL 1.1 and nothing else: an engine that shares no code with Oxigraph finds the same with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Self

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, serialize

from lineage_rdf.check.in_place import check_store
from lineage_rdf.codec.names import node
from lineage_rdf.codec.to_rdflib import quiet
from lineage_rdf.store import Row
from lineage_rdf.store.embedded import EmbeddedStore
from lineage_rdf.vocabulary.namespaces import XSD
from tests.check.in_place.placing import examples, in_graphs


class RdflibStore:
    """Statements in rdflib, whose SPARQL engine is written in Python."""

    name = "rdflib"
    stable_labels = True

    def __init__(self, quads: Iterable[Quad]) -> None:
        document = serialize(quads, format=RdfFormat.N_QUADS)
        assert document is not None
        with quiet():
            self._dataset = rdflib.Dataset()
            self._dataset.parse(data=document.decode(), format="nquads")

    def select(self, query: str) -> Iterator[Row]:
        with quiet():
            rows: list[Any] = list(self._dataset.query(query))
        for row in rows:
            yield {str(name): term_of(term) for name, term in row.asdict().items()}

    def ask(self, query: str) -> bool:
        return bool(self._dataset.query(query).askAnswer)

    def close(self) -> None: ...

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...


def term_of(term: Any) -> NamedNode | BlankNode | Literal:
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    if term.language:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=NamedNode(str(term.datatype))) if term.datatype else Literal(str(term))


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
