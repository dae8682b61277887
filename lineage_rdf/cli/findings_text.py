"""Findings and verdicts as text and as rows of JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from attrs import asdict

from lineage_rdf.plain_text import clean

if TYPE_CHECKING:
    from lineage_rdf.check import CheckReport, Finding


def finding_lines(finding: Finding) -> Iterator[str]:
    """Yield what is wrong, where, and what to do."""
    label = clean(finding.label or finding.focus)
    yield f"  {finding.severity:9}  {finding.code} {finding.mnemonic}  {label}".rstrip()
    yield f"             {clean(finding.message)}"
    if finding.fix:
        yield f"             fix: {clean(finding.fix)}"


def finding_row(finding: Finding) -> dict[str, Any]:
    """Return a finding as a row of JSON; its keys are the fields of `Finding`."""
    return asdict(finding)


def verdict(report: CheckReport) -> str:
    """Return `PASS` or `FAIL`."""
    return "PASS" if report.passed else "FAIL"


def missing_lines(missing: Sequence[str], most: int) -> Iterator[str]:
    """Yield what is missing, at most `most` lines and the number of the rest."""
    yield from (f"  - {clean(text)}" for text in missing[:most])
    if len(missing) > most:
        yield f"  - and {len(missing) - most} more (--format json lists all)"
