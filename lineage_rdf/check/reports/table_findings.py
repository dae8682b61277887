"""The findings of the table: one by one with what to do, or grouped by code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from lineage_rdf.check.findings import Finding
from lineage_rdf.check.fixes import Fix, has_snippet
from lineage_rdf.check.reports.facts import facts_of
from lineage_rdf.check.reports.fixing import Fixing
from lineage_rdf.check.reports.summary import MORE, Group, Told, lineage_name, severity_word
from lineage_rdf.check.reports.wrapping import hung
from lineage_rdf.check.verdicts import CheckRun, Verdict
from lineage_rdf.plain_text import clean, clean_lines, counted

WHAT_TO_WRITE: Final = "--details shows what to write"
_MOST_NODES: Final = 5
_MARGIN: Final = " " * 13
_NARROW: Final = " " * 2


def listed_findings(verdict: Verdict, *, details: bool, width: int | None) -> Iterator[str]:
    """Yield the findings of a verdict, each with its message and what to do.

    Args:
        verdict: the verdict.
        details: tell all that is known, what to write among it.
        width: columns of the terminal; None to leave each text on one line.
    """
    fixing = Fixing()
    for finding in verdict.report.findings:
        yield f"  {_head(finding)}  {clean(finding.label or finding.focus)}".rstrip()
        yield from hung(clean(finding.message), _MARGIN, width)
        if details:
            fix = fixing.fix(finding, verdict)
            yield from _fix(fix.text, _MARGIN, width)
            yield from (f"{_MARGIN}{line}".rstrip() for line in _details(finding, fix))
        else:
            yield from hung(facts_of(finding), _MARGIN, width)
            yield from _fix(fixing.words(finding, verdict.origin), _MARGIN, width)


def grouped_findings(groups: Sequence[Group], *, width: int | None) -> Iterator[str]:
    """Yield groups of findings, each with what to do and the first nodes.

    Args:
        groups: the groups, the worst first.
        width: columns of the terminal; None to leave each text on one line.
    """
    fixing = Fixing()
    for group in groups:
        yield ""
        yield f"{_head(group)}  {counted(len(group.told), 'time')}"
        yield from hung(clean(group.title), _NARROW, width)
        if group.shape:
            yield f"{_NARROW}shape: {clean(group.shape)}"
        yield from _fix(fixing.words_for(group), _NARROW, width)
        yield from (f"{_NARROW}- {_node(told)}" for told in group.told[:_MOST_NODES])
        if len(group.told) > _MOST_NODES:
            yield f"{_NARROW}and {len(group.told) - _MOST_NODES:,} more ({MORE})"


def has_snippets(run: CheckRun) -> bool:
    """Say whether `details` would show what to write about one of the findings.

    Args:
        run: the verdicts.
    """
    return any(has_snippet(finding) for verdict in run.verdicts for finding in verdict.report.findings)


def _head(finding: Finding | Group) -> str:
    return f"{severity_word(finding.severity):9}  {clean(finding.code)} {clean(finding.mnemonic)}"


def _fix(words: str, margin: str, width: int | None) -> list[str]:
    return hung(clean(words), margin, width, "fix: ") if words else []


def _node(told: Told) -> str:
    name, facts = clean(told.finding.label or told.finding.focus), facts_of(told.finding)
    where = clean(lineage_name(told.verdict) or told.verdict.origin)
    return f"{name}: {facts}  ({where})" if facts else f"{name}  ({where})"


def _details(finding: Finding, fix: Fix) -> Iterator[str]:
    facts = (
        ("node", finding.focus),
        ("path", finding.path),
        ("value", finding.value),
        ("shape", finding.shape),
        *(("from", claim) for claim in finding.claims),
        ("file", fix.file),
    )
    yield from (f"{name}: {clean(text)}" for name, text in facts if text)
    for name, snippet in (("lineage.yaml", fix.yaml), ("Turtle", fix.turtle), ("JSON-LD", fix.jsonld)):
        if snippet:
            yield f"{name}:"
            yield from (f"  {line}".rstrip() for line in clean_lines(snippet).rstrip("\n").split("\n"))
    if fix.examples:
        yield f"replace: {clean(', '.join(fix.examples))}"
