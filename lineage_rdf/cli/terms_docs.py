"""`lineage-rdf terms docs`: the documentation of the vocabulary as HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from lineage_rdf.cli.console import tell
from lineage_rdf.plain_text import counted

HELP: Final = """Write the documentation of the vocabulary as HTML pages, with the RDF files beside them.

The pages make no request to anywhere else: they can be opened from a disk, or copied to any web server. Files of others in
the folder are not replaced.

\b
Examples:
  lineage-rdf terms docs -o site
"""


def register(terms: typer.Typer) -> None:
    """Add the command below `terms`."""
    terms.command("docs", help=HELP, short_help="Write the documentation of the vocabulary as HTML.")(docs)


def docs(
    output: Annotated[
        Path, typer.Option("-o", "--out", "--output", metavar="DIR", help="Folder for the pages.")
    ],
    force: Annotated[
        bool, typer.Option("--force", help="Replace files of the same names, whoever wrote them.")
    ] = False,
) -> int:
    """Write the pages; returns 0.

    Raises:
        LineageError: if the vocabulary cannot be read, or the folder cannot be written.
    """
    from lineage_rdf.terms.docs import site, write_site

    files = site()
    changed = write_site(files, output, force=force)
    pages = sum(name.endswith(".html") for name in files)
    tell(
        f"{counted(pages, 'page')} in {output}, {counted(changed, 'file')} written; begin with {output / 'index.html'}"
    )
    return 0
