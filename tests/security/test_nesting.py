"""Input that nests, repeats or multiplies (threats T01, T02, T05, T11)."""

from __future__ import annotations

import json
import time

import pytest

from lineage_rdf.codec.nesting import MAX_DEPTH
from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.codec.write import write_quads
from lineage_rdf.errors import InputError
from lineage_rdf.sources.yaml_text import YamlTextError, load_yaml

RDF_XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="urn:p:" rdf:version="1.2">'
    '<rdf:Description rdf:about="urn:a">BODY</rdf:Description></rdf:RDF>'
)


def nested(depth, opening="<<( <urn:a> <urn:b> "):
    return f"<urn:a> <urn:b> {opening * depth}1{' )>>' * depth} .".encode()


def nested_xml(depth):
    opening = '<x:p rdf:parseType="Triple"><rdf:Description rdf:about="urn:a">' * depth
    return RDF_XML.replace("BODY", f"{opening}<x:p>1</x:p>{'</rdf:Description></x:p>' * depth}").encode()


@pytest.mark.parametrize("syntax", [Syntax.TURTLE, Syntax.TRIG, Syntax.NTRIPLES, Syntax.NQUADS])
@pytest.mark.parametrize(
    "opening", ["<<( <urn:a> <urn:b> ", "<<( <urn:a> <urn:b#> # >>\n", '<<( "" <urn:b> ']
)
def test_triple_terms_that_would_end_the_process_are_refused(syntax, opening):
    with pytest.raises(InputError, match="nested more than 50 deep"):
        read_quads(nested(100_000, opening), syntax, "deep")


def test_triple_terms_in_rdfxml_too():
    with pytest.raises(InputError, match="nested more than 50 deep"):
        read_quads(nested_xml(20_000), Syntax.RDFXML, "deep.rdf")


def test_what_is_not_so_deep_is_read_and_written():
    for data, syntax in ((nested(MAX_DEPTH), Syntax.TURTLE), (nested_xml(MAX_DEPTH), Syntax.RDFXML)):
        quads = read_quads(data, syntax, "doc")
        assert read_quads(write_quads(quads, Syntax.TURTLE).text.encode(), Syntax.TURTLE, "doc") == quads


def test_the_marks_in_texts_and_comments_do_not_count():
    marks = "<<" * 200
    data = f'<urn:a> <urn:b> "{marks}", \'{marks}\', """{marks}""" . # {marks}\n'.encode()
    assert read_quads(data, Syntax.TURTLE, "doc")[0].object.value == marks


@pytest.mark.parametrize("depth", [201, 450, 900, 100_000])
@pytest.mark.parametrize(
    "pair",
    [('{"@id":"urn:a","urn:b":', "}"), ('{"@context":{"a":{"@id":"urn:a","@context":', "}}}"), ("[", "]")],
)
def test_deep_json_ld_is_one_clear_error(depth, pair):
    text = pair[0] * depth + "{}" + pair[1] * depth
    if pair[0].startswith('{"@context"'):
        text = text.replace('"@context":{"@context":{', '"@context":{"a":{')
    with pytest.raises(InputError, match=r"deep|JSON"):
        read_quads(text.encode(), Syntax.JSONLD, "deep.jsonld")


def test_a_context_nested_in_its_terms_is_one_clear_error():
    text = '{"@context":' + '{"a":{"@id":"urn:a","@context":' * 300 + "{}" + "}}" * 300 + ',"@id":"urn:x"}'
    with pytest.raises(InputError, match="deeper than 200"):
        read_quads(text.encode(), Syntax.JSONLD, "deep.jsonld")


def test_a_repeated_key_among_many_is_found_at_once():
    keys = [f'"k{number}":1' for number in range(60_000)]
    begun = time.process_time()
    with pytest.raises(InputError, match="'k59999' stands twice"):
        read_quads(("{" + ",".join([*keys, keys[-1]]) + "}").encode(), Syntax.JSONLD, "keys.jsonld")
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("length", [100, 3000])
def test_a_long_chain_of_parts_is_written_as_json_ld_that_we_read(length):
    chain = "".join(f"<urn:x:{n}> <https://w3id.org/ftl#hasStep> <urn:x:{n + 1}> ." for n in range(length))
    quads = read_quads(chain.encode(), Syntax.TURTLE, "chain")
    text = write_quads(quads, Syntax.JSONLD).text
    assert set(read_quads(text.encode(), Syntax.JSONLD, "chain")) == set(quads)
    assert json.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 30)),
        "&a [*a]",
        "a: &a {b: *a}",
        "[" * 5000 + "]" * 5000,
        "- " * 5000 + "x",
        "? " * 5000 + "x",
        "".join(" " * n + f"k{n}:\n" for n in range(2500)),
        "".join(" " * n + "- a:\n" for n in range(0, 2500, 2)),
    ],
    ids=["bomb", "self", "self-map", "flow", "dashes", "questions", "block-map", "block-list"],
)  # fmt: skip
def test_yaml_bombs_are_refused(text):
    begun = time.process_time()
    with pytest.raises(YamlTextError):
        load_yaml(text)
    assert time.process_time() - begun < 5


def test_tags_build_no_objects(tmp_path):
    mark = tmp_path / "ran"
    document = load_yaml(f"a: !!python/object/apply:os.system ['touch {mark}']\n")
    assert document.value == {"a": [f"touch {mark}"]}
    assert document.tags
    assert not mark.exists()
