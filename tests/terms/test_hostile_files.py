"""Files of terms that are meant to do harm, or are merely odd, are read or refused, and nothing of them is lost unsaid."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode

from lineage_rdf.errors import InputError, LineageError
from lineage_rdf.terms.exports.forms import FORMS, write_glossary
from lineage_rdf.terms.importing import import_terms
from lineage_rdf.terms.model import Imported, Origin
from lineage_rdf.terms.properties import READING
from lineage_rdf.terms.to_graph import glossary_quads

SKOS = (
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dcterms: <http://purl.org/dc/terms/> .\n"
)
HEADER = "type,slug,name,definition,domain,track,source_url,niso_uri\n"


def taken(name: str, data: str | bytes, **said: str) -> Imported:
    data = data if isinstance(data, bytes) else data.encode()
    return import_terms({name: data}, Origin("", **said))


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "DefinedTerm", "name": "a\\ud800b", "@id": "https://x.example/a"}',
        '{"entries": [{"type": "term", "slug": "a", "name": "b", "definition": "\\udfff"}]}',
        '{"@context": {"@vocab": "http://www.w3.org/2004/02/skos/core#"}, "prefLabel": "\\udc80"}',
    ],
)
def test_half_a_surrogate_pair_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="half a surrogate pair"):
        taken("terms.json", text)


def test_a_whole_pair_of_escapes_is_a_letter() -> None:
    text = '{"entries": [{"type": "term", "slug": "a", "name": "\\ud83d\\ude00", "definition": "x"}]}'
    assert taken("terms.json", text).glossary.terms[0].name == "😀"


@pytest.mark.parametrize("depth", [150, 300, 900, 50_000])
def test_deep_json_is_refused_or_read(depth: int) -> None:
    for text in ('{"@graph":' * depth + "1" + "}" * depth, "[" * depth + "]" * depth):
        with pytest.raises(InputError):
            taken("terms.json", text)


@pytest.mark.parametrize(
    "header", [HEADER.strip() + ',"' + "x" * 200_000, HEADER.replace("niso_uri", '"niso_uri"x')]
)
def test_a_header_that_is_no_csv_is_refused(header: str) -> None:
    with pytest.raises(InputError, match="not valid CSV"):
        taken("terms.csv", header)


def test_a_column_that_stands_twice_is_refused() -> None:
    with pytest.raises(InputError, match="the column name twice"):
        taken("terms.csv", HEADER.strip() + ",name\nterm,a,b,c,,,,,d\n")


def test_cells_behind_the_last_column_are_told() -> None:
    codes = [remark.code for remark in taken("terms.csv", HEADER + "term,a,b,c,,,,,more,cells\n").remarks]
    assert codes.count("FTL-T017") == 1


def test_a_blank_node_gets_an_iri_and_is_told() -> None:
    turtle = f'{SKOS}_:s a skos:ConceptScheme . _:a a skos:Concept ; skos:inScheme _:s ; skos:prefLabel "a"@en ; \
        skos:broader <http://x.example/b> . <http://x.example/b> a skos:Concept ; skos:inScheme _:s ; skos:narrower _:a .'
    found = taken("terms.ttl", turtle)
    blank, named = sorted(found.glossary.terms, key=lambda term: term.iri.startswith("http"))
    assert blank.iri.startswith("urn:uuid:") and named.related("narrower")[0].target == blank.iri
    assert [remark.term for remark in found.remarks if remark.code == "FTL-T001"] == ["a"]
    assert found == taken("terms.ttl", turtle.replace("_:a", "_:z").replace("_:s", "_:t"))
    quads = glossary_quads(found.glossary)
    assert not any(isinstance(part, BlankNode) for quad in quads for part in (quad.subject, quad.object))
    assert not any(part.value.startswith("_:") for quad in quads for part in (quad.subject, quad.object))


def test_a_file_without_a_scheme_is_a_glossary() -> None:
    found = taken(
        "tides.ttl", f'{SKOS}<http://x.example/a> a skos:Concept ; skos:prefLabel "a"@en .'
    ).glossary
    assert found.title == "tides" and found.terms[0].sets == (found.iri,)
    for form in FORMS:
        assert write_glossary(found, form).text
    turtle = f"{SKOS}<http://x.example/a> a skos:Concept ."
    assert taken("a.ttl", turtle, base="https://y.example/t/").glossary.iri == "https://y.example/t"


def test_statements_about_statements_are_no_links() -> None:
    turtle = f"{SKOS}<http://x.example/a> a skos:Concept ; skos:broader <<( <http://x/b> a <http://x/c> )>> ."
    assert taken("a.ttl", turtle).glossary.terms[0].relations == ()


@pytest.mark.parametrize("day", ["soon", "2026-99-99T00:00:00Z", '2026-01-0" ', "٢٠٢٦-٠١-٠١"])
def test_a_date_that_is_none_is_not_written(day: str) -> None:
    turtle = f"{SKOS}<http://x.example/a> a skos:Concept ; dcterms:modified '{day}' ."
    assert taken("a.ttl", turtle).glossary.terms[0].reviewed == ""
    entry = f'{{"@type": "DefinedTerm", "name": "a", "@id": "http://x/a", "dateModified": "{day[:8]}"}}'
    with_day = entry.replace(day[:8], "2026-99-99")
    assert taken("a.json", with_day).glossary.terms[0].reviewed == ""


def test_a_date_among_texts_is_found() -> None:
    turtle = f"{SKOS}<http://x.example/a> a skos:Concept ; dcterms:modified '1st', '2026-01-02T03:04:05Z' ."
    assert taken("a.ttl", turtle).glossary.terms[0].reviewed == "2026-01-02"


def test_a_file_name_that_is_no_utf8_names_a_glossary() -> None:
    found = taken("\udcff\udcfe.yml", "term: a\nshort_def: b\n").glossary
    assert found.title == "\ufffd\ufffd" and glossary_quads(found)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfet\x00",
        b"\x00",
        b"term: a\x92\nshort_def: b\n",
        b"{",
        b'{"entries": [NaN, 1e999, [], {}]}',
    ],
)
def test_what_is_odd_is_read_or_refused(data: bytes) -> None:
    for name in ("x.yml", "x.json", "x.csv", "x.ttl", "x.jsonld", "x"):
        try:
            assert glossary_quads(taken(name, data).glossary)
        except LineageError as error:
            assert error.exit_code == 2


def test_notes_that_multiply_are_refused() -> None:
    notes = "".join(f"<http://x.example/n> dcterms:source 'source {n}' .\n" for n in range(1500))
    terms = "".join(
        f"<http://x.example/{n}> a skos:Concept ; <{READING['interpretation']}> <http://x.example/n> .\n"
        for n in range(700)
    )
    with pytest.raises(InputError, match="1,050,000 sources"):
        taken("terms.ttl", SKOS + notes + terms)
    assert len(taken("terms.ttl", SKOS + notes + terms[: terms.index("\n") + 1]).glossary.terms) == 1


def test_more_entries_than_anybody_can_look_through_are_refused(monkeypatch) -> None:
    monkeypatch.setattr("lineage_rdf.terms.casrai.values.MAX_ENTRIES", 3)
    rows = [
        HEADER + "term,a,b,c,,,,\n" * 4,
        '{"entries": [{}, {}, {}, {}]}',
        "[" + ",".join(['{"@type": "DefinedTerm"}'] * 4) + "]",
    ]
    for name, text in zip(("a.csv", "a.json", "b.json"), rows, strict=True):
        with pytest.raises(InputError, match="more than 3 entries"):
            taken(name, text)


def test_json_in_two_layouts_is_refused() -> None:
    with pytest.raises(InputError, match="make two files of it"):
        taken("a.json", '{"entries": [], "@graph": [{"@type": "DefinedTerm", "name": "a"}]}')
