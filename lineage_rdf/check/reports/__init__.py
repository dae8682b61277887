"""What came of a check as a report: for people, for programs, for CI systems, and as SHACL's own report graph."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from lineage_rdf.check.verdicts import CheckRun
from lineage_rdf.errors import UsageError

# Each form has a module of its name with `render(run, *, details) -> str`.
FORMS: Final[tuple[str, ...]] = (
    "table",
    "json",
    "sarif",
    "junit",
    "github",
    "turtle",
    "jsonld",
    "csv",
    "html",
)


def render(run: CheckRun, form: str, *, details: bool = False) -> str:
    """Return a run as a report; the same run gives the same text, and the text is always good UTF-8.

    Args:
        run: the verdicts and errors.
        form: one of `FORMS`.
        details: in the table, tell of every finding all that is known; the other forms always do.

    Returns:
        The whole report, with a line feed at its end unless it is empty.

    Raises:
        UsageError: if there is no such form, or an IRI of a report graph does not go into JSON-LD.
    """
    if form not in FORMS:
        raise UsageError(f"unknown form of report {form!r}", fix=f"use one of {', '.join(FORMS)}")
    text: str = import_module(f"{__name__}.{form}").render(run, details=details)
    return text
