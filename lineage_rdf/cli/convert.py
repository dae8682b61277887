"""`lineage-rdf convert`: any RDF file into another syntax or into SPARQL, without loss."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated, Final

import typer

from lineage_rdf.cli.jsonld_options import (
    Compact,
    Contexts,
    DocumentBase,
    Flatten,
    Frame,
    jsonld_options,
    read_json,
    shape_of,
)
from lineage_rdf.cli.limit import within
from lineage_rdf.cli.rdf_files import LIMIT, AllowLoss, data_of, put_written, syntax_named

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from lineage_rdf.codec.jsonld_options import JsonLdOptions
    from lineage_rdf.codec.jsonld_reshape import Shape
    from lineage_rdf.codec.sparql import SparqlForm
    from lineage_rdf.codec.write import Written

HELP: Final = """Write an RDF file in another syntax; every statement and literal is kept as it is.

JSON-LD is read with the contexts that are bundled (ours, schema.org, RO-Crate, Croissant, SPDX 3, PROV) or given with
--context; nothing is fetched, and what a document holds that is no statement is said. JSON-LD is written by our own context,
or as --frame, --compact and --flatten ask.

More forms are SPARQL 1.1: --to sparql-insert writes the update that adds the statements to a store, and
--to sparql-ask the query whether a store already holds them. Of an example, Turtle or TriG with ?variables in it,
--to sparql-select makes the query for what the variables can be, and --to sparql-construct the query for all
statements like it. Of a JSON-LD frame (--from jsonld-frame, or a file with the keywords of one) --to sparql-construct
makes the query for all that the frame shows.

If the target syntax cannot hold something (named graphs in Turtle, say), it is named, nothing is written and
the exit code is 1, unless --allow-loss is given.

\b
Examples:
  lineage-rdf convert lineage.ttl lineage.jsonld
  lineage-rdf convert lineage.jsonld - --to turtle
  lineage-rdf convert - lineage.nq --from trig < lineage.trig
  lineage-rdf convert lineage.ttl add.ru --to sparql-insert
  lineage-rdf convert example.ttl - --to sparql-select
  lineage-rdf convert crate.jsonld crate.ttl --base https://example.org/crate/
  lineage-rdf convert lineage.ttl steps.jsonld --frame frame.json
  lineage-rdf convert frame.json - --to sparql-construct
"""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("convert", help=HELP, short_help="Write an RDF file in another syntax.")(convert)


def convert(
    source: Annotated[str, typer.Argument(metavar="IN", help="An RDF file, or - for standard input.")],
    target: Annotated[
        str, typer.Argument(metavar="OUT", help="The file to write, or - for standard output.")
    ],
    from_: Annotated[
        str, typer.Option("--from", help="Syntax of IN, or jsonld-frame, if its name does not tell.")
    ] = "",
    to: Annotated[
        str, typer.Option("--to", help="Syntax of OUT, if its name does not tell, or a form of SPARQL.")
    ] = "",
    context_url: Annotated[
        bool,
        typer.Option("--context-url", help="JSON-LD: write the context's address instead of the context."),
    ] = False,
    context: Contexts = None,
    base: DocumentBase = "",
    frame: Frame = "",
    compact: Compact = "",
    flatten: Flatten = False,
    limit: Annotated[
        float,
        typer.Option(
            "--limit", metavar="SECONDS", help="Stop if a form of JSON-LD takes longer; exit code 3."
        ),
    ] = LIMIT,
    allow_loss: AllowLoss = False,
) -> int:
    """Convert one file; returns 1 if something would be lost and that was not allowed."""
    from lineage_rdf.codec.example import read_example
    from lineage_rdf.codec.frame_files import FRAME_NAME
    from lineage_rdf.codec.read import read_quads
    from lineage_rdf.codec.sparql import SparqlForm

    options = jsonld_options(context)
    shape = shape_of(frame, compact, flatten=flatten, options=options)
    if shape:
        _refuse_other_syntax(target, to, context_url)
        reshaped = partial(_reshaped, source, from_, shape, base or None, options)
        # A frame may ask for more than any computer holds.
        return within(
            limit, reshaped, partial(_put, target, allow_loss), what="the framing", option="--limit"
        )
    form = SparqlForm.named(to)
    if from_ == FRAME_NAME or (form is SparqlForm.CONSTRUCT and not from_ and _holds_frame(source)):
        return put_written(_frame_query(source, form, options), target, allow_loss=allow_loss)
    write = _writer(target, to, context_url, form)
    syntax = syntax_named(source, from_, "--from")
    data, name = data_of(source)
    if form and form.is_query:
        quads = read_example(data, syntax, name)
    else:
        quads = read_quads(data, syntax, name, base=base or None, jsonld=options)
    return put_written(write(quads), target, allow_loss=allow_loss)


def _holds_frame(source: str) -> bool:
    """Say whether a JSON file, by its name, holds a frame; `.json` names no syntax of RDF, so it can be nothing else."""
    from lineage_rdf.codec.frame_files import is_frame

    suffix = source.rpartition(".")[2].lower()
    return suffix == "json" or (suffix in ("jsonld", "json-ld") and is_frame(read_json(source)))


def _frame_query(source: str, form: SparqlForm | None, options: JsonLdOptions) -> Written:
    from lineage_rdf.codec.file_bytes import utf8
    from lineage_rdf.codec.frame_construct import construct_of_frame
    from lineage_rdf.codec.jsonld_json import load_json
    from lineage_rdf.codec.sparql import SparqlForm
    from lineage_rdf.errors import UsageError

    if form is not SparqlForm.CONSTRUCT:
        raise UsageError(
            "of a frame only a query can be made", source, f"use --to {SparqlForm.CONSTRUCT.value}"
        )
    data, name = data_of(source)
    return construct_of_frame(load_json(utf8(data, name), name), name, options)


def _put(target: str, allow_loss: bool, written: Written) -> int:
    return put_written(written, target, allow_loss=allow_loss)


def _reshaped(source: str, from_: str, shape: Shape, base: str | None, options: JsonLdOptions) -> Written:
    from lineage_rdf.codec.jsonld_reshape import reshape

    syntax = syntax_named(source, from_, "--from")
    data, name = data_of(source)
    return reshape(data, syntax, name, shape, base=base, options=options)


def _refuse_other_syntax(target: str, to: str, context_url: bool) -> None:
    """Refuse to frame, compact or flatten into anything but JSON-LD."""
    from lineage_rdf.codec.jsonld_context import CONTEXT_URL
    from lineage_rdf.codec.syntax import Syntax, syntax_of
    from lineage_rdf.errors import UsageError

    is_json = not to and (target == "-" or target.lower().endswith(".json"))
    if not is_json and syntax_of(to or target) is not Syntax.JSONLD:
        raise UsageError(
            "--frame, --compact and --flatten write JSON-LD", to or target, "call OUT .jsonld or .json"
        )
    if context_url:
        raise UsageError("--context-url is for our own form of JSON-LD", fix=f"use --compact {CONTEXT_URL}")


def _writer(
    target: str, to: str, context_url: bool, form: SparqlForm | None
) -> Callable[[list[Quad]], Written]:
    from lineage_rdf.codec.sparql import SparqlForm, write_sparql
    from lineage_rdf.codec.write import write_quads

    if form:
        return lambda quads: write_sparql(quads, form)
    syntax = syntax_named(target, to, "--to", ", ".join(form.value for form in SparqlForm))
    return lambda quads: write_quads(quads, syntax, context_url=context_url)
