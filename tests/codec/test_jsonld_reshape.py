"""Any RDF file as JSON-LD of another form, and what a form cannot hold."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from pyoxigraph import Quad

from lineage_rdf.codec.encode import encode
from lineage_rdf.codec.jsonld_context import CONTEXT_URL
from lineage_rdf.codec.jsonld_forms import document_of
from lineage_rdf.codec.jsonld_reshape import Shape, reshape
from lineage_rdf.codec.read import read_file, read_quads
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.codec.write import write_quads
from lineage_rdf.errors import InputError, LeftOutWarning, UsageError
from lineage_rdf.records import LineageRecord
from tests.codec.strategies import lineages
from tests.conftest import ROOT

EXAMPLES = sorted((ROOT / "examples" / "lineages").glob("*.ttl"))
CONTEXTS: dict[str, Any] = {
    "ours": CONTEXT_URL,
    "schema.org": "https://schema.org/",
    "prefixes": {"@context": {"ftl": "https://w3id.org/ftl#", "schema": "http://schema.org/"}},
    "vocabulary": {"@vocab": "https://w3id.org/ftl#"},
    "language": {"@language": "en", "@vocab": "http://schema.org/"},
    "empty": {},
}


def back(text: str) -> set[Quad]:
    return set(read_quads(text.encode(), Syntax.JSONLD, "result"))


@pytest.mark.parametrize("kind", sorted(CONTEXTS))
@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize("path", EXAMPLES[:3], ids=lambda path: path.stem)
def test_every_context_keeps_every_statement(path: Any, kind: str, flat: bool) -> None:
    written = reshape(path.read_bytes(), Syntax.TURTLE, path.name, Shape(context=CONTEXTS[kind], flat=flat))
    assert written.lost == ()
    assert back(written.text) == set(read_file(path, Syntax.TURTLE))


@settings(max_examples=30)
@given(lineages())
def test_every_lineage_survives_flattening_and_compaction(record: LineageRecord) -> None:
    quads = encode(record)
    for syntax in (Syntax.TURTLE, Syntax.JSONLD):
        data = write_quads(quads, syntax).text.encode()
        for shape in (
            Shape(flat=True),
            Shape(context=CONTEXT_URL),
            Shape(context=CONTEXTS["prefixes"], flat=True),
        ):
            written = reshape(data, syntax, "doc", shape)
            assert written.lost == ()
            assert back(written.text) == set(quads)


def test_turtle_and_json_ld_of_one_lineage_are_framed_alike() -> None:
    frame = {"@context": CONTEXT_URL, "type": "TransformationStep", "@requireAll": True, "ordinal": 1}
    for path in EXAMPLES:
        other = path.with_suffix(".jsonld")
        one = reshape(path.read_bytes(), Syntax.TURTLE, "doc", Shape(frame=frame)).text
        two = reshape(other.read_bytes(), Syntax.JSONLD, "doc", Shape(frame=frame)).text
        assert back(one) == back(two)
        assert ('"ordinal": 1' in one) == (path.stem != "base-only")


def test_what_a_syntax_cannot_hold_is_named() -> None:
    text = b'<urn:s> <urn:p> "t"@en--rtl, "kept" .'
    written = reshape(text, Syntax.TURTLE, "doc", Shape(flat=True))
    assert written.lost == ("jsonld cannot hold 1 texts with a direction",)
    assert "kept" in written.text


def test_what_a_context_cannot_hold_is_named() -> None:
    """A term that stands for one list cannot stand for two: compaction puts them together without a word."""
    context = {"p": {"@id": "urn:p", "@container": "@list"}}
    one, two = b"<urn:s> <urn:p> ( 1 2 ) .", b"<urn:s> <urn:p> ( 1 2 ), ( 3 ) ."
    assert reshape(one, Syntax.TURTLE, "doc", Shape(context=context)).lost == ()
    (lost,) = reshape(two, Syntax.TURTLE, "doc", Shape(context=context)).lost
    assert lost.startswith("the context cannot hold")
    with pytest.raises(InputError, match="not valid JSON-LD"):
        reshape(b"<urn:s> <urn:p> <tag:y> .", Syntax.TURTLE, "doc", Shape(context={"tag": "http://e.org/"}))


def test_lists_and_named_graphs_are_written_as_json_ld_has_them() -> None:
    text = b"@prefix : <urn:> . :g { :s :p ( 1 true :o ) } :s :q 007, 1.50 ."
    document = document_of(read_quads(text, Syntax.TRIG, "doc"))
    assert document[0]["@graph"][0]["urn:p"][0]["@list"][:2] == [
        {"@value": 1, "@type": "http://www.w3.org/2001/XMLSchema#integer"},
        {"@value": True, "@type": "http://www.w3.org/2001/XMLSchema#boolean"},
    ]
    again = read_quads(json.dumps(document).encode(), Syntax.JSONLD, "doc")
    assert {str(quad.object) for quad in again} >= {
        '"007"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>',
    }


def test_a_key_of_a_frame_that_its_context_does_not_know_is_said() -> None:
    frame = {"@context": CONTEXT_URL, "type": "Model", "oops": {}}
    with pytest.warns(LeftOutWarning, match="the frame: the context knows no property for 'oops'"):
        reshape(EXAMPLES[0].read_bytes(), Syntax.TURTLE, "doc", Shape(frame=frame))


NO_FRAMES: list[Any] = [
    [],
    1,
    "x",
    {"@embed": "@link"},
    {"@embed": "@first"},
    {"@id": "_:b"},
    {"@context": "urn:x"},
]


@pytest.mark.parametrize("frame", NO_FRAMES, ids=json.dumps)
def test_what_is_no_frame_is_an_error(frame: Any) -> None:
    with pytest.raises((InputError, UsageError)):
        reshape(EXAMPLES[0].read_bytes(), Syntax.TURTLE, "doc", Shape(frame=frame))


@pytest.mark.parametrize("context", [1, "urn:unknown", {"a": 1}, {"@vocab": 1}, [[]]], ids=json.dumps)
def test_what_is_no_context_is_an_error(context: Any) -> None:
    for flat in (True, False):
        with pytest.raises(InputError):
            reshape(EXAMPLES[0].read_bytes(), Syntax.TURTLE, "doc", Shape(context=context, flat=flat))
