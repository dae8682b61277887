"""`lineage-rdf terms diff` from the command line."""

from __future__ import annotations

import json

import pytest

from tests.terms.versions.tide import CLASSES, turtle


@pytest.fixture
def versions(tmp_path, monkeypatch):
    """A folder with two versions."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.ttl").write_text(turtle(), encoding="utf-8")
    (tmp_path / "new.ttl").write_text(turtle(CLASSES + "tide:Ebb a owl:Class ."), encoding="utf-8")
    return tmp_path


def test_equal_and_different(cli, versions):
    assert cli("terms", "diff", "old.ttl", "old.ttl") == (0, "no difference\n", "")
    ran = cli("terms", "diff", "old.ttl", "new.ttl")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == (
        "added (1)\n  + tide:Ebb (class)\n1 term differs; not breaking\n"
        "a minor change: 1.2.0 -> 1.3.0; the new version is 1.2.0, which is too low\n"
    )


def test_json_and_markdown(cli, versions):
    found = json.loads(cli("terms", "diff", "old.ttl", "new.ttl", "--format", "json").out)
    assert [term["iri"] for term in found["added"]] == ["https://w3id.org/tide#Ebb"]
    ran = cli("terms", "diff", "old.ttl", "new.ttl", "--format", "markdown")
    assert (ran.code, ran.out.splitlines()[-1]) == (1, "* `tide:Ebb` (class)")


def test_without_a_second_version_it_is_our_vocabulary(cli, versions):
    ran = cli("terms", "diff", "old.ttl")
    assert ran.code == 1 and "+ ftl:FineTuning (class)" in ran.out


def test_a_release_that_is_not_there(cli, versions):
    ran = cli("terms", "diff", "0.0.1")
    assert ran.code == 2 and "there is no released version 0.0.1 of the vocabulary" in ran.err


def test_files_that_cannot_be_read(cli, versions):
    (versions / "broken.ttl").write_text("<a> <b>", encoding="utf-8")
    assert cli("terms", "diff", "old.ttl", "broken.ttl").code == 2
    assert cli("terms", "diff", "none.ttl", "old.ttl").code == 2
