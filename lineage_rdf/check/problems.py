"""Findings of readers beside those of shapes: one verdict over both."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from lineage_rdf.check.findings import at_least, from_problem, merge
from lineage_rdf.check.request import CheckReport
from lineage_rdf.claims import Problem


def with_problems(report: CheckReport, problems: Iterable[Problem], fail_on: str) -> CheckReport:
    """Return a report with what the readers noticed among its findings.

    Args:
        report: what the shapes found.
        problems: what the readers noticed.
        fail_on: the severity from which a finding fails: violation, warning or info.
    """
    noticed = [from_problem(problem) for problem in problems]
    passed = report.passed and not at_least(noticed, fail_on)
    return evolve(report, findings=merge([*report.findings, *noticed]), passed=passed)
