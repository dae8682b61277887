"""`lineage-rdf read`: many models at once, from a table of cards or a folder of models into one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from lineage_rdf.cli import read_text
from lineage_rdf.cli.console import as_json_text, progress, put, put_data, put_json, tell, tell_lines
from lineage_rdf.cli.options import Base, TextOrJson
from lineage_rdf.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lineage_rdf.bulk import How, Input, Summary
    from lineage_rdf.codec.syntax import Syntax

HELP: Final = """Read many models at once: tables of cards, folders of model folders, a Hub cache.

A table is Parquet or JSON Lines (.parquet, .jsonl, .jsonl.gz) with a column of Hub ids and one of cards. Every
lineage goes into a named graph of its own, in the order of the input, the same bytes for any --jobs. Rows and
folders in which nothing was done to a model are counted and give none.

\b
Exit codes: 0 all read, 1 a row or folder is broken, 2 nothing readable, 3 no verdict or a fault of ours.

\b
Examples:
  lineage-rdf read cards.parquet -o lineages.nq
  lineage-rdf read cards.jsonl --map id=repo,card=readme -o lineages.nq
  lineage-rdf read ./models ~/.cache/huggingface/hub -o lineages.trig --jobs 4
"""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("read", help=HELP, short_help="Read many models at once into one file.")(read)


def read(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Tables of cards, folders of models, files.")
    ],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="File to write, .nq or .trig; standard output without it."),
    ] = None,
    columns: Annotated[
        str, typer.Option("--map", metavar="id=COLUMN,card=COLUMN", help="The columns of a table.")
    ] = "",
    jobs: Annotated[int, typer.Option("--jobs", min=0, help="Processes to use; 0 is one per core.")] = 0,
    base: Base = "",
    rungs: Annotated[
        bool,
        typer.Option("--rungs/--no-rungs", help="Check each lineage and count the rungs that are reached."),
    ] = True,
    form: Annotated[TextOrJson, typer.Option("--format", help="How to print the counts.")] = TextOrJson.text,
) -> int:
    """Read everything, write the lineages, print the counts."""
    from lineage_rdf.bulk import How, open_inputs, parse_map, usable_cores

    how = How(base=base, syntax=_syntax(out), rungs=rungs)
    inputs = open_inputs(paths, parse_map(columns))
    summary = _read(inputs, how, out, jobs or usable_cores())
    _print(summary, out, form)
    for line in [*summary.faults, *summary.unread_first]:
        tell(f"lineage-rdf: {line}")
    return summary.exit_code


def _syntax(out: Path | None) -> Syntax:
    from lineage_rdf.codec.syntax import Syntax, syntax_of

    found = Syntax.NQUADS if out is None else syntax_of(out.name)
    if found not in (Syntax.NQUADS, Syntax.TRIG):
        raise UsageError("many lineages need named graphs", str(out), "name a file that ends in .nq or .trig")
    return found


def _read(inputs: Sequence[Input], how: How, out: Path | None, jobs: int) -> Summary:
    from lineage_rdf.files import writing_whole

    if out is None:
        return _run(inputs, how, put_data, jobs)
    with writing_whole(out) as write:
        return _run(inputs, how, write, jobs)


def _run(inputs: Sequence[Input], how: How, write: Callable[[str], object], jobs: int) -> Summary:
    from lineage_rdf.bulk import read_bulk

    totals = [item.total for item in inputs]
    known = [total for total in totals if total is not None]
    with progress("reading", sum(known) if len(known) == len(totals) else None) as advance:
        return read_bulk(inputs, how, write, jobs=jobs, advance=advance)


def _print(summary: Summary, out: Path | None, form: TextOrJson) -> None:
    """Print the counts: to standard error where the lineages themselves go to standard output."""
    if form is TextOrJson.json:
        content = read_text.as_json(summary, out)
        put_json(content) if out else tell_lines(as_json_text(content))
    elif out is None:
        tell_lines(read_text.as_text(summary))
    else:
        put(f"{read_text.as_text(summary)}wrote {out}\n")
