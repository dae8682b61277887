"""SHACL's own reports of a run in Turtle."""

from __future__ import annotations

from lineage_rdf.check.reports.safe_text import rdf_text
from lineage_rdf.check.reports.validation_reports import statements
from lineage_rdf.check.verdicts import CheckRun
from lineage_rdf.codec.turtle import write_turtle


def render(run: CheckRun, *, details: bool = False) -> str:
    """Return the sh:ValidationReport graphs as one Turtle document.

    Args:
        run: the verdicts; errors are no part of SHACL's report.
        details: changes nothing.
    """
    return rdf_text(write_turtle(statements(run)))
