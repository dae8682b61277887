"""A glossary as JSON-LD with prefixes says what its Turtle says, to two libraries, and carries nothing that it does not use."""

from __future__ import annotations

import json

import rdflib
from hypothesis import given
from pyld import jsonld
from pyoxigraph import Literal, NamedNode, Quad
from rdflib.compare import isomorphic

from lineage_rdf.codec.turtle import write_turtle
from lineage_rdf.terms.exports.forms import write_glossary
from lineage_rdf.terms.exports.prefixed_jsonld import prefixed_jsonld
from lineage_rdf.terms.own import own_glossary
from lineage_rdf.terms.to_graph import glossary_quads
from tests.terms.made import BASE, FEWER, glossaries


def _read(text: str) -> rdflib.Graph:
    graph = rdflib.Graph().parse(data=text, format="json-ld")
    other = jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"})
    assert isomorphic(graph, rdflib.Graph().parse(data=other, format="nt"))
    return graph


@FEWER
@given(glossaries())
def test_it_says_what_turtle_says(glossary):
    quads = glossary_quads(glossary, base=BASE)
    assert isomorphic(_read(prefixed_jsonld(quads)), rdflib.Graph().parse(data=write_turtle(quads)))


def test_a_glossary_has_a_short_head():
    document = json.loads(write_glossary(own_glossary("status"), "jsonld").text)
    assert set(document["@context"]) <= {"bibo", "dcterms", "owl", "schema", "skos", "xsd"}
    assert any(node.get("skos:notation") == "inferred" for node in document["@graph"])


def test_a_prefix_that_is_the_scheme_of_an_address_is_not_used():
    subject = NamedNode("skos:odd")
    quads = [Quad(subject, NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"), Literal("odd"))]
    assert (rdflib.URIRef("skos:odd"), rdflib.SKOS.prefLabel, rdflib.Literal("odd")) in _read(
        prefixed_jsonld(quads)
    )
