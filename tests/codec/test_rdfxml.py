"""RDF/XML is XML that any parser reads; what XML cannot hold is named. rdflib reads beside us."""

from __future__ import annotations

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from lineage_rdf.codec.names import node
from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.codec.to_rdflib import from_graph
from lineage_rdf.codec.write import write_quads
from lineage_rdf.vocabulary.namespaces import FTL, RDF, SCHEMA

SUBJECT = NamedNode("https://example.org/s")
OTHERS = ["https://example.org/p/1", "https://example.org/", "https://example.org/a%20", SCHEMA, FTL]


def said(predicate: str, value: str = "v") -> Quad:
    return Quad(SUBJECT, NamedNode(predicate), Literal(value))


def text(value: str) -> Quad:
    return said(f"{SCHEMA}name", value)


@pytest.fixture(autouse=True)
def spelling_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def survives(*quads: Quad) -> bool:
    written = write_quads(quads, Syntax.RDFXML)
    assert written.lost == ()
    assert set(read_quads(written.text.encode(), Syntax.RDFXML, "document")) == set(quads)
    theirs = from_graph(rdflib.Graph().parse(data=written.text, format="xml"))
    # Blank nodes are the only ones that may have other names.
    return {(q.predicate, q.object) for q in theirs} == {(q.predicate, q.object) for q in quads}


@pytest.mark.parametrize(
    "value", ["\r", "a\r\nb", "\n", "\t", " lead", "trail ", "]]>", "&#13;", "\x7f", "\U0001f426"]
)
def test_line_ends_and_blanks_survive_any_parser(value: str) -> None:
    assert survives(text(value))


@pytest.mark.parametrize("value", ["\x00", "\x01", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_letters_that_xml_does_not_have_are_named(value: str) -> None:
    written = write_quads([text(f"a{value}"), text("b")], Syntax.RDFXML)
    assert written.lost == ("rdfxml cannot hold 1 texts with characters that XML does not have",)
    assert read_quads(written.text.encode(), Syntax.RDFXML, "document") == [text("b")]


@pytest.mark.parametrize(
    "predicate",
    [*OTHERS, *(f"{RDF}{name}" for name in ("li", "Description", "about", "resource", "bagID"))],
)
def test_properties_that_are_no_names_are_named(predicate: str) -> None:
    written = write_quads([said(predicate), text("b")], Syntax.RDFXML)
    assert written.lost == ("rdfxml cannot hold 1 statements whose property is no name of XML",)
    assert read_quads(written.text.encode(), Syntax.RDFXML, "document") == [text("b")]


@pytest.mark.parametrize(
    "predicate",
    [f"{RDF}_1", f"{RDF}value", "https://example.org/é", "https://example.org/1-a", "https://example.org/x:y", "urn:x"],
)  # fmt: skip
def test_all_other_properties_survive(predicate: str) -> None:
    assert survives(said(predicate))


@pytest.mark.parametrize("subject", [SUBJECT, BlankNode("b")])
@pytest.mark.parametrize("name", [*OTHERS, "https://example.org/a?b=c&d=<1", f"{RDF}li", f"{FTL}Model"])
def test_classes_of_any_name_survive(subject: NamedNode | BlankNode, name: str) -> None:
    typed = Quad(subject, node("rdf:type"), NamedNode(name.replace("<", "%3C")))
    assert survives(typed)
    assert survives(typed, Quad(subject, node("schema:name"), Literal('</dct:> <a: rdf:about="x">')))
