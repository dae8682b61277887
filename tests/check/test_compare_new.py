"""Beside an older run, annotations and alerts tell what is new or raised, and nothing else."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections import Counter

import pytest
from attrs import evolve
from hypothesis import assume, given

from lineage_rdf.check.baseline import apart_from
from lineage_rdf.check.compare import compare
from lineage_rdf.check.compare_new import told_as_new
from lineage_rdf.check.findings import Finding
from lineage_rdf.check.reports import render
from lineage_rdf.check.verdicts import CheckRun, Verdict
from lineage_rdf.errors import InputError
from tests.check.runs import FEWER, runs, verdict, with_findings, without
from tests.check.test_compare import comparable
from tests.shapes.checking import whole

LOST = verdict(without("hasDatasetUse"))
KNOWN = LOST.report.findings[0]
NOTHING = verdict([])


def run(*verdicts: Verdict) -> CheckRun:
    return CheckRun(list(verdicts))


def new_of(old: CheckRun, new: CheckRun, fail_on: str = "violation") -> CheckRun:
    return told_as_new(new, compare(old, new, fail_on))


def findings(some: CheckRun) -> Counter[Finding]:
    return Counter(finding for one in some.verdicts for finding in one.report.findings)


@given(runs(), runs())
def test_what_is_told_is_what_the_comparison_counts(old: CheckRun, new: CheckRun) -> None:
    assume(comparable(old, new))
    comparison = compare(old, new)
    told = told_as_new(new, comparison)
    places = Counter((v.lineage, v.report.profile) for v in new.verdicts)
    if max(places.values(), default=0) <= 1:
        assert sum(findings(told).values()) == comparison.count("new") + comparison.count("raised")
    assert not findings(told) - findings(new)
    assert told.errors == new.errors


@FEWER
@given(runs(), runs())
def test_it_fails_if_something_is_worse(old: CheckRun, new: CheckRun) -> None:
    """Else it passes, but for what tells anew that there is nothing to check, which is a violation in every real run."""
    assume(comparable(old, new))
    comparison = compare(old, new)
    failed = [one.report for one in told_as_new(new, comparison).verdicts if not one.report.passed]
    if comparison.worse:
        assert failed
    else:
        assert all(any(f.code == "FTL-W001" for f in report.findings) for report in failed)


@FEWER
@given(runs())
def test_against_itself_nothing_is_told_and_all_pass(same: CheckRun) -> None:
    told = new_of(same, same)
    assert len(told.verdicts) == len(same.verdicts)
    assert not findings(told)
    assert all(one.report.passed for one in told.verdicts)


@pytest.mark.parametrize("form", ["github", "sarif", "junit"])
def test_forms_tell_only_what_is_new(form: str) -> None:
    fresh = evolve(KNOWN, code="FTL-E031", mnemonic="method-missing", focus="urn:fresh", label="fresh")
    told = new_of(run(LOST), run(with_findings(LOST, [*LOST.report.findings, fresh])))
    text = render(told, form)
    assert "FTL-E031" in text
    assert KNOWN.code not in text
    quiet = render(new_of(run(LOST), run(LOST)), form)
    assert "FTL-E" not in quiet
    if form == "sarif":
        assert json.loads(quiet)["runs"][0]["results"] == []
    if form == "junit":
        assert not list(ET.fromstring(quiet).iter("failure"))


def test_what_was_raised_is_told_as_it_is_now() -> None:
    warning, violation = (
        run(with_findings(LOST, [evolve(KNOWN, severity=s)])) for s in ("warning", "violation")
    )
    (told,) = new_of(warning, violation).verdicts
    assert [finding.severity for finding in told.report.findings] == ["violation"]
    assert not told.report.passed
    assert not findings(new_of(violation, warning))


def test_what_fails_is_the_severity_of_the_comparison() -> None:
    warning = run(with_findings(LOST, [evolve(KNOWN, severity="warning")]))
    good = run(with_findings(LOST, []))
    assert new_of(good, warning).exit_code == 0
    assert new_of(good, warning, "warning").exit_code == 1


def test_a_lineage_in_two_files_tells_what_is_new_in_both() -> None:
    there = verdict(whole())
    told = new_of(run(there), run(LOST, evolve(LOST, origin="b.ttl")))
    assert [len(one.report.findings) for one in told.verdicts] == [len(LOST.report.findings)] * 2


def test_a_profile_that_is_not_compared_is_left_out() -> None:
    other = evolve(LOST, report=evolve(LOST.report, profile="disclosure"))
    told = new_of(run(LOST), run(LOST, other))
    assert [one.report.profile for one in told.verdicts] == ["lineage"]


def test_what_vanished_is_no_verdict_of_the_new_run() -> None:
    other = evolve(LOST, lineage="urn:other", name="other")
    told = new_of(run(LOST, other), run(LOST))
    assert [one.lineage for one in told.verdicts] == [LOST.lineage]


def test_nothing_to_check_is_told_unless_it_was_so_before() -> None:
    assert new_of(run(NOTHING), run(NOTHING)).exit_code == 0
    assert new_of(run(LOST), run(NOTHING)).exit_code == 1
    # A report that counts no node and does not say so is no pass.
    silent = evolve(NOTHING, report=evolve(NOTHING.report, findings=()))
    assert new_of(run(LOST), run(silent)).exit_code == 1


def test_a_baseline_may_be_taken_off_as_well() -> None:
    apart = apart_from(run(LOST), run(LOST)).run
    assert not findings(told_as_new(apart, compare(run(verdict(whole())), run(LOST))))


def test_errors_stay_errors() -> None:
    broken = CheckRun([LOST], [InputError("no Turtle", "b.ttl")])
    assert new_of(run(LOST), broken).exit_code == 2
