"""Draws a lineage: as text for a terminal, Mermaid, DOT, SVG and one HTML page, without any other program."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from lineage_rdf.errors import UsageError
from lineage_rdf.records import LineageRecord

# Form -> the module that draws it; each has `draw(record) -> str`.
FORMS: Final[dict[str, str]] = {
    form: f"lineage_rdf.picture.{form}" for form in ("tree", "mermaid", "dot", "svg", "html")
}


def draw(record: LineageRecord, form: str = "tree") -> str:
    """Return a picture of a lineage as text; the same record gives the same text.

    Args:
        record: the lineage; one with no step, with faults or with cycles is drawn as it is.
        form: one of `FORMS`.

    Raises:
        UsageError: if there is no such form.
    """
    if form not in FORMS:
        raise UsageError(f"unknown form of picture {form!r}", fix=f"use one of {', '.join(FORMS)}")
    text: str = import_module(FORMS[form]).draw(record)
    return text
