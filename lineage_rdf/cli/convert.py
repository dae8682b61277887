"""`lineage-rdf convert`: any RDF file into another syntax or into SPARQL, without loss."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from lineage_rdf.cli.console import put_data, save, tell

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from lineage_rdf.codec.sparql import SparqlForm
    from lineage_rdf.codec.syntax import Syntax
    from lineage_rdf.codec.write import Written

HELP: Final = """Write an RDF file in another syntax; every statement and literal is kept as it is.

More forms are SPARQL 1.1: --to sparql-insert writes the update that adds the statements to a store, and
--to sparql-ask the query whether a store already holds them. Of an example, Turtle or TriG with ?variables in it,
--to sparql-select makes the query for what the variables can be, and --to sparql-construct the query for all
statements like it.

If the target syntax cannot hold something (named graphs in Turtle, say), it is named, nothing is written and
the exit code is 1, unless --allow-loss is given.

\b
Examples:
  lineage-rdf convert lineage.ttl lineage.jsonld
  lineage-rdf convert lineage.jsonld - --to turtle
  lineage-rdf convert - lineage.nq --from trig < lineage.trig
  lineage-rdf convert lineage.ttl add.ru --to sparql-insert
  lineage-rdf convert example.ttl - --to sparql-select
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
    to: Annotated[
        str, typer.Option("--to", help="Syntax of OUT, if its name does not tell, or a form of SPARQL.")
    ] = "",
    context_url: Annotated[
        bool,
        typer.Option("--context-url", help="JSON-LD: write the context's address instead of the context."),
    ] = False,
    allow_loss: Annotated[
        bool, typer.Option("--allow-loss", help="Write what the syntax can hold and leave out the rest.")
    ] = False,
) -> int:
    """Convert one file; returns 1 if something would be lost and that was not allowed."""
    from lineage_rdf.codec.sparql import SparqlForm

    form = SparqlForm.named(to)
    write = _writer(target, to, context_url, form)
    written = write(
        read_source(source, syntax_named(source, from_, "--from"), example=bool(form and form.is_query))
    )
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


def _writer(
    target: str, to: str, context_url: bool, form: SparqlForm | None
) -> Callable[[list[Quad]], Written]:
    from lineage_rdf.codec.sparql import SparqlForm, write_sparql
    from lineage_rdf.codec.write import write_quads

    if form:
        return lambda quads: write_sparql(quads, form)
    syntax = syntax_named(target, to, "--to", ", ".join(form.value for form in SparqlForm))
    return lambda quads: write_quads(quads, syntax, context_url=context_url)


def syntax_named(name: str, asked: str, option: str, more: str = "") -> Syntax:
    """Return the syntax that was asked for, or the one that the name of a file tells.

    Args:
        name: a file, or `-` for a stream.
        asked: what the option says, empty if it was not given.
        option: the option.
        more: what else the option takes, for the message.

    Raises:
        UsageError: if neither names a syntax.
    """
    from lineage_rdf.codec.syntax import syntax_of
    from lineage_rdf.errors import UsageError

    if name == "-" and not asked:
        fix = f"add {option}, for example {option} turtle"
        raise UsageError("a stream has no name that tells its syntax", "-", fix)
    try:
        return syntax_of(asked or name)
    except UsageError as error:
        if not (asked and more):
            raise
        raise UsageError(error.what, error.where, f"{error.fix}, {more}") from None


def read_source(source: str, syntax: Syntax, *, example: bool = False) -> list[Quad]:
    """Return the statements of a file, or of standard input for `-`.

    Args:
        source: the name of the file.
        syntax: how it is written.
        example: whether there may be variables in it.
    """
    from lineage_rdf.codec.example import read_example
    from lineage_rdf.codec.read import MAX_BYTES, read_bytes, read_quads

    data = sys.stdin.buffer.read(MAX_BYTES + 1) if source == "-" else read_bytes(Path(source))
    name = "<standard input>" if source == "-" else source
    return (read_example if example else read_quads)(data, syntax, name)
