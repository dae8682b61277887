"""`lineage-rdf convert`: any RDF file into another syntax or into SPARQL, without loss."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Final

import typer

from lineage_rdf.cli.rdf_files import AllowLoss, data_of, put_written, syntax_named

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from lineage_rdf.codec.sparql import SparqlForm
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
    allow_loss: AllowLoss = False,
) -> int:
    """Convert one file; returns 1 if something would be lost and that was not allowed."""
    from lineage_rdf.codec.example import read_example
    from lineage_rdf.codec.read import read_quads
    from lineage_rdf.codec.sparql import SparqlForm

    form = SparqlForm.named(to)
    write = _writer(target, to, context_url, form)
    syntax = syntax_named(source, from_, "--from")
    data, name = data_of(source)
    read = read_example if form and form.is_query else read_quads
    return put_written(write(read(data, syntax, name)), target, allow_loss=allow_loss)


def _writer(
    target: str, to: str, context_url: bool, form: SparqlForm | None
) -> Callable[[list[Quad]], Written]:
    from lineage_rdf.codec.sparql import SparqlForm, write_sparql
    from lineage_rdf.codec.write import write_quads

    if form:
        return lambda quads: write_sparql(quads, form)
    syntax = syntax_named(target, to, "--to", ", ".join(form.value for form in SparqlForm))
    return lambda quads: write_quads(quads, syntax, context_url=context_url)
