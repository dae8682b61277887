"""What `report` prints, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from lineage_rdf.check.labels import labels
from lineage_rdf.check.reports.summary import tally
from lineage_rdf.cli.findings_text import finding_lines, finding_row, missing_lines, verdict
from lineage_rdf.cli.report_evidence import evidence_lines, evidence_rows
from lineage_rdf.cli.reporting import Report
from lineage_rdf.codec.numbers import plain
from lineage_rdf.picture.layout import layout
from lineage_rdf.picture.tree import Line, body_lines
from lineage_rdf.plain_text import clean
from lineage_rdf.reading.conflicts import is_conflict
from lineage_rdf.records import Setting
from lineage_rdf.vocabulary.naming import UNNAMED

_MOST_MISSING = 12


def drawing(report: Report) -> list[Line]:
    """Return the head model's name and the chain."""
    lineage = report.lineage
    # On the terminal the path may help; it never enters a graph.
    unnamed = f" ({lineage.origin})" if lineage.name == UNNAMED else ""
    title = Line("title", clean(f"{lineage.name}{unnamed}"))
    return [title, *body_lines(layout(report.lineage.record)), Line("line", "")]


def as_text(report: Report, *, evidence: bool = False) -> str:
    """Return what stands below the drawing: evidence if it is wanted, completeness, what is missing, findings."""
    parts = (_evidence,) * evidence + (_completeness, _findings, _skipped)
    return "".join(f"{line}\n" for part in parts for line in part(report))


def _evidence(report: Report) -> Iterator[str]:
    return evidence_lines(report.lineage)


def _completeness(report: Report) -> Iterator[str]:
    if report.completeness:
        yield "Completeness"
    for rung in report.completeness:
        yield f"  {rung.profile:13} {rung}"
    following = report.next_rung
    if following:
        yield f"Missing for {following.profile}"
        yield from missing_lines(following.missing, _MOST_MISSING)


def conflicts(report: Report) -> list[dict[str, str]]:
    """Return each fact on which sources disagree: whose it is, which fact, and what the sources say."""
    record = report.lineage.record
    names = labels([record])
    return [
        {
            "of": names.get(s.subject or "", s.subject or ""),
            "element": s.element or "",
            "reason": s.reason or "",
        }
        for s in record.statuses
        if is_conflict(s)
    ]


def _findings(report: Report) -> Iterator[str]:
    for check in report.checks:
        yield f"{verdict(check)}  {check.profile}"
    findings = report.findings
    yield f"Findings: {tally(findings)}"
    for finding in findings:
        yield from finding_lines(finding)


def _skipped(report: Report) -> Iterator[str]:
    for what, count in sorted(report.lineage.skipped.items()):
        yield f"Not read: {clean(what)} ({count})"


def as_json(reports: Sequence[Report], files: Sequence[Path], *, evidence: bool = False) -> dict[str, Any]:
    """Return everything for machines; the evidence only if it is wanted."""
    return {
        "passed": all(report.passed for report in reports),
        "lineages": [
            _row(report) | ({"evidence": evidence_rows(report.lineage)} if evidence else {})
            for report in reports
        ],
        "files": [str(path) for path in files],
    }


def _row(report: Report) -> dict[str, Any]:
    lineage = report.lineage
    return {
        "name": lineage.name,
        "iri": lineage.iri,
        "head_model": lineage.record.head_model,
        "origin": lineage.origin,
        "steps": _steps(report),
        "conflicts": conflicts(report),
        "completeness": [
            {"profile": rung.profile, "have": rung.have, "of": rung.of, "missing": list(rung.missing)}
            for rung in report.completeness
        ],
        "checks": [{"profile": check.profile, "passed": check.passed} for check in report.checks],
        "findings": [finding_row(finding) for finding in report.findings],
        "sources": [{"path": source.path, "kind": source.kind} for source in lineage.sources],
        "skipped": dict(sorted(lineage.skipped.items())),
    }


def _steps(report: Report) -> list[dict[str, Any]]:
    record = report.lineage.record
    return [
        {
            "iri": step.iri,
            "ordinal": step.ordinal,
            "kind": step.kind,
            "stage": step.stage_name,
            "objectives": list(step.objectives),
            "parameterizations": list(step.parameterizations),
            "merge_method": step.merge_method,
            "quantization_method": step.quantization_method,
            "method_texts": list(step.method_texts),
            "base_models": list(step.base_models),
            "produced_model": step.produced_model,
            "data": [
                {
                    "dataset": use.dataset,
                    "name": record.label(use.dataset),
                    "roles": list(use.roles),
                    "splits": list(use.splits),
                    "examples": use.example_count,
                }
                for use in step.dataset_uses
            ],
            "settings": {setting.label: _setting_value(setting) for setting in step.settings},
        }
        for step in report.lineage.steps
    ]


def _setting_value(setting: Setting) -> Any:
    """Return the value for JSON: a decimal as text, so that no digit is lost; a list as a list."""
    values = [plain(value) if isinstance(value, Decimal) else value for value in setting.values]
    return values[0] if len(values) == 1 else values
