"""`terms check`: what it says of RDF and of files of terms, and its exit codes."""

from __future__ import annotations

import json

import pytest

from lineage_rdf.terms.glossaries.yaml_terms import read_yaml_terms
from lineage_rdf.terms.model import Origin
from lineage_rdf.terms.to_graph import glossary_quads
from tests.terms.look_alike import as_files, sound, sown
from tests.terms.pages import COMMUNITY, casrai

TURTLE = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:x:a> a skos:Concept ; skos:prefLabel "a"@en ; skos:definition "A."@en ; skos:narrower <urn:x:b> .
<urn:x:b> a skos:Concept ; skos:prefLabel "b"@en ; skos:definition "B."@en ; skos:broader <urn:x:a> .
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "terms").mkdir()
    for name, data in as_files(sound()).items():
        (tmp_path / name).write_bytes(data)
    return tmp_path / "terms"


def test_a_sound_glossary_passes(cli, folder):
    ran = cli("terms", "check", *sorted(folder.iterdir()))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "100 files (entries in YAML): 0 defects in 100 terms\n"


def test_files_of_one_glossary_name_each_other(cli, folder):
    ran = cli("terms", "check", folder / "000.yml")
    assert ran.code == 1 and ran.out.count("FTL-T040 label-without-term: its narrower ") == 9
    assert ran.out.endswith("000.yml: 9 defects in 1 term\n")


def test_rdf_is_checked_as_it_is(cli, tmp_path):
    file = tmp_path / "a.ttl"
    file.write_text(TURTLE, "utf-8")
    assert cli("terms", "check", file) == (0, f"{file}: 0 defects in 2 terms\n", "")
    file.write_text(TURTLE.replace("skos:broader", "skos:related"), "utf-8")
    ran = cli("terms", "check", file)
    assert ran.code == 1
    assert (
        "a: FTL-T041 one-way-hierarchy: its narrower 'b' does not say that it is broader (add broader there)"
        in ran.out
    )
    assert ran.out.endswith("2 defects in 2 terms\n") or ran.out.endswith("3 defects in 2 terms\n")


def test_yaml_and_its_rdf_have_the_same_broken_links(cli, tmp_path):
    files, _ = sown()
    glossary = read_yaml_terms(files, Origin("terms")).glossary
    (tmp_path / "g.nq").write_text("".join(f"{quad} .\n" for quad in glossary_quads(glossary)), "utf-8")
    rows = json.loads(cli("terms", "check", tmp_path / "g.nq", "--format", "json").out)
    found = [row["term"] for row in rows[0]["defects"] if row["code"] == "FTL-T040"]
    assert sorted(found) == ["lamp cleaning", "lamp fitting", "lamp trimming"]
    assert rows[0]["terms"] == len(glossary.terms)


def test_json_has_all_of_a_remark(cli, tmp_path):
    file = tmp_path / "page.txt"
    file.write_text(COMMUNITY, "utf-8")
    ran = cli("terms", "check", file, "--format", "json", "--title", "Sounds")
    (row,) = json.loads(ran.out)
    assert (ran.code, row["file"], row["title"], row["terms"]) == (1, str(file), "Sounds", 1)
    assert set(row["defects"][0]) == {"code", "term", "what", "fix", "repaired", "where"}
    assert row["defects"][0]["where"].startswith(f"{file}:")


def test_what_cannot_be_read_is_told_and_the_rest_is_checked(cli, tmp_path):
    page, other, empty = tmp_path / "page.txt", tmp_path / "other.txt", tmp_path / "empty.ttl"
    page.write_text(casrai(), "utf-8")
    other.write_text("A shopping list.", "utf-8")
    empty.write_text("<urn:a> <urn:b> <urn:c> .", "utf-8")
    ran = cli("terms", "check", page, other, empty, tmp_path / "missing.yml")
    assert ran.code == 2
    assert ran.out.splitlines()[-1] == f"{page}: 5 defects in 1 term"
    unread = {str(path) for path in (other, empty, tmp_path / "missing.yml")}
    assert {line.split(": ")[1] for line in ran.err.splitlines()} == unread


def test_its_codes_are_explained(cli):
    ran = cli("explain", "FTL-T040", "misread-letters")
    assert ran.code == 0
    assert ran.out.startswith("FTL-T040 label-without-term: ") and "FTL-T094 misread-letters" in ran.out
    assert "weighs" not in ran.out
