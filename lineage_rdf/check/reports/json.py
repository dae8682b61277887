"""A run as JSON for programs: all that is known, under keys that do not change (`report.schema.json` describes them)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from attrs import asdict

from lineage_rdf.check.completeness import Completeness
from lineage_rdf.check.findings import Finding
from lineage_rdf.check.reports.fixing import Fixing
from lineage_rdf.check.reports.safe_text import json_text
from lineage_rdf.check.reports.summary import single_errors
from lineage_rdf.check.saved_run import FORMAT
from lineage_rdf.check.verdicts import CheckRun, Verdict
from lineage_rdf.errors import LineageError
from lineage_rdf.plain_text import clean

_SCHEMA: Final = Path(__file__).with_name("report.schema.json")


def render(run: CheckRun, *, details: bool = False) -> str:
    """Return the run as JSON.

    Args:
        run: the verdicts and errors.
        details: changes nothing; JSON always holds everything.
    """
    return json_text(document(run))


def document(run: CheckRun) -> dict[str, Any]:
    """Return the run as an object of JSON, for those who add to it."""
    fixing = Fixing()
    return {
        "format": FORMAT,
        "passed": run.exit_code == 0,
        "literals": run.literals,
        "engine": run.engine,
        "results": [_result(verdict, fixing) for verdict in run.verdicts],
        "errors": [_error(error) for error in single_errors(run)],
    }


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what `render` gives."""
    content: dict[str, Any] = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    return content


def _result(verdict: Verdict, fixing: Fixing) -> dict[str, Any]:
    report = verdict.report
    return {
        "origin": verdict.origin,
        "lineage": verdict.lineage,
        "name": verdict.name,
        "profile": report.profile,
        "passed": report.passed,
        "nodes_checked": report.nodes_checked,
        "findings": [_finding(finding, verdict, fixing) for finding in report.findings],
        "completeness": [_completeness(item) for item in verdict.completeness],
    }


def _finding(finding: Finding, verdict: Verdict, fixing: Fixing) -> dict[str, Any]:
    fix = fixing.fix(finding, verdict)
    row = asdict(finding, recurse=False) | {"claims": list(finding.claims)}
    return row | {"fix": asdict(fix, recurse=False) | {"examples": list(fix.examples)}}


def _completeness(item: Completeness) -> dict[str, Any]:
    return {"profile": item.profile, "have": item.have, "of": item.of, "missing": list(item.missing)}


def _error(error: LineageError) -> dict[str, Any]:
    texts = {"what": clean(error.what), "where": clean(error.where), "fix": clean(error.fix)}
    return texts | {"exit_code": error.exit_code}
