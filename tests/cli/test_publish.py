"""`lineage-rdf publish` from the command line."""

from __future__ import annotations

import json

from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "lineages" / "complete.ttl"
BASE = "https://lineages.example/"


def test_it_says_what_was_published(cli, tmp_path):
    ran = cli("publish", EXAMPLE, "--base-url", BASE, "-o", tmp_path / "site", "--jobs", "1")
    assert ran.code == 0, ran.err
    assert "lineages             1" in ran.out and f"the site is in {tmp_path / 'site'}" in ran.out
    again = cli("publish", EXAMPLE, "--base-url", BASE, "-o", tmp_path / "site", "--jobs", "1")
    assert "nothing changed in" in again.out
    assert (tmp_path / "site" / "index.html").is_file()


def test_it_says_so_in_json(cli, tmp_path):
    ran = cli("publish", EXAMPLE, "--base-url", BASE, "-o", tmp_path / "s", "--format", "json", "--jobs", "1")
    told = json.loads(ran.out)
    assert told["things"]["lineage"] == 1 and told["written"] == told["files"] > 20


def test_what_cannot_be_read_or_written_has_exit_code_2(cli, tmp_path):
    assert cli("publish", tmp_path / "none.ttl", "--base-url", BASE, "-o", tmp_path / "s").code == 2
    assert cli("publish", EXAMPLE, "--base-url", "nowhere", "-o", tmp_path / "s").code == 2
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("")
    ran = cli("publish", EXAMPLE, "--base-url", BASE, "-o", tmp_path / "mine")
    assert ran.code == 2 and "--force" in ran.err
    assert not (tmp_path / "s").exists()


def test_a_lineage_that_is_not_among_it_is_told(cli, tmp_path):
    other = tmp_path / "other.ttl"
    text = EXAMPLE.read_text()
    other.write_text(text + '<urn:uuid:0> <http://schema.org/name> "more" .\n')
    ran = cli("publish", EXAMPLE, other, "--base-url", BASE, "-o", tmp_path / "s", "--jobs", "1")
    assert ran.code == 1 and "was given before with other statements" in ran.err
