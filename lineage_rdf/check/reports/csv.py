"""Findings as a table for spreadsheets and data frames: one row each, RFC 4180, every cell in quotes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lineage_rdf.check.findings import Finding
from lineage_rdf.check.reports.fixing import Fixing
from lineage_rdf.check.verdicts import CheckRun, Verdict
from lineage_rdf.spreadsheet import csv_text

COLUMNS: Final = (
    "origin",
    "lineage",
    "name",
    "profile",
    "passed",
    "code",
    "mnemonic",
    "severity",
    "focus",
    "label",
    "path",
    "value",
    "message",
    "fix",
    "file",
    "shape",
    "claims",
)


def render(run: CheckRun, *, details: bool = False) -> str:
    """Return one row per finding below a header; errors and lineages without a finding have no row.

    Args:
        run: the verdicts and errors.
        details: changes nothing; a row always holds everything but the snippets.
    """
    fixing = Fixing()
    rows = (
        _cells(verdict, finding, fixing) for verdict in run.verdicts for finding in verdict.report.findings
    )
    return csv_text(COLUMNS, rows)


def _cells(verdict: Verdict, finding: Finding, fixing: Fixing) -> Iterator[str]:
    yield from (verdict.origin, verdict.lineage, verdict.name, verdict.report.profile)
    yield "true" if verdict.report.passed else "false"
    yield from (finding.code, finding.mnemonic, finding.severity, finding.focus, finding.label)
    yield from (finding.path, finding.value, finding.message)
    yield from (fixing.words(finding, verdict.origin), fixing.file(finding, verdict.origin), finding.shape)
    yield "\n".join(finding.claims)
