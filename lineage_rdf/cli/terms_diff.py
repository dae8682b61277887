"""`lineage-rdf terms diff`: what changed between two versions of a vocabulary."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

import typer

from lineage_rdf.cli.console import put, put_data, put_json

HELP: Final = """Tell what changed between two versions of a vocabulary: terms added, changed, deprecated and removed.

Each version is a file in any syntax of RDF, a folder of Turtle files, or the number of a released version of our own
vocabulary; without NEW it is our vocabulary as it is now. A change is breaking if what was right by the old version may be
wrong by the new one; the least number that the new version should have is told (docs/vocabulary-changes.md).

\b
Exit codes: 0 equal, 1 different, 2 unreadable input or wrong usage.

\b
Examples:
  lineage-rdf terms diff old.ttl new.ttl
  lineage-rdf terms diff ./old-ontology ./ontology --format json
  lineage-rdf terms diff old.ttl new.ttl --format markdown
"""


class Form(StrEnum):
    """How the difference is printed."""

    text = "text"
    json = "json"
    markdown = "markdown"


def register(terms: typer.Typer) -> None:
    """Add the command below `terms`."""
    terms.command("diff", help=HELP, short_help="Tell what changed between two versions of a vocabulary.")(
        diff
    )


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A file, a folder, or a released version.")],
    new: Annotated[
        str, typer.Argument(metavar="[NEW]", help="The same; without it our vocabulary as it is now.")
    ] = "",
    form: Annotated[
        Form, typer.Option("--format", help="How to print; markdown is a section of a changelog.")
    ] = Form.text,
) -> int:
    """Compare two versions; returns 0 if they are equal, else 1.

    Raises:
        LineageError: if a version cannot be read.
    """
    from lineage_rdf.terms.versions import compare, read_version
    from lineage_rdf.terms.versions.markdown import as_markdown
    from lineage_rdf.terms.versions.report import as_content, as_text

    found = compare(read_version(old), read_version(new))
    if form is Form.json:
        put_json(as_content(found))
    elif form is Form.markdown:
        put_data(as_markdown(found))
    else:
        put(as_text(found))
    return int(not found.equal)
