"""A hundred entries in YAML: nothing is remarked on sound ones, and every defect that was sown is told exactly once."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache

import pytest

from lineage_rdf.terms.from_graph import glossary_of
from lineage_rdf.terms.glossaries.yaml_terms import looks_like_yaml_terms, read_yaml_terms
from lineage_rdf.terms.glossaries.yaml_write import write_yaml_terms, yaml_files
from lineage_rdf.terms.integrity import checked, integrity, repaired
from lineage_rdf.terms.model import Imported, Origin, Remark
from lineage_rdf.terms.relations import INVERSE
from lineage_rdf.terms.to_graph import glossary_quads
from tests.terms.look_alike import as_files, load, sound, sown

ORIGIN = Origin("terms", "Keeping")


@cache
def clean() -> Imported:
    return read_yaml_terms(as_files(sound()), ORIGIN)


@cache
def dirty() -> Imported:
    return read_yaml_terms(sown()[0], ORIGIN)


def test_nothing_is_remarked_on_sound_entries() -> None:
    assert len(clean().glossary.terms) == 100
    assert checked(clean()) == ()
    assert clean().glossary.license == "https://creativecommons.org/licenses/by-sa/4.0/"


def test_each_defect_is_told_exactly_once_and_nothing_else() -> None:
    found = Counter((remark.code, remark.term) for remark in checked(dirty()))
    assert found == Counter(sown()[1])
    assert len(found) == sum(found.values()) >= 43


def test_remarks_name_file_and_line() -> None:
    where = {remark.code: remark.where for remark in dirty().remarks}
    files = sown()[0]
    for code, word in (
        ("FTL-T086", "last_reviewed"),
        ("FTL-T080", "child"),
        ("FTL-T093", "status"),
        ("FTL-T091", "term"),
    ):
        name, _, line = where[code].rpartition(":")
        assert word in files[name].decode().splitlines()[int(line) - 1]


def test_the_fifteen_fields_are_read() -> None:
    entry, term = sound()[11], clean().glossary.terms[11]
    assert term.name == entry["term"]
    assert list(term.aliases) == entry["aliases"]
    assert term.scope == (entry["long_def"],) and term.definition == entry["short_def"]
    assert {reading.audience: reading.text for reading in term.readings} == entry["audiences"]
    assert list(term.examples) == entry["examples"]["do"]
    assert list(term.counter_examples) == entry["examples"]["dont"]
    assert list(term.tags) == entry["governance"]["nist_rmf_tags"]
    assert term.risks == (entry["governance"]["risk_notes"],)
    assert [(c.source, c.url) for c in term.citations] == [
        (c["source"], c["url"]) for c in entry["citations"]
    ]
    assert (term.status, term.reviewed) == (entry["status"], entry["last_reviewed"])
    assert all(relation.target for relation in term.relations) and term.relations


def by_term(text: str) -> dict[str, object]:
    """Return the entries of a YAML text as PyYAML reads them, the lists sorted."""
    return {entry["term"]: in_order(entry) for entry in load(text)}


def in_order(value: object) -> object:
    if isinstance(value, dict):
        return {key: in_order(item) for key, item in value.items() if item not in ([], {}, "")}
    if isinstance(value, list):
        return sorted((in_order(item) for item in value), key=repr)
    return value


def test_yaml_is_written_as_it_was_read() -> None:
    text = write_yaml_terms(clean().glossary).text
    assert [in_order(entry) for entry in load(text)] == [in_order(entry) for entry in sound()]
    assert write_yaml_terms(clean().glossary).lost == ()
    again = read_yaml_terms({"all.yml": text.encode()}, ORIGIN)
    assert again == clean()
    assert (
        read_yaml_terms({name: text.encode() for name, text in yaml_files(clean().glossary).items()}, ORIGIN)
        == again
    )


@pytest.mark.parametrize("base", ["", "https://example.org/keeping/"])
@pytest.mark.parametrize("read", [clean, dirty])
def test_yaml_comes_back_from_rdf(read, base) -> None:
    glossary = read().glossary
    back = glossary_of(glossary_quads(glossary, base=base))
    assert by_term(write_yaml_terms(back).text) == by_term(write_yaml_terms(glossary).text)


def test_integrity_is_the_same_from_rdf() -> None:
    def told(remarks: tuple[Remark, ...]) -> Counter[tuple[str, str]]:
        return Counter((remark.code, remark.what) for remark in remarks)

    glossary = dirty().glossary
    back = glossary_of(glossary_quads(glossary))
    codes = ("FTL-T040", "FTL-T041", "FTL-T042", "FTL-T049", "FTL-T050", "FTL-T052", "FTL-T053")
    one, other = ((r for r in integrity(g) if r.code in codes) for g in (glossary, back))
    assert told(tuple(one)) == told(tuple(other))
    assert {r.code for r in integrity(glossary)} == {r.code for r in integrity(back)}


def test_what_can_be_mended_is_mended() -> None:
    result = repaired(dirty().glossary)
    left = integrity(result.glossary)
    assert {remark.code for remark in left}.isdisjoint(
        {remark.code for remark in result.remarks if remark.repaired}
    )
    assert Counter(r.code for r in left) == Counter(r.code for r in result.remarks if not r.repaired)
    terms = result.glossary.by_iri()
    for term in result.glossary.terms:
        for relation in term.relations:
            back = INVERSE.get(relation.kind)
            assert not relation.target or (back, term.iri) in {
                (r.kind, r.target) for r in terms[relation.target].relations
            }


def test_entries_are_those_of_the_schema(shared) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((shared / "schemas" / "ai-glossary.term.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    for text in yaml_files(clean().glossary).values():
        validator.validate(load(text)[0])
    # What the schema finds is remarked; lengths in words, misread letters and the graph are beyond a schema.
    found = {remark.where.split(":")[0] for remark in dirty().remarks}
    for name, data in sown()[0].items():
        if name != "terms/raw.yml" and list(validator.iter_errors(load(data)[0])):
            assert name in found


def test_yaml_is_recognised() -> None:
    assert all(looks_like_yaml_terms(data.decode()) for data in as_files(sound()[:5]).values())
    assert not looks_like_yaml_terms("term: a\n")
    assert not looks_like_yaml_terms("base_model: x\nshort_def_of: y\nterm: z\n")
