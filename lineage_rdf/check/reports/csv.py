"""Findings as a table for spreadsheets and data frames: one row each, RFC 4180, every cell in quotes.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula. Such a cell gets an apostrophe in front, unless
it is a plain number, and so does a cell that begins with apostrophes and then such a letter. So a program gets the text back
by taking one apostrophe off every cell that matches `'+[=+@-]` (`UNGUARD` has the exact pattern).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from lineage_rdf.check.findings import Finding
from lineage_rdf.check.reports.fixing import Fixing
from lineage_rdf.check.verdicts import CheckRun, Verdict
from lineage_rdf.plain_text import clean_lines

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
# The wide forms are formulas in spreadsheets of East Asia; a tab or line feed in front is dropped by some.
_FORMULA: Final = re.compile(r"'*\s*[=+@＝＋－＠-]")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\Z")
UNGUARD: Final = re.compile(r"'(?='*\s*[=+@＝＋－＠-])")


def render(run: CheckRun, *, details: bool = False) -> str:
    """Return one row per finding below a header; errors and lineages without a finding have no row.

    Args:
        run: the verdicts and errors.
        details: changes nothing; a row always holds everything but the snippets.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    fixing = Fixing()
    writer.writerows(
        [guarded(clean_lines(cell)) for cell in _cells(verdict, finding, fixing)]
        for verdict in run.verdicts
        for finding in verdict.report.findings
    )
    return stream.getvalue()


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return what a cell was before `guarded`."""
    return UNGUARD.sub("", cell, count=1) if UNGUARD.match(cell) else cell


def _cells(verdict: Verdict, finding: Finding, fixing: Fixing) -> Iterator[str]:
    yield from (verdict.origin, verdict.lineage, verdict.name, verdict.report.profile)
    yield "true" if verdict.report.passed else "false"
    yield from (finding.code, finding.mnemonic, finding.severity, finding.focus, finding.label)
    yield from (finding.path, finding.value, finding.message)
    yield from (fixing.words(finding, verdict.origin), fixing.file(finding, verdict.origin), finding.shape)
    yield "\n".join(finding.claims)
