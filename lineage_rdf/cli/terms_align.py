"""`lineage-rdf terms align`: a lineage with links to the terms of the CASRAI Dictionary."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from lineage_rdf.cli.console import tell
from lineage_rdf.cli.rdf_files import AllowLoss, From, data_of, read_statements, write_rdf
from lineage_rdf.plain_text import counted

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from lineage_rdf.codec.syntax import Syntax

HELP: Final = """Link a lineage to the terms of the CASRAI Dictionary.

Every node of a class that matches a CASRAI term exactly gets that term as schema:additionalType: a lineage whose training
tells its procedure "model fine-tune lineage", a training step "fine-tuning". --also adds weaker matches by dcterms:relation. The
version of the dictionary and the day on which it was seen are told with them. All else stays as it is; done twice it changes
nothing. FILE is an RDF file, a model folder, or - for standard input. Without -o the output is printed, in the syntax of FILE.

\b
Examples:
  lineage-rdf terms align lineage.ttl -o aligned.ttl
  lineage-rdf terms align lineage.ttl --also close
  lineage-rdf terms align ./my-model | lineage-rdf check - --profile casrai-alignment
"""


def register(terms: typer.Typer) -> None:
    """Add the command below `terms`."""
    terms.command("align", help=HELP, short_help="Link a lineage to the terms of the CASRAI Dictionary.")(
        align_terms
    )


def align_terms(
    source: Annotated[str, typer.Argument(metavar="FILE", help="RDF file, folder, or - for standard input.")],
    target: Annotated[
        str, typer.Option("-o", "--out", "--output", help="File to write; printed without it.")
    ] = "-",
    also: Annotated[
        list[str] | None,
        typer.Option("--also", metavar="KIND", help="A weaker match too: close, broad, narrow, related."),
    ] = None,
    from_: From = "",
    to: Annotated[str, typer.Option("--to", help="Syntax of the output, if its name does not tell.")] = "",
    allow_loss: AllowLoss = False,
) -> int:
    """Write the document with its links; returns 1 if something would be lost and that was not allowed."""
    from lineage_rdf.terms.alignment import align

    quads, syntax = _read(source, from_)
    found = align(quads, also=also or ())
    if target == "-" and not to:
        to = syntax.title
    code = write_rdf([*quads, *found.quads], target, to=to, allow_loss=allow_loss)
    if not code:
        tell(_told(found.linked))
    return code


def _read(source: str, from_: str) -> tuple[list[Quad], Syntax]:
    """Return the statements of the input, and the syntax in which they are printed."""
    from lineage_rdf.cli.inputs import is_rdf_file
    from lineage_rdf.codec.read import read_quads
    from lineage_rdf.codec.syntax import Syntax, syntax_of, syntax_of_stream

    if not from_ and source != "-" and not is_rdf_file(Path(source)):
        return list(read_statements(source, text=False)), Syntax.TURTLE
    data, name = data_of(source)
    syntax = syntax_of(from_ or (syntax_of_stream(data) if source == "-" else source))
    return read_quads(data, syntax, name), syntax


def _told(linked: dict[str, int]) -> str:
    """Say how many nodes have which term."""
    if not linked:
        return "lineage-rdf: no node is of a class with a CASRAI match, so nothing was added"
    return ", ".join(f"{counted(count, 'node')} linked to {slug}" for slug, count in linked.items())
