"""`lineage-rdf show`: draw a lineage."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from lineage_rdf.cli.console import put_data, put_lines, save
from lineage_rdf.cli.inputs import read_input
from lineage_rdf.cli.options import Text
from lineage_rdf.errors import UsageError

HELP: Final = """Draw a lineage: in the terminal, as Mermaid or DOT text, as an SVG picture or an HTML page.

\b
Examples:
  lineage-rdf show lineage.ttl
  lineage-rdf show lineage.ttl --format svg -o lineage.svg
  lineage-rdf show ./my-model --format html -o lineage.html
  lineage-rdf show "Mistral-7B -> SFT -> DPO" --format mermaid
"""


class Form(StrEnum):
    """What to draw."""

    tree = "tree"
    mermaid = "mermaid"
    dot = "dot"
    svg = "svg"
    html = "html"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("show", help=HELP, short_help="Draw a lineage.")(show)


def show(
    path: Annotated[str, typer.Argument(help="An RDF file, a folder, shorthand, or - for standard input.")],
    form: Annotated[Form, typer.Option("--format", help="What to draw.")] = Form.tree,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="File to write instead of standard output.")
    ] = None,
    text: Text = False,
) -> int:
    """Draw one lineage, or several in the terminal; returns 0."""
    from lineage_rdf.picture import draw
    from lineage_rdf.picture.layout import layout
    from lineage_rdf.picture.tree import Line, tree_lines

    lineages = read_input(path, text=text)
    if form is Form.tree and out is None:
        for place, lineage in enumerate(lineages):
            put_lines([Line("line", "")] * bool(place) + tree_lines(layout(lineage.record)))
        return 0
    if len(lineages) > 1 and form is not Form.tree:
        raise UsageError(
            f"{len(lineages)} lineages were found; one picture shows one", path, "name one, or use tree"
        )
    drawing = "\n".join(draw(lineage.record, form.value) for lineage in lineages)
    if out is None:
        put_data(drawing)
    else:
        save(out, drawing)
    return 0
