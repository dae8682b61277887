"""Fixes in reports name no path of the machine and fail on no text."""

from __future__ import annotations

import pytest

from lineage_rdf.check.codes import codes
from lineage_rdf.check.fixes import fix_of
from lineage_rdf.check.reports.fixing import fix_for, published_fix
from tests.check.reports import runs


def test_a_fix_for_publication_names_no_path_of_the_machine(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    fix = published_fix(runs.finding(), "/data/far/lineage.ttl")
    assert fix.file == "lineage.ttl"
    assert "/data" not in fix.text and "lineage.ttl" in fix.text


def test_a_relative_fix_stays_as_it_is():
    assert published_fix(runs.finding(), "a/b.ttl") == fix_of(runs.finding(), "a/b.ttl")


@pytest.mark.parametrize("origin", ["a.ttl", "x" * 5000, "\0", "\ud800"])
def test_names_that_cannot_be_leave_the_words(origin):
    for code in codes():
        finding = runs.finding(code=code, focus="https://example.org/\ud800")
        assert finding.fix[1:40] in fix_for(finding, origin).text
