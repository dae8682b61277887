"""What of an RDF document is the lineage, its evidence, and neither."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from lineage_rdf.bulk.graphs import in_own_graph
from lineage_rdf.lineage import read
from lineage_rdf.loading.document import Document, read_parcels
from lineage_rdf.reading.evidence import evidence_quads
from tests.loading.invented import FOLDER, expected, iri, lineage, turtle

A, B = lineage("a"), lineage("b")


def document(*quads: Quad, evidence: bool = False) -> Document:
    return read_parcels(quads, "test", evidence=evidence)


def moved(quads: tuple[Quad, ...], graph: str) -> list[Quad]:
    return [Quad(quad.subject, quad.predicate, quad.object, NamedNode(graph)) for quad in quads]


def stored(found: Document) -> set[Quad]:
    return {quad for parcel in found.parcels for quad in parcel.quads}


def test_a_lineage_gets_the_graph_that_read_gives_it_whatever_its_graph_was_called() -> None:
    for quads in (A.quads, moved(A.quads, "urn:mine"), in_own_graph(A.iri, A.quads)):
        found = document(*quads)
        assert stored(found) == expected(A)
        assert found.left_out == 0


def test_several_lineages_are_taken_apart() -> None:
    for quads in ((*A.quads, *B.quads), (*moved(A.quads, "urn:a"), *moved(B.quads, "urn:b"))):
        assert stored(document(*quads)) == expected(A, B)


def test_what_belongs_to_no_lineage_is_left_out_and_counted() -> None:
    stranger = Quad(NamedNode("urn:x"), NamedNode("urn:p"), NamedNode("urn:x"), NamedNode("urn:g"))
    outside = Quad(NamedNode("urn:x"), NamedNode("urn:p"), NamedNode("urn:x"))
    found = document(*in_own_graph(A.iri, A.quads), *in_own_graph(B.iri, B.quads), stranger, outside)
    assert stored(found) == expected(A, B)
    assert found.left_out == 2
    assert document(*A.quads, outside).left_out == 0  # alone in its graph, it has all that is there
    assert document(*A.quads, *B.quads, outside).left_out == 1


def test_evidence_in_a_document_is_known_as_such() -> None:
    found = read(FOLDER)
    claims = evidence_quads(found.record, found.claims, found.result.step_of)
    for quads in (found.quads, in_own_graph(found.iri, found.quads)):
        without = document(*quads, *claims)
        assert stored(without) == expected(found)
        assert without.left_out == 0
        assert stored(document(*quads, *claims, evidence=True)) == expected(found) | set(claims)


def test_a_lineage_without_a_name_gets_one() -> None:
    text = turtle("a").replace(f"<{iri('a')}>", "_:a").replace(f"<{iri('a')}/step>", "_:s")
    found = document(*parse(text.encode(), RdfFormat.TURTLE))
    assert found.blank_nodes == 2
    assert found.parcels[0].iri.startswith("urn:uuid:")
    assert found.parcels[0].name == "quay-lab/tide-a"


def test_schema_org_is_written_in_its_own_form() -> None:
    text = turtle("a").replace("http://schema.org/", "https://schema.org/")
    found = document(*parse(text.encode(), RdfFormat.TURTLE))
    assert stored(found) == expected(A)
    assert found.left_out == 0
