"""A run as text for a terminal: a verdict line per lineage and profile, findings, totals.

Few findings are listed one by one. Many are grouped by code, so that 100,000 of them are as quick to read as ten.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from lineage_rdf.check.findings import Finding
from lineage_rdf.check.reports.safe_text import plain, shown
from lineage_rdf.check.reports.summary import (
    MORE,
    Group,
    by_profile,
    counted,
    grouped,
    lineage_count,
    severity_word,
    tally,
    told_once,
    total,
)
from lineage_rdf.check.verdicts import CheckRun, Verdict

if TYPE_CHECKING:
    from lineage_rdf.check.fixes import Fix

MOST_OF_ONE_CODE: Final = 20
MOST_LINEAGES: Final = 50
_MOST_VERDICTS: Final = 20
_MOST_NODES: Final = 5
_MARGIN: Final = " " * 13


def render(run: CheckRun, *, details: bool = False) -> str:
    """Return the run as text.

    Args:
        run: the verdicts and errors; of errors only the number is told.
        details: list every finding with its node, value, claims and what to write, however many there are.
    """
    lines = _listed(run, details) if details or not _is_many(run) else _summed_up(run)
    return "".join(f"{line}\n" for line in [*lines, total(run)])


def _is_many(run: CheckRun) -> bool:
    if lineage_count(run) > MOST_LINEAGES:
        return True
    codes = Counter(item.finding.code for item in told_once(run))
    return max(codes.values(), default=0) > MOST_OF_ONE_CODE


def _listed(run: CheckRun, details: bool) -> Iterator[str]:
    for verdict in run.verdicts:
        yield _verdict(verdict)
        yield from _completeness(verdict, details)
        for finding in verdict.report.findings:
            yield from _finding(finding, verdict.origin, details)


def _verdict(verdict: Verdict) -> str:
    report = verdict.report
    word = "PASS" if report.passed else "FAIL"
    profile, findings = shown(report.profile), tally(report.findings)
    return f"{word}  {shown(verdict.name)}  [{profile}]  {findings}  ({shown(verdict.origin)})"


def _completeness(verdict: Verdict, details: bool) -> Iterator[str]:
    if verdict.completeness:
        rungs = ", ".join(f"{shown(item.profile)} {item}" for item in verdict.completeness)
        yield f"  complete: {rungs}"
    for item in verdict.completeness if details else ():
        if item.missing:
            yield f"  missing for {shown(item.profile)}:"
            yield from (f"  - {shown(line)}" for line in item.missing)


def _finding(finding: Finding, origin: str, details: bool) -> Iterator[str]:
    from lineage_rdf.check.reports.fixing import fix_for, words_for

    fix = fix_for(finding, origin) if details else None
    words = fix.text if fix else words_for(finding, origin)
    yield f"  {_head(finding)}  {shown(finding.label or finding.focus)}".rstrip()
    yield f"{_MARGIN}{shown(finding.message)}"
    if words:
        yield f"{_MARGIN}fix: {shown(words)}"
    if fix:
        yield from (f"{_MARGIN}{line}".rstrip() for line in _details(finding, fix))


def _head(finding: Finding | Group) -> str:
    return f"{severity_word(finding.severity):9}  {shown(finding.code)} {shown(finding.mnemonic)}"


def _details(finding: Finding, fix: Fix) -> Iterator[str]:
    facts = (
        ("node", finding.focus),
        ("path", finding.path),
        ("value", finding.value),
        ("shape", finding.shape),
    )
    yield from (f"{name}: {shown(text)}" for name, text in facts if text)
    yield from (f"stated in: {shown(claim)}" for claim in finding.claims)
    if fix.file:
        yield f"file: {shown(fix.file)}"
    for name, snippet in (("lineage.yaml", fix.yaml), ("Turtle", fix.turtle), ("JSON-LD", fix.jsonld)):
        if snippet:
            yield f"{name}:"
            yield from (f"  {line}".rstrip() for line in plain(snippet).rstrip("\n").split("\n"))
    if fix.examples:
        yield f"replace: {shown(', '.join(fix.examples))}"


def _summed_up(run: CheckRun) -> Iterator[str]:
    told = told_once(run)
    yield from _verdicts(run)
    for group in grouped(told):
        yield ""
        yield from _group(group)
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


def _group(group: Group) -> Iterator[str]:
    yield f"{_head(group)}  {counted(len(group.told), 'time')}"
    yield f"  {shown(group.title)}"
    if group.fix:
        yield f"  fix: {shown(group.fix)}"
    for told in group.told[:_MOST_NODES]:
        yield f"  - {shown(told.finding.label or told.finding.focus)}  ({shown(_where(told.verdict))})"
    if len(group.told) > _MOST_NODES:
        yield f"  and {len(group.told) - _MOST_NODES:,} more ({MORE})"


def _where(verdict: Verdict) -> str:
    return verdict.name or verdict.origin


def _profiles(run: CheckRun) -> Iterator[str]:
    rows = by_profile(run)
    width = max((len(shown(profile)) for profile in rows), default=0)
    for profile, verdicts in rows.items():
        passed = sum(verdict.report.passed for verdict in verdicts)
        yield f"{shown(profile):{width}}  {passed:,} of {len(verdicts):,} passed{_facts(verdicts)}"


def _facts(verdicts: Sequence[Verdict]) -> str:
    """Return how complete lineages are for the profile they were checked against, all together."""
    rungs = [c for verdict in verdicts for c in verdict.completeness if c.profile == verdict.report.profile]
    have, of = sum(rung.have for rung in rungs), sum(rung.of for rung in rungs)
    complete = sum(rung.have == rung.of for rung in rungs)
    return f"; {complete:,} complete, {have:,} of {of:,} facts" if rungs else ""
