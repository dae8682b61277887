"""A baseline hides what is known and nothing else."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import assume, given

from lineage_rdf.check.baseline import apart_from, read_baseline
from lineage_rdf.check.compare import compare
from lineage_rdf.check.findings import Finding, at_least
from lineage_rdf.check.reports.json import document
from lineage_rdf.check.saved_run import TAKEN_OFF, read_run, read_whole_run
from lineage_rdf.check.verdicts import CheckRun, Verdict
from lineage_rdf.errors import InputError, UsageError
from tests.check.runs import FEWER, example_run, renamed, runs, verdict, with_findings, without
from tests.shapes.checking import whole
from tests.shapes.good import BASE

LOST = verdict(without("hasDatasetUse"))
KNOWN = LOST.report.findings[0]
NOTHING = verdict([])


def run(*verdicts: Verdict) -> CheckRun:
    return CheckRun(list(verdicts))


def left(some: CheckRun) -> Counter[Finding]:
    return Counter(finding for one in some.verdicts for finding in one.report.findings)


@given(runs())
def test_a_run_apart_from_itself_passes_with_all_hidden(same: CheckRun) -> None:
    found = apart_from(same, same)
    assert not left(found.run)
    assert all(one.report.passed for one in found.run.verdicts)
    assert (found.hidden, found.fixed) == (sum(left(same).values()), 0)


@FEWER
@given(runs(), runs())
def test_what_is_left_and_what_is_hidden_are_all(some: CheckRun, baseline: CheckRun) -> None:
    found = apart_from(some, baseline)
    assert found.hidden + sum(left(found.run).values()) == sum(left(some).values())
    assert len(found.run.verdicts) == len(some.verdicts)
    assert found.run.errors == some.errors
    for before, after in zip(some.verdicts, found.run.verdicts, strict=True):
        rest = iter(before.report.findings)
        assert all(finding in rest for finding in after.report.findings)  # in the order they had
        assert after.report.passed <= (not at_least(after.report.findings, "violation"))


@given(runs(), runs())
def test_what_is_left_is_what_a_comparison_calls_new_or_raised(some: CheckRun, baseline: CheckRun) -> None:
    """Of what is compared; a baseline hides nothing of a profile that it does not hold."""
    assume({v.report.profile for v in some.verdicts} & {v.report.profile for v in baseline.verdicts})
    against = compare(baseline, some)
    places = Counter((v.lineage, v.report.profile) for v in some.verdicts)
    if max(places.values()) > 1 or any(item.rule == "only" for item in against.lineages):
        return
    changes = [change for item in against.lineages for change in item.profiles]
    new = Counter(f for change in changes for f in (*change.new, *(now for _, now in change.raised)))
    apart = apart_from(some, baseline).run
    compared = {(i.lineage, c.profile) for i in against.lineages for c in i.profiles if c.compared}
    assert left(run(*(v for v in apart.verdicts if (v.lineage, v.report.profile) in compared))) == new


@FEWER
@given(runs())
def test_an_empty_baseline_changes_no_verdict(some: CheckRun) -> None:
    found = apart_from(some, CheckRun())
    assert [v.report for v in found.run.verdicts] == [v.report for v in some.verdicts]
    assert (found.hidden, found.fixed) == (0, 0)


def test_only_what_is_new_fails() -> None:
    baseline = run(verdict(without("hasDatasetUse")))
    assert apart_from(baseline, baseline).run.exit_code == 0
    found = apart_from(run(verdict(without("baseModel"))), baseline)
    assert found.run.exit_code == 1
    assert "FTL-E021" not in {f.code for f in left(found.run)}
    assert found.fixed == len(LOST.report.findings)
    assert f"fixed: {found.fixed}, rewrite the baseline" in str(found)
    assert found.row() == {"hidden": found.hidden, "fixed": found.fixed}


def test_a_raised_severity_is_not_hidden_and_a_lowered_one_is() -> None:
    warning, violation = (
        run(with_findings(LOST, [evolve(KNOWN, severity=s)])) for s in ("warning", "violation")
    )
    raised = apart_from(violation, warning)
    assert (raised.run.exit_code, raised.hidden, raised.fixed) == (1, 0, 0)
    lowered = apart_from(warning, violation, "warning")
    assert (lowered.run.exit_code, lowered.hidden, lowered.fixed) == (0, 1, 0)


def test_what_fails_is_judged_by_the_severity_of_this_run() -> None:
    warning = with_findings(LOST, [evolve(KNOWN, severity="warning")])
    assert apart_from(run(warning), CheckRun()).run.exit_code == 0
    assert apart_from(run(warning), CheckRun(), "warning").run.exit_code == 1
    assert apart_from(run(warning), run(warning), "warning").run.exit_code == 0
    with pytest.raises(UsageError, match="no severity 'error'"):
        apart_from(run(warning), CheckRun(), "error")


def test_a_finding_told_twice_in_the_baseline_hides_one() -> None:
    blank = [evolve(KNOWN, focus=f"_:{n}", label=f"_:{n}") for n in range(2)]
    baseline = run(with_findings(LOST, blank[:1]), with_findings(LOST, blank[:1]))
    found = apart_from(run(with_findings(LOST, blank)), baseline)
    assert (found.hidden, sum(left(found.run).values())) == (1, 1)


def test_nothing_to_check_passes_only_where_that_is_known() -> None:
    assert [f.code for f in NOTHING.report.findings] == ["FTL-W001"]
    assert apart_from(run(NOTHING), run(NOTHING)).run.exit_code == 0
    assert apart_from(run(NOTHING), run(LOST)).run.exit_code == 1
    assert apart_from(run(NOTHING), CheckRun()).run.exit_code == 1
    # A report that counts no node and does not say so is no pass either.
    silent = evolve(NOTHING, report=evolve(NOTHING.report, findings=()))
    assert apart_from(run(silent), run(NOTHING)).run.exit_code == 1
    # And as soon as there is something to check, all of it is new.
    assert apart_from(run(LOST), run(NOTHING)).hidden == 0


def test_another_profile_hides_nothing() -> None:
    other = evolve(LOST, report=evolve(LOST.report, profile="reproducible"))
    found = apart_from(run(LOST), run(other))
    assert (found.hidden, found.fixed) == (0, 0)


def test_a_lineage_that_was_not_checked_now_is_not_fixed() -> None:
    other = evolve(LOST, lineage="urn:other", name="other")
    assert apart_from(run(LOST), run(LOST, other)).fixed == 0


def test_a_stranger_alone_in_its_run_is_not_taken_for_the_one_of_the_baseline() -> None:
    stranger = evolve(LOST, lineage="urn:other", name="other", origin="other.ttl")
    assert apart_from(run(stranger), run(LOST)).hidden == 0


def test_a_local_model_is_known_again_by_its_name() -> None:
    before = evolve(LOST, lineage=f"{BASE}lineage")
    after = verdict(renamed(without("hasDatasetUse"), BASE, "urn:else:"), lineage="urn:else:lineage")
    found = apart_from(run(after), run(before))
    assert (found.run.exit_code, found.fixed) == (0, 0)


def test_errors_stay_errors() -> None:
    broken = CheckRun([LOST], [InputError("no Turtle", "b.ttl")])
    assert apart_from(broken, run(LOST)).run.exit_code == 2


def test_the_examples_pass_by_their_own_report(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(json.dumps(document(example_run())), encoding="utf-8")
    found = apart_from(example_run(), read_baseline(path))
    assert example_run().exit_code == 1
    assert found.run.exit_code == 0
    assert found.hidden > 50
    assert str(found) == f"{found.hidden} known findings hidden"


def test_a_report_that_a_baseline_was_taken_off_is_neither_baseline_nor_older_run(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    apart = apart_from(run(LOST), run(LOST))
    path.write_text(json.dumps(document(apart.run) | {TAKEN_OFF: apart.row()}), encoding="utf-8")
    told = []
    for read in (read_baseline, read_whole_run):
        with pytest.raises(InputError, match="a baseline was taken off this report") as caught:
            read(path)
        assert caught.value.where == str(path)
        assert "without --baseline" in caught.value.fix
        told.append(str(caught.value))
    assert told[0] == told[1]
    assert read_run(path).verdicts  # for those who only want to see it


def test_the_sound_lineage_needs_no_baseline() -> None:
    found = apart_from(run(verdict(whole())), run(LOST))
    assert found.run.exit_code == 0
    assert found.fixed == len(LOST.report.findings)
