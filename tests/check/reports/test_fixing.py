"""Fixes in reports name no path of the machine and fail on no text."""

from __future__ import annotations

import pytest
from attrs import evolve

from lineage_rdf.check.codes import codes
from lineage_rdf.check.fix_places import Surroundings
from lineage_rdf.check.fixes import fix_of
from lineage_rdf.check.reports import fixing as module
from lineage_rdf.check.reports.fixing import Fixing
from lineage_rdf.check.reports.summary import grouped, told_once
from lineage_rdf.check.verdicts import CheckRun
from tests.check.reports import runs


def test_a_fix_for_publication_names_no_path_of_the_machine(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    fixing = Fixing(published=True)
    fix = fixing.fix(runs.finding(), runs.verdict(origin="/data/far/lineage.ttl"))
    assert fix.file == "lineage.ttl"
    assert "/data" not in fix.text and "lineage.ttl" in fix.text
    assert fixing.words(runs.finding(), "/data/far/lineage.ttl") == fix.text


def test_a_relative_fix_stays_as_it_is():
    assert Fixing(published=True).fix(runs.finding(), runs.verdict(origin="a/b.ttl")) == fix_of(
        runs.finding(), "a/b.ttl"
    )


@pytest.mark.parametrize("origin", ["a.ttl", "x" * 5000, "\0", "\ud800"])
def test_names_that_cannot_be_leave_the_words(origin):
    for code in codes():
        finding = runs.finding(code=code, focus="https://example.org/\ud800")
        assert finding.fix[1:40] in Fixing().fix(finding, runs.verdict(origin=origin)).text


def test_the_file_is_looked_up_once_for_each_input(monkeypatch):
    asked = []
    monkeypatch.setattr(module, "file_of", lambda origin, source="": asked.append(origin) or origin)
    fixing = Fixing()
    for number in range(9):
        fixing.fix(runs.finding(number), runs.verdict(origin=f"{number % 2}.ttl"))
        fixing.words(runs.finding(number), f"{number % 2}.ttl")
    assert asked == ["0.ttl", "1.ttl"]


def test_nodes_that_are_at_hand_are_named_in_what_to_write():
    run = runs.real("examples/vague-card", "examples/zephyr-like", profiles=("lineage", "reproducible"))
    lineages = {verdict.lineage for verdict in run.verdicts}
    fixing = Fixing()
    fixes = [fixing.fix(item, verdict) for verdict in run.verdicts for item in verdict.report.findings]
    assert not any("REPLACE-LINEAGE" in fix.turtle for fix in fixes)
    assert lineages == {iri for iri in lineages for fix in fixes if f"<{iri}>" in fix.turtle}


def test_surroundings_are_looked_up_once_for_each_lineage_and_not_kept_for_all(monkeypatch):
    asked = []
    monkeypatch.setattr(module, "Surroundings", lambda quads: asked.append(quads) or Surroundings(quads))
    monkeypatch.setattr(module, "_MOST_AROUND", 2)
    quads = runs.real("examples/vague-card").verdicts[0].quads
    first, second, third = (evolve(runs.verdict(runs.finding()), quads=list(quads)) for _ in range(3))
    fixing = Fixing()
    for verdict in (first, first, second, first, third, third, first):
        fixing.fix(verdict.report.findings[0], verdict)
    assert [id(item) for item in asked] == [id(verdict.quads) for verdict in (first, second, third, first)]


def test_a_problem_of_a_reader_names_its_own_source(tmp_path):
    fixing, problem = Fixing(), runs.finding(code="FTL-R006", profile="", focus="sft/README.md")
    assert fixing.file(runs.finding(), str(tmp_path)) == f"{tmp_path.as_posix()}/lineage.yaml"
    assert fixing.file(problem, str(tmp_path)) == f"{tmp_path.as_posix()}/sft/README.md"


def group(*origins):
    (found,) = grouped(told_once(CheckRun([runs.verdict(runs.finding(), origin=name) for name in origins])))
    return found


def test_a_group_of_one_file_names_it_and_one_of_several_names_none(tmp_path):
    assert Fixing().words_for(group("a.ttl")).startswith("Add the statements in a.ttl,")
    assert Fixing().words_for(group("a.ttl", "b.ttl")).startswith("Add the statements in the graph,")
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    folders = group(str(tmp_path / "one"), str(tmp_path / "two"))
    assert Fixing().words_for(folders) == codes()["FTL-E021"].fix
