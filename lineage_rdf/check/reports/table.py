"""A run as text for a terminal: a verdict line per lineage and profile, findings, totals.

Few findings are listed one by one. Many are grouped by code, so that 100,000 of them are as quick to read as ten.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from lineage_rdf.check.reports.summary import (
    MORE,
    by_profile,
    grouped,
    lineage_count,
    lineage_name,
    tally,
    told_once,
    total,
)
from lineage_rdf.check.verdicts import CheckRun, Verdict
from lineage_rdf.plain_text import clean, counted

MOST_OF_ONE_CODE: Final = 20
MOST_LINEAGES: Final = 50
_MOST_VERDICTS: Final = 20


def render(run: CheckRun, *, details: bool = False, width: int | None = None) -> str:
    """Return the run as text.

    Args:
        run: the verdicts and errors; of errors only the number is told.
        details: list every finding with its node, value, claims and what to write, however many there are.
        width: columns of the terminal that shows the text; without it messages and fixes stay on one line each.
    """
    lines = _listed(run, details, width) if details or not _is_many(run) else _summed_up(run, width)
    hint = () if details else _hint(run)
    return "".join(f"{line}\n" for line in [*lines, *hint, total(run)])


def _is_many(run: CheckRun) -> bool:
    if lineage_count(run) > MOST_LINEAGES:
        return True
    codes = Counter(item.finding.code for item in told_once(run))
    return max(codes.values(), default=0) > MOST_OF_ONE_CODE


def _hint(run: CheckRun) -> Iterator[str]:
    if any(verdict.report.findings for verdict in run.verdicts):
        from lineage_rdf.check.reports.table_findings import WHAT_TO_WRITE, has_snippets

        if has_snippets(run):
            yield WHAT_TO_WRITE


def _listed(run: CheckRun, details: bool, width: int | None) -> Iterator[str]:
    for verdict in run.verdicts:
        yield _verdict(verdict)
        yield from _completeness(verdict, details)
        if verdict.report.findings:  # what tells of them loads much
            from lineage_rdf.check.reports.table_findings import listed_findings

            yield from listed_findings(verdict, details=details, width=width)


def _verdict(verdict: Verdict) -> str:
    report = verdict.report
    word = "PASS" if report.passed else "FAIL"
    profile, findings = clean(report.profile), tally(report.findings)
    return f"{word}  {clean(lineage_name(verdict))}  [{profile}]  {findings}  ({clean(verdict.origin)})"


def _completeness(verdict: Verdict, details: bool) -> Iterator[str]:
    if verdict.completeness:
        rungs = ", ".join(f"{clean(item.profile)} {item}" for item in verdict.completeness)
        yield f"  complete: {rungs}"
    for item in verdict.completeness if details else ():
        if item.missing:
            yield f"  missing for {clean(item.profile)}:"
            yield from (f"  - {clean(line)}" for line in item.missing)


def _summed_up(run: CheckRun, width: int | None) -> Iterator[str]:
    from lineage_rdf.check.reports.table_findings import grouped_findings

    told = told_once(run)
    yield from _verdicts(run)
    yield from grouped_findings(grouped(told), width=width)
    yield ""
    yield f"{tally(item.finding for item in told)} in {counted(lineage_count(run), 'lineage')}"
    yield from _profiles(run)


def _verdicts(run: CheckRun) -> Iterator[str]:
    """Yield all verdicts of few lineages, and of many the first that did not pass."""
    if lineage_count(run) <= MOST_LINEAGES:
        yield from map(_verdict, run.verdicts)
        return
    failed = [verdict for verdict in run.verdicts if not verdict.report.passed]
    yield from map(_verdict, failed[:_MOST_VERDICTS])
    if len(failed) > _MOST_VERDICTS:
        yield f"and {len(failed) - _MOST_VERDICTS:,} more that did not pass ({MORE})"


def _profiles(run: CheckRun) -> Iterator[str]:
    rows = by_profile(run)
    width = max((len(clean(profile)) for profile in rows), default=0)
    for profile, verdicts in rows.items():
        passed = sum(verdict.report.passed for verdict in verdicts)
        yield f"{clean(profile):{width}}  {passed:,} of {len(verdicts):,} passed{_facts(verdicts)}"


def _facts(verdicts: Sequence[Verdict]) -> str:
    """Return how complete lineages are for the profile they were checked against, all together."""
    rungs = [c for verdict in verdicts for c in verdict.completeness if c.profile == verdict.report.profile]
    have, of = sum(rung.have for rung in rungs), sum(rung.of for rung in rungs)
    complete = sum(rung.have == rung.of for rung in rungs)
    return f"; {complete:,} complete, {have:,} of {of:,} facts" if rungs else ""
