"""Records, quads and every syntax: what goes in comes out, statement by statement and literal by literal."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from pyld import jsonld

from lineage_rdf.codec.decode import decode
from lineage_rdf.codec.encode import encode
from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.codec.to_rdflib import from_graph, to_graph
from lineage_rdf.codec.write import write_quads
from lineage_rdf.records import LineageRecord
from tests.codec.strategies import lineages


@given(lineages())
def test_records_survive_quads(record: LineageRecord) -> None:
    quads = set(encode(record))
    (again,) = decode(quads)
    assert set(encode(again)) == quads


@pytest.mark.parametrize("syntax", Syntax, ids=lambda s: s.title)
@settings(max_examples=60)
@given(record=lineages())
def test_every_syntax_keeps_every_statement(syntax: Syntax, record: LineageRecord) -> None:
    quads = encode(record)
    written = write_quads(quads, syntax)
    assert written.lost == ()
    assert set(read_quads(written.text.encode(), syntax, "document")) == set(quads)


@pytest.mark.full
@given(lineages())
def test_turtle_jsonld_nquads_in_a_circle(record: LineageRecord) -> None:
    quads = encode(record)
    for syntax in (Syntax.TURTLE, Syntax.JSONLD, Syntax.NQUADS, Syntax.TURTLE):
        quads = read_quads(write_quads(quads, syntax).text.encode(), syntax, "document")
    assert set(quads) == set(encode(record))


@settings(max_examples=25)
@given(lineages())
def test_pyld_reads_our_jsonld_to_the_same_quads(record: LineageRecord) -> None:
    quads = encode(record)
    document = json.loads(write_quads(quads, Syntax.JSONLD).text)
    nquads = jsonld.to_rdf(document, {"format": "application/n-quads"})
    # PyLD leaves some control characters unescaped; both sides go through one parser.
    assert set(read_quads(nquads.encode(), Syntax.NQUADS, "PyLD")) == set(quads)


@given(lineages())
def test_same_statements_give_same_bytes(record: LineageRecord) -> None:
    quads = encode(record)
    for syntax in (Syntax.TURTLE, Syntax.JSONLD, Syntax.NQUADS):
        assert write_quads(quads, syntax).text == write_quads(list(reversed(quads)), syntax).text


@settings(max_examples=60)
@given(lineages())
def test_rdflib_graph_keeps_spelling(record: LineageRecord) -> None:
    quads = encode(record)
    assert set(from_graph(to_graph(quads))) == set(quads)
