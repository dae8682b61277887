"""The contexts that a reader of JSON-LD may use: bundled ones beside their originals, those of a user, and no others."""

from __future__ import annotations

import json
import time
import warnings
from pathlib import Path
from typing import Any

import pytest

from lineage_rdf.codec.jsonld_bundled import BUNDLED, bundled_document
from lineage_rdf.codec.jsonld_context import CONTEXT_URL
from lineage_rdf.codec.jsonld_loader import read_context
from lineage_rdf.codec.jsonld_options import JsonLdOptions
from lineage_rdf.codec.jsonld_read import read_jsonld, read_jsonld_document
from lineage_rdf.errors import InputError, LeftOutWarning
from tests.conftest import SHARED

ORIGINALS = {
    "https://schema.org/": SHARED / "vocab" / "schemaorg-context.jsonld",
    "https://w3id.org/ro/crate/1.2/context": SHARED / "vocab" / "ro-crate-1.2-context.jsonld",
    "https://spdx.org/rdf/3.0.1/spdx-context.jsonld": SHARED / "schemas/spdx-3.0.1/spdx-context.jsonld",
}


def say(document: Any, **options: Any) -> tuple[set[str], tuple[str, ...]]:
    """The statements, sorted, and what is left out."""
    reading = read_jsonld_document(json.dumps(document), "doc", options=JsonLdOptions(**options))
    return {str(quad) for quad in reading.quads}, reading.left_out


def terms(context: Any) -> dict[str, Any]:
    items = context if isinstance(context, list) else [context]
    return {name: what for item in items if isinstance(item, dict) for name, what in item.items()}


@pytest.mark.parametrize("url", sorted(ORIGINALS))
def test_each_key_says_what_it_says_in_the_original(url: str) -> None:
    """Every key of ours is used as a property of a text, of a node and as a class, once by each of the two contexts."""
    if not ORIGINALS[url].is_file():
        pytest.skip("the published context is not beside this checkout")
    ours = terms(bundled_document(url)["@context"])  # type: ignore[index]
    names = [name for name in ours if not name.startswith("@") and name not in ("id", "type", "spdxId")]
    assert len(names) > 80
    nodes = [
        {"@id": f"urn:n{place}", name: ["text", "urn:a:b", {"@id": "urn:x"}], "@type": name}
        for place, name in enumerate(names)
        if "/" not in name
    ]
    document = {"@context": url, "@graph": nodes}
    assert say(document) == say(document, contexts={url: ORIGINALS[url]})


@pytest.mark.parametrize("url", sorted(BUNDLED))
def test_every_bundled_context_is_one(url: str) -> None:
    assert say({"@context": url, "@id": "urn:x", "urn:p": "v"})[0]


def test_what_coerces_in_schema_org_is_complete() -> None:
    original = ORIGINALS["https://schema.org/"]
    if not original.is_file():
        pytest.skip("the published context is not beside this checkout")
    theirs = terms(read_context(original)["@context"])
    ours = terms(bundled_document("https://schema.org/")["@context"])  # type: ignore[index]
    coerced = {name for name, what in theirs.items() if isinstance(what, dict) and "@type" in what}
    assert coerced == {name for name, what in ours.items() if isinstance(what, dict)}


def test_a_crate_is_read_and_its_unknown_keys_are_named() -> None:
    crate = {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [
            {"@id": "./", "@type": "Dataset", "name": "A crate", "hasPart": {"@id": "weights.bin"}},
            {"@id": "weights.bin", "@type": "File", "contentSize": "12", "weigth": "12"},
        ],
    }
    text = json.dumps(crate)
    reading = read_jsonld_document(text, "crate", base="https://example.org/crate/")
    assert (
        "<https://example.org/crate/> <http://schema.org/hasPart> <https://example.org/crate/weights.bin>"
        in {str(quad) for quad in reading.quads}
    )
    unknown, hint = reading.left_out
    assert unknown == "the context knows no property for 'weigth', so what stands there is left out"
    assert "--context https://w3id.org/ro/crate/1.1/context=FILE" in hint
    without = read_jsonld_document(text, "crate")
    assert without.quads == []
    assert any("'weights.bin' (2 times): relative" in note for note in without.left_out)


def test_a_qualified_relation_of_prov_is_read_backwards() -> None:
    document = {
        "@context": "https://openprovenance.org/prov-jsonld/context.jsonld",
        "@graph": [
            {
                "@type": "Usage",
                "@id": "urn:u",
                "activity": "urn:a",
                "entity": "urn:e",
                "time": "2026-01-01T00:00:00Z",
            }
        ],
    }
    found, left_out = say(document)
    prov = "http://www.w3.org/ns/prov#"
    assert f"<urn:a> <{prov}qualifiedUsage> <urn:u>" in found
    assert f"<urn:u> <{prov}entity> <urn:e>" in found
    assert len(found) == 4
    assert left_out == ()


def test_contexts_of_a_user_come_before_the_bundled_ones(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonld"
    path.write_text('{"@context": {"name": "urn:own:name"}}')
    for url in ("https://schema.org/", "https://example.org/c", CONTEXT_URL):
        document = {"@context": url, "@id": "urn:x", "name": "n"}
        assert say(document, contexts={url: path})[0] == {'<urn:x> <urn:own:name> "n"'}
        assert say(document, contexts={url: json.loads(path.read_text())})[0] == {
            '<urn:x> <urn:own:name> "n"'
        }


def test_a_relative_context_is_given_by_its_name() -> None:
    document = {"@context": "context.jsonld", "@id": "urn:x", "name": "n"}
    assert say(document, contexts={"context.jsonld": {"@context": {"name": "urn:p"}}})[0]
    with pytest.raises(InputError, match=r"the context context\.jsonld is not bundled"):
        say(document)


def test_one_call_does_not_see_the_contexts_of_another() -> None:
    """PyLD keeps what it has processed by the text of a context, and so what an `@import` in it once was."""
    document = {"@context": {"@import": "https://example.org/c", "q": "urn:q"}, "@id": "urn:x", "p": "v"}
    for iri in ("urn:one", "urn:two"):
        contexts = {"https://example.org/c": {"@context": {"p": iri}}}
        assert say(document, contexts=contexts)[0] == {f'<urn:x> <{iri}> "v"'}
    with pytest.raises(InputError, match="not bundled"):
        say(document)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[]", "holds no context"),
        ("{}", "holds no context"),
        ("{", "JSON"),
        ('{"@context": 1, "@context": 2}', "twice"),
    ],
)
def test_a_file_that_holds_no_context_is_an_error(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "c.jsonld"
    path.write_text(text)
    with pytest.raises(InputError, match=fault):
        say({"@context": "urn:c", "@id": "urn:x"}, contexts={"urn:c": path})


NOTES = {
    "unknown key": ({"oops": 1}, "the context knows no property for 'oops'"),
    "ignored key": ({"@context": {"no": None}, "no": 1}, "the context says to ignore once"),
    "relative node": ({"urn:p": {"@id": "rel"}}, "'rel': relative"),
    "unknown class": ({"@type": "Oops"}, "'Oops': relative"),
    "no IRI": ({"urn:p": {"@id": "urn:a b"}}, "'urn:a b': no IRI"),
    "blank property": ({"_:p": 1}, "'_:p': a blank node as a property"),
    "null": ({"urn:p": None, "urn:q": [None, 1]}, "null says nothing: 2 times"),
    "index": ({"urn:p": {"@value": "v", "@index": "i"}}, "@index is no statement: once"),
    "keyword": ({"@context": {"@foo": "urn:p"}, "urn:p": 1}, 'terms beginning with "@" are reserved'),
}


@pytest.mark.parametrize("kind", sorted(NOTES))
def test_what_is_left_out_is_said(kind: str) -> None:
    body, note = NOTES[kind]
    _, left_out = say({"@id": "urn:x", **body})
    assert len(left_out) == 1
    assert note in left_out[0]
    with pytest.warns(LeftOutWarning, match="doc: "):
        read_jsonld(json.dumps({"@id": "urn:x", **body}), "doc")


def test_nothing_is_said_of_a_document_of_which_nothing_is_left_out() -> None:
    literal = {"@type": "@json", "@value": {"a": None, "@index": 1}}
    documents: list[Any] = [
        {"@id": "urn:x", "urn:p": [literal, {"@value": "v", "@language": "en", "@direction": "ltr"}]},
        {"@context": {"j": {"@id": "urn:j", "@type": "@json"}}, "@id": "urn:x", "j": [None, {"k": None}]},
        {"@context": CONTEXT_URL, "id": "urn:x", "name": "n"},
    ]
    for document in documents:
        assert say(document)[1] == ()


def test_directions_as_asked() -> None:
    document = {"@id": "urn:x", "urn:p": {"@value": "v", "@language": "en", "@direction": "rtl"}}
    assert say(document)[0] == {'<urn:x> <urn:p> "v"@en--rtl'}
    assert say(document, direction="i18n-datatype")[0] == {
        '<urn:x> <urn:p> "v"^^<https://www.w3.org/ns/i18n#en_rtl>'
    }
    assert len(say(document, direction="compound-literal")[0]) == 4
    assert say(document, direction=None) == (
        {'<urn:x> <urn:p> "v"@en'},
        ("the direction of a text is left out: once",),
    )


@pytest.mark.parametrize("number", ["5.30", "1E3"])
def test_literals_are_kept_as_written(number: str) -> None:
    double = "http://www.w3.org/2001/XMLSchema#double"
    found, _ = say({"@id": "urn:x", "urn:p": {"@value": number, "@type": double}})
    assert found == {f'<urn:x> <urn:p> "{number}"^^<{double}>'}


def nested_scopes(depth: int) -> dict[str, Any]:
    context: dict[str, Any] = {}
    for _ in range(depth):
        context = {f"t{n}": {"@id": f"urn:t{n}", "@context": context} for n in range(2 if depth < 12 else 1)}
    return context


BOMBS = {
    "a context that is its own": ({"@context": "urn:c"}, {"urn:c": {"@context": "urn:c"}}),
    "two that are each other's": (
        {"@context": "urn:c"},
        {"urn:c": {"@context": ["urn:d", "urn:d"]}, "urn:d": {"@context": ["urn:c", "urn:c"]}},
    ),
    "each twice the next": (
        {"@context": "urn:c0"},
        {f"urn:c{n}": {"@context": [f"urn:c{n + 1}"] * 2} for n in range(40)},
    ),
    "terms in a circle": ({"@context": {"a": "b:x", "b": "a:x"}}, {}),
    "a huge integer": ({"urn:p": 10**4000}, {}),
    "nesting": ({"urn:p": nested_scopes(150)}, {}),
}


@pytest.mark.parametrize("kind", sorted(BOMBS))
def test_bombs_are_errors_at_once(kind: str) -> None:
    document, contexts = BOMBS[kind]
    begun = time.process_time()
    with pytest.raises(InputError):
        say({"@id": "urn:x", "urn:q": "v", **document}, contexts=contexts)
    assert time.process_time() - begun < 10


def test_many_values_of_one_property_take_no_square_of_time() -> None:
    begun = time.process_time()
    found, _ = say({"@id": "urn:x", "urn:p": [f"v{number}" for number in range(50_000)]})
    assert len(found) == 50_000
    assert time.process_time() - begun < 20


def test_scopes_in_scopes_take_no_power_of_time() -> None:
    begun = time.process_time()
    assert say({"@context": nested_scopes(8), "@id": "urn:x", "t0": "v"})[0]
    assert time.process_time() - begun < 20


def test_warnings_can_be_errors() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", LeftOutWarning)
        with pytest.raises(LeftOutWarning):
            read_jsonld('{"@id": "urn:x", "oops": 1}', "doc")
