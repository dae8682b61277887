"""The work of `report`: the checks behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from lineage_rdf.check import CheckReport, Completeness, Finding
    from lineage_rdf.lineage import Lineage


@frozen
class Report:
    """All that is reported of one lineage.

    Args:
        lineage: the lineage.
        checks: its reports: `wellformed`, and the profile that was asked for.
        problems: what readers noticed, as findings.
        completeness: how complete it is for each rung of the ladder that asks for something.
    """

    lineage: Lineage
    checks: tuple[CheckReport, ...]
    problems: tuple[Finding, ...]
    completeness: tuple[Completeness, ...]

    @property
    def passed(self) -> bool:
        """Whether all checks passed and no reader met a violation; completeness does not count."""
        from lineage_rdf.check.findings import at_least

        return all(check.passed for check in self.checks) and not at_least(self.problems, "violation")

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all checks and readers, merged, the worst first."""
        from lineage_rdf.check.findings import merge

        return merge([*(finding for check in self.checks for finding in check.findings), *self.problems])

    @property
    def next_rung(self) -> Completeness | None:
        """The first rung of the ladder that is not reached."""
        return next((rung for rung in self.completeness if rung.have < rung.of), None)


def report_on(lineage: Lineage, profile: str = "") -> Report:
    """Check a lineage as `report` does.

    Args:
        lineage: the lineage.
        profile: a profile to meet beside `wellformed`; empty for none.

    Raises:
        NoVerdictError: if a check could not be completed.
    """
    from lineage_rdf.check.findings import from_problem
    from lineage_rdf.check.profiles import LADDER

    lineage.check(LADDER[-1])  # one run of the engine gives the reports of all rungs
    tokens = dict.fromkeys(("wellformed", profile) if profile else ("wellformed",))
    rungs = (lineage.completeness(token) for token in LADDER[1:])
    return Report(
        lineage,
        checks=tuple(lineage.check(token) for token in tokens),
        problems=tuple(from_problem(problem) for problem in lineage.problems),
        completeness=tuple(rung for rung in rungs if rung.of),
    )
