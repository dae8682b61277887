"""Of a run only what an older one did not tell: for annotations and alerts, which should not repeat what everybody knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from attrs import evolve

from lineage_rdf.check.compare import Comparison
from lineage_rdf.check.compare_findings import ProfileChange
from lineage_rdf.check.findings import Finding, at_least
from lineage_rdf.check.pairing import Key, key, key_of
from lineage_rdf.check.request import NOTHING, CheckReport
from lineage_rdf.check.verdicts import CheckRun, Verdict


def told_as_new(run: CheckRun, comparison: Comparison) -> CheckRun:
    """Return the run with only the findings that are new, or more severe than before.

    Each verdict is judged by the findings that are left. Verdicts on a profile that was not compared are left out, as they
    count for nothing in the comparison. Errors and report graphs stay whole.

    Args:
        run: the new run of the comparison, or what a baseline left of it.
        comparison: what changed.
    """
    changes = dict(_changes(comparison))
    verdicts = [
        _apart(verdict, changes[found], comparison.fail_on)
        for verdict in run.verdicts
        if (found := (key_of(verdict), verdict.report.profile)) in changes
    ]
    return evolve(run, verdicts=verdicts)


def _changes(comparison: Comparison) -> Iterable[tuple[tuple[Key, str], ProfileChange]]:
    """Yield (lineage, profile) with what changed, for what the new run holds and was compared."""
    for item in comparison.lineages:
        if item.rule == "vanished":
            continue
        for change in item.profiles:
            if change.compared:
                yield (key(item.lineage, item.origin), change.profile), change


def _apart(verdict: Verdict, change: ProfileChange, fail_on: str) -> Verdict:
    # A lineage may be told at several places, and each of them tells what is new.
    wanted = Counter([*change.new, *(after for _, after in change.raised)])
    left: list[Finding] = []
    for finding in verdict.report.findings:
        if wanted[finding] > 0:
            wanted[finding] -= 1
            left.append(finding)
    return evolve(verdict, report=_judged(verdict.report, left, fail_on))


def _judged(report: CheckReport, left: list[Finding], fail_on: str) -> CheckReport:
    # That there was nothing to check fails only if it is new; a report that does not even say so is no pass.
    told, fresh = (any(item.code == NOTHING for item in some) for some in (report.findings, left))
    passed = (bool(report.nodes_checked) or (told and not fresh)) and not at_least(left, fail_on)
    return evolve(report, findings=tuple(left), passed=passed)
