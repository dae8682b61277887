"""`lineage-rdf convert`: any RDF file into another syntax, without loss."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from lineage_rdf.cli.console import put_data, save, tell

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from lineage_rdf.codec.syntax import Syntax

HELP: Final = """Write an RDF file in another syntax; every statement and literal is kept as it is.

If the target syntax cannot hold something (named graphs in Turtle, say), it is named, nothing is written and
the exit code is 1, unless --allow-loss is given.

\b
Examples:
  lineage-rdf convert lineage.ttl lineage.jsonld
  lineage-rdf convert lineage.jsonld - --to turtle
  lineage-rdf convert - lineage.nq --from trig < lineage.trig
"""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("convert", help=HELP, short_help="Write an RDF file in another syntax.")(convert)


def convert(
    source: Annotated[str, typer.Argument(metavar="IN", help="An RDF file, or - for standard input.")],
    target: Annotated[
        str, typer.Argument(metavar="OUT", help="The file to write, or - for standard output.")
    ],
    from_: Annotated[str, typer.Option("--from", help="Syntax of IN, if its name does not tell.")] = "",
    to: Annotated[str, typer.Option("--to", help="Syntax of OUT, if its name does not tell.")] = "",
    context_url: Annotated[
        bool,
        typer.Option("--context-url", help="JSON-LD: write the context's address instead of the context."),
    ] = False,
    allow_loss: Annotated[
        bool, typer.Option("--allow-loss", help="Write what the syntax can hold and leave out the rest.")
    ] = False,
) -> int:
    """Convert one file; returns 1 if something would be lost and that was not allowed."""
    from lineage_rdf.codec.write import write_quads

    into = _syntax(target, to, "--to")
    written = write_quads(_read(source, _syntax(source, from_, "--from")), into, context_url=context_url)
    for line in written.lost:
        tell(f"lineage-rdf: {line}" + ("; left out" if allow_loss else ""))
    if written.lost and not allow_loss:
        tell("lineage-rdf: nothing was written (write trig, nquads or jsonld, or allow it with --allow-loss)")
        return 1
    if target == "-":
        put_data(written.text)
    else:
        save(Path(target), written.text)
    return 0


def _syntax(name: str, asked: str, option: str) -> Syntax:
    from lineage_rdf.codec.syntax import syntax_of
    from lineage_rdf.errors import UsageError

    if name == "-" and not asked:
        fix = f"add {option}, for example {option} turtle"
        raise UsageError("a stream has no name that tells its syntax", "-", fix)
    return syntax_of(asked or name)


def _read(source: str, syntax: Syntax) -> list[Quad]:
    from lineage_rdf.codec.read import MAX_BYTES, read_file, read_quads

    if source == "-":
        return read_quads(sys.stdin.buffer.read(MAX_BYTES + 1), syntax, "<standard input>")
    return read_file(Path(source), syntax)
