"""`lineage-rdf query`: questions of the catalogue, or one's own, asked of a store, an endpoint or a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from lineage_rdf.cli.check_options import refuse_overwriting
from lineage_rdf.cli.console import put, put_data
from lineage_rdf.cli.query_output import Form, form_of, put_answer
from lineage_rdf.errors import UsageError

HELP: Final = """Ask a question about lineages.

PLACE is the folder of an Oxigraph store, the address of a SPARQL 1.1 endpoint, an RDF file (- for standard input) or a
model folder. NAME is a query of the catalogue, KEY=VALUE its parameters. Queries run over the union of all graphs.

Rows are written as SPARQL results (csv, tsv, json, xml), as RDF (a result set of the W3C), or for data frames (arrow,
parquet).
Exit code 0 also without rows; an ASK query of your own exits 0 for yes and 1 for no.

\b
Examples:
  lineage-rdf query --list
  lineage-rdf query --list descendants
  lineage-rdf query hub descendants model=mistralai/Mistral-7B-v0.1
  lineage-rdf query lineages.nq affected-by-dataset dataset=HuggingFaceH4/ultrachat_200k --format csv
  lineage-rdf query hub compare-siblings base=mistralai/Mistral-7B-v0.1 metric=accuracy --sort -delta --rungs
  lineage-rdf query https://example.org/sparql methods least=10
  lineage-rdf query lineage.ttl --file own.rq
  lineage-rdf query hub compare-siblings base=mistralai/Mistral-7B-v0.1 -o siblings.parquet
"""
OWN_LIMIT: Final = 60.0  # seconds


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("query", help=HELP, short_help="Ask a question about lineages.")(query)


def query(
    place: Annotated[str, typer.Argument(metavar="PLACE", help="Where to ask.")] = "",
    name: Annotated[str, typer.Argument(metavar="NAME", help="A query of the catalogue.")] = "",
    values: Annotated[
        list[str] | None, typer.Argument(metavar="KEY=VALUE...", help="Its parameters.")
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="List the catalogue, or tell everything of one query of it.")
    ] = False,
    file: Annotated[
        str,
        typer.Option("--file", metavar="FILE", help="Ask the SELECT, ASK or CONSTRUCT query in this file."),
    ] = "",
    form: Annotated[
        Form | None,
        typer.Option("--format", help="How to write the answer; a table, or as the file is called."),
    ] = None,
    out: Annotated[
        str, typer.Option("-o", "--out", "--output", metavar="FILE", help="Write it to this file.")
    ] = "",
    limit: Annotated[int | None, typer.Option("--limit", help="At most so many rows.")] = None,
    offset: Annotated[int, typer.Option("--offset", help="Leave out so many rows before.")] = 0,
    sort: Annotated[
        str, typer.Option("--sort", metavar="COLUMN", help="Sort by a column; -COLUMN: the greatest first.")
    ] = "",
    rungs: Annotated[
        bool,
        typer.Option(
            "--rungs", help="Check the lineage of each model, and add the highest rung that it reaches."
        ),
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print the query with its parameters, and do not ask it.")
    ] = False,
    timeout: Annotated[
        float | None,
        typer.Option("--timeout", metavar="SECONDS", help="Give up after so long; 60 with --file."),
    ] = None,
    allow_service: Annotated[
        bool, typer.Option("--allow-service", help="Let a query of your own ask other endpoints (SERVICE).")
    ] = False,
    allow_from: Annotated[
        bool, typer.Option("--allow-from", help="Let a query of your own choose its graphs (FROM).")
    ] = False,
) -> int:
    """Ask one question; returns 0, or 1 if the answer to an ASK query is no."""
    from lineage_rdf.cli.limit import within
    from lineage_rdf.cli.querying import Question, answer, listing

    if listed:
        put(listing([word for word in (place, name, *(values or [])) if word]))
        return 0
    question = Question.of(
        place,
        name,
        values or [],
        file,
        limit=limit,
        offset=offset,
        sort=sort,
        rungs=rungs,
        allowed=[word for word, yes in (("SERVICE", allow_service), ("FROM", allow_from)) if yes],
    )
    if explain:
        put_data(question.explained)
        return 0
    if not place:
        raise UsageError("there is no place to ask", fix="lineage-rdf query PLACE NAME, or --list")
    seconds = OWN_LIMIT if timeout is None and file else timeout
    written = form_of(form, out)
    refuse_overwriting(Path(out) if out else None, [place, file])
    return within(
        seconds,
        lambda: answer(place, question),
        lambda found: put_answer(found, written, out),
        what="the query",
    )
