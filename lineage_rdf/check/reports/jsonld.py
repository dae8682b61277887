"""SHACL's own reports of a run in JSON-LD."""

from __future__ import annotations

from lineage_rdf.check.reports.safe_text import hidden_as_escapes
from lineage_rdf.check.reports.validation_reports import statements
from lineage_rdf.check.verdicts import CheckRun
from lineage_rdf.codec.jsonld_write import write_jsonld


def render(run: CheckRun, *, details: bool = False) -> str:
    """Return the sh:ValidationReport graphs as one JSON-LD document with the context of this project.

    Args:
        run: the verdicts; errors are no part of SHACL's report.
        details: changes nothing.

    Raises:
        UsageError: if an IRI in a report would be read as a short name of the context.
    """
    return hidden_as_escapes(write_jsonld(statements(run)))
