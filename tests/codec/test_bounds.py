"""What strangers may send: it is refused in one clear sentence, or read exactly."""

from __future__ import annotations

import pytest

from lineage_rdf.codec.read import read_quads, with_http_schema
from lineage_rdf.codec.syntax import Syntax, is_rdf_name, syntax_of
from lineage_rdf.codec.write import write_quads
from lineage_rdf.errors import InputError, UsageError

BOMB = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><r>&b;</r>'


@pytest.mark.parametrize(
    "data", [BOMB, BOMB.replace(b"DOCTYPE", b" doctype"), BOMB.decode().encode("utf-16")]
)
def test_doctype_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="DOCTYPE"):
        read_quads(data, Syntax.RDFXML, "bomb.rdf")


@pytest.mark.parametrize("syntax", list(Syntax), ids=lambda s: s.title)
def test_garbage_is_one_clear_error(syntax: Syntax) -> None:
    with pytest.raises(InputError) as caught:
        read_quads(bytes(range(256)) * 4, syntax, "garbage")
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("garbage")


def test_a_turtle_error_names_the_line() -> None:
    with pytest.raises(InputError, match=r"bad\.ttl:3"):
        read_quads(b"@prefix e: <http://e.org/> .\n\ne:a e:b .\n", Syntax.TURTLE, "bad.ttl")


def test_literals_stay_as_written() -> None:
    text = b'<http://e.org/a> <http://e.org/p> "007"^^<http://www.w3.org/2001/XMLSchema#integer> .'
    (quad,) = read_quads(text, Syntax.TURTLE, "doc")
    assert quad.object.value == "007"


def test_named_graphs_are_reported_as_lost_in_turtle() -> None:
    quads = read_quads(b"<http://e.org/g> { <http://e.org/a> <http://e.org/p> 1 }", Syntax.TRIG, "doc")
    assert write_quads(quads, Syntax.TURTLE).lost == ("turtle cannot hold 1 statements in named graphs",)
    assert write_quads(quads, Syntax.TRIG).lost == ()


def test_triple_terms_are_reported_as_lost_in_jsonld() -> None:
    text = b"<http://e.org/a> <http://e.org/p> <<( <http://e.org/a> <http://e.org/b> 1 )>> ."
    quads = read_quads(text, Syntax.TURTLE, "doc")
    assert write_quads(quads, Syntax.JSONLD).lost == ("jsonld cannot hold 1 statements with triple terms",)
    assert set(read_quads(write_quads(quads, Syntax.TURTLE).text.encode(), Syntax.TURTLE, "doc")) == set(
        quads
    )


def test_https_schema_org_is_read_as_http() -> None:
    text = b'<https://schema.org/a> <https://schema.org/name> "n" ; a <https://schema.org/Dataset> .'
    quads = with_http_schema(read_quads(text, Syntax.TURTLE, "doc"))
    assert all("https://schema.org/" not in str(quad) for quad in quads)


@pytest.mark.parametrize(
    ("name", "syntax"), [("a.ttl", Syntax.TURTLE), ("json-ld", Syntax.JSONLD), ("b.NQ", Syntax.NQUADS)]
)
def test_syntax_by_name(name: str, syntax: Syntax) -> None:
    assert syntax_of(name) is syntax


def test_unknown_syntax() -> None:
    with pytest.raises(UsageError, match="use one of turtle"):
        syntax_of("notes.docx")
    assert not is_rdf_name("config.xml")
    assert is_rdf_name("lineage.jsonld")
