"""The results of `check` as a table, as JSON and as a SHACL validation report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lineage_rdf.cli.checking import Checked, Outcome
from lineage_rdf.cli.console import error_row
from lineage_rdf.cli.findings_text import finding_lines, finding_row, tally, verdict
from lineage_rdf.errors import UsageError
from lineage_rdf.picture.wording import clean


def as_table(outcome: Outcome) -> str:
    """Return one verdict line per lineage and profile, its findings below, and a total at the end."""
    lines = [line for row in outcome.checked for line in _lines(row)]
    return "".join(f"{line}\n" for line in [*lines, _total(outcome)])


def _lines(row: Checked) -> Iterator[str]:
    report = row.report
    name, origin = clean(row.lineage.name), clean(row.lineage.origin)
    yield f"{verdict(report)}  {name}  [{report.profile}]  {tally(report.findings)}  ({origin})"
    for finding in report.findings:
        yield from finding_lines(finding)


def _total(outcome: Outcome) -> str:
    passed = sum(row.report.passed for row in outcome.checked)
    unread = f", {len(outcome.errors)} could not be checked" if outcome.errors else ""
    # Files are judged by the literals they hold, not by what a store would make of them (decisions section 3.6).
    how = " (as written)" if outcome.checked else ""
    return f"{passed} of {len(outcome.checked)} passed{how}{unread}"


def as_json(outcome: Outcome) -> dict[str, Any]:
    """Return everything for machines."""
    return {
        "passed": outcome.exit_code == 0,
        "literals": "as written",
        "results": [
            {
                "origin": row.lineage.origin,
                "lineage": row.lineage.iri,
                "name": row.lineage.name,
                "profile": row.report.profile,
                "passed": row.report.passed,
                "nodes_checked": row.report.nodes_checked,
                "findings": [finding_row(finding) for finding in row.report.findings],
            }
            for row in outcome.checked
        ],
        "errors": [error_row(error) for error in outcome.errors],
    }


def as_turtle(outcome: Outcome) -> str:
    """Return the sh:ValidationReport of the one check.

    Raises:
        UsageError: if there are several, because report graphs are never merged.
    """
    if len(outcome.checked) > 1:
        what = f"{len(outcome.checked)} reports do not go into one Turtle document"
        raise UsageError(what, fix="check one lineage against one profile, or use --format json")
    return "".join(row.report.turtle for row in outcome.checked)
