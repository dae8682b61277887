"""What came of a check as a report: for people, for programs, for CI systems, and as SHACL's own report graph."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from lineage_rdf.check.verdicts import CheckRun
from lineage_rdf.errors import UsageError

# Each form has a module of its name with `render(run, *, details) -> str`; that of the table takes `width` too.
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


def render(run: CheckRun, form: str, *, details: bool = False, width: int | None = None) -> str:
    """Return a run as a report; the same run gives the same text, and the text is always good UTF-8.

    Args:
        run: the verdicts and errors.
        form: one of `FORMS`.
        details: in the table, tell of every finding all that is known; the other forms always do.
        width: columns of the terminal that shows the table; without it no line is wrapped, and other forms never are.

    Returns:
        The whole report, with a line feed at its end unless it is empty.

    Raises:
        UsageError: if there is no such form, or an IRI of a report graph does not go into JSON-LD.
    """
    if form not in FORMS:
        raise UsageError(f"unknown form of report {form!r}", fix=f"use one of {', '.join(FORMS)}")
    only_table = {"width": width} if form == "table" else {}
    text: str = import_module(f"{__name__}.{form}").render(run, details=details, **only_table)
    return text
