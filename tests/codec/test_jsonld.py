from __future__ import annotations

import json

import pytest
from pyld import jsonld
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from lineage_rdf.codec.jsonld_context import CONTEXT_URL, context_document
from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.codec.write import write_quads
from lineage_rdf.errors import InputError, UsageError
from lineage_rdf.lineage import read


def _read(document: object) -> set[Quad]:
    return set(read_quads(json.dumps(document).encode(), Syntax.JSONLD, "doc.jsonld"))


def test_reads_like_plain_json() -> None:
    document = json.loads(read("gpt2 -> SFT, LoRA rank 8 -> DPO").to_jsonld())
    lineage = document["@graph"][0]
    first, second = lineage["hasStep"]
    assert lineage["type"][0] == "FineTuneLineage"
    assert (first["ordinal"], first["hasObjective"], first["hasParameterization"]) == (1, ["sft"], ["lora"])
    assert first["hasSetting"][0]["settingOf"] == "lora_r"
    assert first["hasSetting"][0]["integerValue"] == 8
    assert second["followsStep"] == [first["id"]]


def test_context_address_is_replaced_by_the_bundled_context() -> None:
    lineage = read("gpt2 -> SFT")
    text = lineage.to_jsonld(context_url=True)
    assert json.loads(text)["@context"] == CONTEXT_URL
    assert set(read_quads(text.encode(), Syntax.JSONLD, "doc.jsonld")) == set(lineage.quads)


def test_a_foreign_context_address_is_refused_not_fetched() -> None:
    with pytest.raises(InputError, match="not bundled"):
        _read({"@context": "https://example.org/context.jsonld", "@id": "urn:x", "name": "n"})


def test_a_json_literal_keeps_what_looks_like_a_context() -> None:
    for context in (CONTEXT_URL, "urn:some:text", {"@import": "urn:x"}):
        inside = {"@context": context}
        term = {"@context": {"p": {"@id": "urn:p", "@type": "@json"}}, "@id": "urn:x", "p": [inside]}
        value = {"@id": "urn:x", "urn:p": {"@type": "@json", "@value": [inside]}}
        for document in (term, value):
            (quad,) = _read(document)
            assert json.loads(quad.object.value) == [inside]


def test_a_term_of_json_literals_does_not_let_a_foreign_context_in() -> None:
    p = {"@id": "urn:p", "@type": "@json"}
    document = {
        "@context": {"q": {"@id": "urn:q", "@context": {"p": p}}, "p": "urn:p"},
        "@id": "urn:x",
        "p": {"@context": "https://example.org/context.jsonld", "@id": "urn:y", "name": "n"},
    }
    with pytest.raises(InputError):
        _read(document)


@pytest.mark.parametrize("context", [CONTEXT_URL, {"name": "http://schema.org/name"}])
def test_a_text_that_the_parser_cannot_hold_is_an_input_error(context: object) -> None:
    with pytest.raises(InputError, match="larger than"):
        _read({"@context": context, "@id": "urn:x", "name": "n" * (17 << 20)})


def test_a_number_under_a_decimal_key_is_an_error_with_the_fix() -> None:
    document = {"@context": context_document()["@context"], "id": "urn:s", "realValue": 2e-05}
    with pytest.raises(InputError, match=r'\$\.realValue.*"realValue": "0\.00002"'):
        _read(document)


@pytest.mark.parametrize("text", ["{", "[1,", '{"a": 1, "a": 2}', "NaN", "\x00", '"text"' * 2])
def test_broken_json_is_an_input_error(text: str) -> None:
    with pytest.raises(InputError):
        read_quads(text.encode(), Syntax.JSONLD, "doc.jsonld")


def test_deep_nesting_is_refused() -> None:
    deep: object = {"@id": "urn:x"}
    for _ in range(300):
        deep = {"http://e.org/p": [deep]}
    with pytest.raises(InputError, match="nests"):
        _read(deep)
    with pytest.raises(InputError, match="nests"):
        read_quads(b'{"a":' * 100_000, Syntax.JSONLD, "doc.jsonld")


@pytest.mark.parametrize("order", ["ours-first", "ours-last"])
def test_mixes_with_a_schema_org_context(order: str) -> None:
    """Keys that schema.org has too mean the same in both contexts, so the order of the contexts does not matter."""
    ours = context_document()["@context"]
    theirs = {
        "schema": "http://schema.org/",
        "name": {"@id": "schema:name"},
        "description": {"@id": "schema:description"},
        "identifier": {"@id": "schema:identifier"},
        "url": {"@id": "schema:url", "@type": "@id"},
        "codeRepository": {"@id": "schema:codeRepository", "@type": "@id"},
        "softwareVersion": {"@id": "schema:softwareVersion"},
        "contentSize": {"@id": "schema:contentSize"},
        "position": {"@id": "schema:position"},
    }
    context = [ours, theirs] if order == "ours-first" else [theirs, ours]
    body = {"id": "urn:m", "name": "n", "url": "https://e.org/", "revision": "abc", "position": 1}
    alone = _read({"@context": [ours, {"position": "http://schema.org/position"}], **body})
    assert _read({"@context": context, **body}) == alone


@pytest.mark.parametrize("name", ["schemaorg-context.jsonld", "ro-crate-1.2-context.jsonld"])
@pytest.mark.parametrize("ours_first", [True, False])
def test_mixes_with_published_contexts(shared, name: str, ours_first: bool) -> None:  # type: ignore[no-untyped-def]
    theirs = json.loads((shared / "vocab" / name).read_text(encoding="utf-8"))["@context"]
    ours = context_document()["@context"]
    parts = theirs if isinstance(theirs, list) else [theirs]
    contexts = [ours, *parts] if ours_first else [*parts, ours]
    # Of `url` RO-Crate makes a text where schema.org makes an address; that is between the two of them.
    body = {"@id": "urn:m", "name": "n", "revision": "abc", "realValue": "0.1"}
    expected = jsonld.to_rdf({"@context": ours, **body}, {"format": "application/n-quads"})
    assert jsonld.to_rdf({"@context": contexts, **body}, {"format": "application/n-quads"}) == expected


@pytest.mark.parametrize("ours_first", [True, False])
def test_mixes_with_a_croissant_like_context(ours_first: bool) -> None:
    """Croissant sets a default language and a default vocabulary; neither may touch our keys."""
    theirs = {
        "@language": "en",
        "@vocab": "https://schema.org/",
        "sc": "https://schema.org/",
        "cr": "http://mlcommons.org/croissant/",
        "sha256": "cr:sha256",
        "recordSet": "cr:recordSet",
        "data": {"@id": "cr:data", "@type": "@json"},
    }
    ours = context_document()["@context"]
    body = {"@id": "urn:m", "revision": "abc", "realValue": "0.1", "hasObjective": ["dpo"], "ordinal": 1}
    alone = _read({"@context": ours, **body})
    mixed = _read({"@context": [ours, theirs] if ours_first else [theirs, ours], **body})
    assert mixed == alone
    assert len(alone) == 4


def test_any_rdf_is_written_without_loss() -> None:
    text = b"""
    @prefix ex: <http://e.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    @prefix ftl: <https://w3id.org/ftl#> .
    ex:a ex:p "x"@en, "x"@en-GB, "x", 1, "007"^^xsd:integer, true, "1"^^xsd:boolean, 1.50 ;
         ex:p "2020-01-01"^^xsd:date, [ ex:q ( 1 "two" ex:c ) ] ;
         ftl:ordinal "007"^^xsd:integer, "x", 12345678901234567890123 ;
         ftl:hasObjective ex:own, "text" ; a ex:Class, "literal type" .
    _:loop ftl:hasStep _:loop .
    ex:g { ex:a ex:p ex:a . _:b1 ftl:hasStep _:b2 . _:b2 ftl:hasStep _:b1 . }
    """
    quads = list(parse(text, RdfFormat.TRIG))
    written = write_quads(quads, Syntax.JSONLD)
    again = read_quads(written.text.encode(), Syntax.JSONLD, "doc.jsonld")
    assert written.lost == ()
    assert _canonical(again) == _canonical(quads)


def _canonical(quads: list[Quad]) -> set[str]:
    from pyoxigraph import CanonicalizationAlgorithm, Dataset

    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def test_an_iri_that_looks_like_a_short_name_is_refused() -> None:
    quad = Quad(NamedNode("prov:x"), NamedNode("http://e.org/p"), Literal("v"))
    with pytest.raises(UsageError, match="short name"):
        write_quads([quad], Syntax.JSONLD)
