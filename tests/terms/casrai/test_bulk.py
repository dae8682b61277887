"""The dictionary's bulk files, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from lineage_rdf.errors import InputError
from lineage_rdf.terms.casrai.bulk import COLUMNS, read_bulk_csv, read_bulk_json
from lineage_rdf.terms.from_graph import glossary_of
from lineage_rdf.terms.model import Origin
from lineage_rdf.terms.to_graph import glossary_quads
from tests.terms.casrai.printed import DOMAIN, PAGE_A, SEEN, SET_A, TERM, codes


def entry(slug: str, kind: str = "term", **other: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "slug": slug,
        "name": slug.replace("-", " ").capitalize(),
        "definition": f"What we call {slug} here.",
        "domain": "ai-ml-research-outputs",
        "track": "C",
        "source_url": f"{TERM}{slug}" if kind == "term" else f"https://casrai.org/dictionary/{kind}/{slug}",
        "niso_uri": "",
        **other,
    }


DOMAIN_ROW = entry("ai-ml-research-outputs", "domain", name="AI and ML outputs", source_url=PAGE_A, domain="")


def bulk(*entries: dict[str, Any], **other: Any) -> str:
    whole = {
        "version": "v2026.1",
        "datePublished": "2026-05-17",
        "url": "https://casrai.org/dictionary/",
        "license": {"label": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        "publisher": {"name": "CASRAI", "url": "https://casrai.org/"},
        "counts": {"terms": sum(row["type"] == "term" for row in entries), "total": len(entries)},
        "entries": list(entries),
    }
    return json.dumps({**whole, **other})


def table(*entries: dict[str, Any]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS)
    writer.writeheader()
    writer.writerows(entries)
    return "\ufeff" + stream.getvalue()


def test_json_and_csv_give_the_same_terms():
    rows = (DOMAIN_ROW, entry("model-card"), entry("tea-pot"), entry("tea", "picklist"))
    by_json = read_bulk_json(bulk(*rows), SEEN)
    by_csv = read_bulk_csv(table(*rows), Origin("bulk.csv", accessed="2026-11-20", version="v2026.1"))
    assert by_json.remarks == by_csv.remarks == ()
    assert by_json.glossary.terms == by_csv.glossary.terms
    assert [term.iri for term in by_json.glossary.terms] == [
        f"{TERM}model-card",
        f"{TERM}tea-pot",
        "https://casrai.org/dictionary/picklist/tea",
    ]


def test_domains_become_sets_with_both_addresses():
    whole = read_bulk_json(bulk(DOMAIN_ROW, entry("model-card")), SEEN).glossary
    assert [(part.iri, part.title, part.pages) for part in whole.parts] == [
        (PAGE_A, "AI and ML outputs", (SET_A,))
    ]
    assert whole.terms[0].sets == (PAGE_A, SET_A)
    assert (whole.version, whole.issued, whole.accessed) == ("v2026.1", "2026-05-17", "2026-11-20")
    assert glossary_of(glossary_quads(whole)).parts == whole.parts


def test_a_credit_role_keeps_the_address_that_niso_gave_it():
    niso = "https://credit.niso.org/contributor-roles/software/"
    whole = read_bulk_json(bulk(entry("software", "credit_role", niso_uri=niso, domain="x")), SEEN).glossary
    assert [link.target for link in whole.terms[0].related("sameAs")] == [niso]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"slug": ""}, ["T019"]),
        ({"name": ""}, ["T019"]),
        ({"type": "poem"}, ["T022"]),
        ({"domain": "cookery"}, ["T023"]),
        ({"domain": ""}, ["T014"]),
        ({"definition": ""}, ["T018"]),
        ({"source_url": f"{TERM}other"}, ["T015"]),
        ({"source_url": "http://casrai.org/dictionary/term/model-card"}, ["T009"]),
        ({"source_url": ""}, []),
        ({}, []),
    ],
)
def test_each_defect_of_an_entry_is_told_once(row, expected):
    found = read_bulk_json(bulk(DOMAIN_ROW, {**entry("model-card"), **row}, counts={}), SEEN)
    assert codes(found) == expected


def test_two_entries_of_one_slug_are_told():
    found = read_bulk_json(bulk(DOMAIN_ROW, entry("model-card"), entry("model-card", name="Card")), SEEN)
    assert codes(found) == ["T021"]
    assert [term.name for term in found.glossary.terms] == ["Model card"]


@pytest.mark.parametrize("counts", [{"terms": 3}, {"total": 7}, {"domains": 0}])
def test_counts_that_the_entries_do_not_bear_out_are_told(counts):
    found = read_bulk_json(bulk(DOMAIN_ROW, entry("model-card"), counts=counts), SEEN)
    assert codes(found) == ["T020"]


def test_no_address_is_made_up_in_their_name_but_by_the_rule_they_publish():
    rows = (entry("tea-pot", source_url=""), entry("tea", "picklist", source_url=""))
    term, other = read_bulk_json(bulk(*rows), SEEN).glossary.terms
    assert term.iri == f"{TERM}tea-pot", "their rule for terms"
    assert other.iri.startswith("urn:uuid:"), "there is none for picklists"


def test_a_table_has_no_version_so_it_is_asked_for():
    assert codes(read_bulk_csv(table(entry("model-card", domain="x")), Origin("bulk.csv"))) == [
        "T012",
        "T013",
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("type,slug\n", "no column name, definition"),
        (f'{",".join(COLUMNS)}\r\nterm,"x', "not valid CSV"),
    ],
)
def test_a_table_that_is_none_is_refused(text, what):
    with pytest.raises(InputError, match=what):
        read_bulk_csv(text, SEEN)


@pytest.mark.parametrize("text", ['{"entries": 3}', "[]", "{"])
def test_json_without_entries_is_refused(text):
    with pytest.raises(InputError):
        read_bulk_json(text, SEEN)


def test_an_entry_that_is_no_object_is_told_and_left_out():
    found = read_bulk_json('{"version": "v1", "entries": [3, null, "x"]}', SEEN)
    assert codes(found) == ["T019"] * 3 and found.glossary.terms == ()


def test_a_domain_whose_slug_is_no_part_of_an_address_gives_no_set():
    found = read_bulk_json(bulk(entry("model-card", domain="a b")), SEEN)
    assert found.glossary.terms[0].sets == ()
    assert not any(part.iri.startswith(f"{DOMAIN}a ") for part in found.glossary.parts)
