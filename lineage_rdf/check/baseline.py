"""Baselines: what is known already is left out, so that only what is new is told and fails.

A baseline is the JSON report of an earlier run. It hides a finding of the same lineage, profile, node and code, unless the
finding has become more severe. It hides nothing of a lineage or profile that it does not hold.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from attrs import evolve, frozen

from lineage_rdf.check.findings import Finding, at_least, refuse_unknown, weight
from lineage_rdf.check.pairing import (
    Pair,
    findings_by_identity,
    key_of,
    lineages_of,
    pair_lineages,
)
from lineage_rdf.check.request import NOTHING, CheckReport
from lineage_rdf.check.saved_run import read_whole_run
from lineage_rdf.check.verdicts import CheckRun, Verdict


@frozen
class Apart:
    """What is left of a run apart from a baseline.

    Args:
        run: the run with only the findings that the baseline does not hold, its verdicts judged by these.
        hidden: how many findings the baseline hid.
        fixed: how many findings of the baseline no longer occur in lineages and profiles that were checked again.
    """

    run: CheckRun
    hidden: int
    fixed: int

    def __str__(self) -> str:
        """Return for example `12 known findings hidden, fixed: 3, rewrite the baseline`."""
        hidden = f"{self.hidden} known finding{'' if self.hidden == 1 else 's'} hidden"
        return f"{hidden}, fixed: {self.fixed}, rewrite the baseline" if self.fixed else hidden

    def row(self) -> dict[str, int]:
        """Return what belongs under the key `baseline` of the JSON report of the run."""
        return {"hidden": self.hidden, "fixed": self.fixed}


def read_baseline(path: str | Path) -> CheckRun:
    """Read a baseline: the JSON report of a run without a baseline.

    Args:
        path: the file that `lineage-rdf check --format json` wrote.

    Raises:
        InputError: as `read_whole_run`.
    """
    return read_whole_run(path)


def apart_from(run: CheckRun, baseline: CheckRun, fail_on: str = "violation") -> Apart:
    """Take what a baseline holds off a run.

    Each verdict is judged anew by the findings that are left. A lineage in which nothing was there to check (FTL-W001) passes
    only if the baseline holds that very finding: then somebody has seen it, and as soon as there is something to check, all
    that is found is new. Report graphs stay whole, because SHACL knows no baseline.

    Args:
        run: the run.
        baseline: the earlier run.
        fail_on: the severity from which a finding fails: violation, warning or info.

    Raises:
        UsageError: for an unknown severity.
    """
    refuse_unknown(fail_on)
    known = _Known(run, baseline)
    verdicts = [known.apart(verdict, fail_on) for verdict in run.verdicts]
    return Apart(evolve(run, verdicts=verdicts), known.hidden, known.fixed)


class _Known:
    """What a baseline holds of the lineages of a run."""

    def __init__(self, run: CheckRun, baseline: CheckRun) -> None:
        pairs = pair_lineages(lineages_of(baseline), lineages_of(run))
        self.hidden = 0
        self.fixed = sum(_fixed(pair) for pair in pairs if pair.old and pair.new)
        self._pairs = {pair.new.key: pair for pair in pairs if pair.new}

    def apart(self, verdict: Verdict, fail_on: str) -> Verdict:
        """Return a verdict on what is new, and count what is not."""
        report, pair = verdict.report, self._pairs[key_of(verdict)]
        left = _left(report, pair)
        self.hidden += len(report.findings) - len(left)
        seen = bool(report.nodes_checked) or _holds_nothing(report, left)
        passed = seen and not at_least(left, fail_on)
        return evolve(verdict, report=evolve(report, findings=tuple(left), passed=passed))


def _left(report: CheckReport, pair: Pair) -> list[Finding]:
    """Return the findings of a report that the baseline does not hold, in their order."""
    if pair.old is None or pair.new is None:
        return list(report.findings)
    known = findings_by_identity(pair.old, report.profile, pair.rule)
    own = evolve(pair.new, reports={report.profile: [report]})
    hidden: Counter[int] = Counter()
    for key, findings in findings_by_identity(own, report.profile, pair.rule).items():
        for before, after in zip(known.get(key, ()), findings, strict=False):
            hidden[id(after)] += weight(after) <= weight(before)
    left = []
    for finding in report.findings:
        if hidden[id(finding)]:
            hidden[id(finding)] -= 1
        else:
            left.append(finding)
    return left


def _holds_nothing(report: CheckReport, left: list[Finding]) -> bool:
    """Say whether it was found that there is nothing to check, and the baseline holds that."""
    found = any(finding.code == NOTHING for finding in report.findings)
    return found and not any(finding.code == NOTHING for finding in left)


def _fixed(pair: Pair) -> int:
    """Return how many findings of the baseline a lineage no longer has, in the profiles that it was checked against."""
    count = 0
    for profile in pair.new.reports if pair.new else ():
        now = findings_by_identity(pair.new, profile, pair.rule)
        for key, findings in findings_by_identity(pair.old, profile, pair.rule).items():
            count += max(0, len(findings) - len(now.get(key, ())))
    return count
