"""`lineage-rdf terms fair` from the command line."""

from __future__ import annotations

import json

import pytest

from tests.terms.fair.tide import TURTLE, without


@pytest.fixture
def tide(tmp_path, monkeypatch):
    """A folder with an ontology that meets every criterion, and one that lacks a licence."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tide.ttl").write_text(TURTLE, encoding="utf-8")
    (tmp_path / "bare.ttl").write_text(without("dcterms:license"), encoding="utf-8")
    (tmp_path / "tide.html").write_text("<!doctype html>https://w3id.org/tide", encoding="utf-8")
    return tmp_path


def test_an_ontology_that_meets_everything(cli, tide):
    ran = cli("terms", "fair", "tide.ttl", "--html", "tide.html", "--iri", "https://w3id.org/tide")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("tide.ttl: https://w3id.org/tide\n  17 of 17 met, score 1.00\n")
    assert "  pass  FIND1      a prefix is declared: tide (vann:preferredNamespacePrefix)\n" in ran.out
    last = "not run, as each needs the network: CN1, FIND2, FIND3, FIND_3_BIS, OM4.2, URI1, VER2\n"
    assert ran.out.endswith(last) and "FAIL" not in ran.out


def test_what_is_missing_and_what_to_do(cli, tide):
    ran = cli("terms", "fair", "bare.ttl")
    assert ran.code == 1
    assert "  FAIL  OM4.1      a licence is stated\n" in ran.out
    assert "missing: licence\n" in ran.out and "do: add dcterms:license to the header\n" in ran.out
    assert "-     DOC1       a page in HTML describes it: not run, no page is named" in ran.out


def test_several_ontologies_have_a_line_each_and_one_list_of_what_to_do(cli, tide):
    ran = cli("terms", "fair", "tide.ttl", "bare.ttl", "bare.ttl")
    lines = ran.out.splitlines()
    assert ran.code == 1
    assert lines[0] == "tide.ttl  16 of 16 met, score 1.00"
    assert lines[1] == lines[2] == "bare.ttl  14 of 16 met, score 0.92  OM1 5/6 OM4.1 0/1"
    assert lines[4] == "OM4.1 a licence is stated (2 ontologies): add dcterms:license to the header"
    assert lines[-1] == "1 of 3 ontologies meet every criterion that was run"


def test_json_has_every_criterion(cli, tide):
    (found,) = json.loads(cli("terms", "fair", "bare.ttl", "--format", "json").out)
    assert (found["ontology"], found["passed"], found["terms"]) == ("https://w3id.org/tide", False, 2)
    rows = {row["id"]: row for row in found["criteria"]}
    assert len(rows) == 24
    assert rows["OM4.2"] == {
        "id": "OM4.2",
        "principle": "R1.1",
        "title": "the address of its licence answers",
        "status": "not run",
        "why": "needs the network",
    }
    assert (rows["OM1"]["status"], rows["OM1"]["points"], rows["OM1"]["missing"]) == ("fail", 5, ["licence"])


def test_our_own_vocabulary_without_an_argument(cli):
    ran = cli("terms", "fair")
    assert ran.code == 1, "there is no DOI"
    assert "OM3 detailed metadata (33 ontologies): add bibo:doi to the header\n" in ran.out


def test_a_file_that_cannot_be_read_does_not_hide_the_others(cli, tide):
    (tide / "broken.ttl").write_text("<a> <b>", encoding="utf-8")
    ran = cli("terms", "fair", "broken.ttl", "tide.ttl", "none.ttl")
    assert ran.code == 2
    assert "16 of 16 met" in ran.out
    assert "broken.ttl" in ran.err and "none.ttl" in ran.err


def test_a_page_or_an_address_is_of_one_ontology(cli, tide):
    for arguments in (("tide.ttl", "bare.ttl", "--html", "tide.html"), ("--iri", "https://w3id.org/tide")):
        ran = cli("terms", "fair", *arguments)
        assert (ran.code, "name one file" in ran.err) == (2, True)
