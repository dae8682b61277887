"""`lineage-rdf load`: lineages into a store on disk or behind an endpoint, and what such a store holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Final

import typer

from lineage_rdf.cli import load_text
from lineage_rdf.cli.console import progress, put, put_json, tell, tell_error
from lineage_rdf.cli.options import Base, GraphStoreUrl, IndexIt, StorePlace, TextOrJson, Timeout, Updates
from lineage_rdf.errors import LineageError, ManyErrors, UsageError

if TYPE_CHECKING:
    from lineage_rdf.loading import Counts, How
    from lineage_rdf.store import Writer

HELP: Final = """Put lineages into a store, each into a named graph of its own.

PLACE is the folder of an Oxigraph store, made if it is not there, or the address of a SPARQL 1.1 endpoint. FILE is
whatever `report` reads, or a table of cards (.parquet, .jsonl, .jsonl.gz). A lineage that is there already is
left alone, and refused if it differs, unless --replace is given. Whatever ends the run, a store on disk holds only whole
lineages. An index beside a store on disk makes questions about descent quick.

\b
Exit codes: 0 done, 1 a lineage was refused or a row is broken, 2 something cannot be read or written, 3 it is
not known whether something was done.

\b
Examples:
  lineage-rdf load hub lineages.nq
  lineage-rdf load hub ./my-model --replace --evidence
  lineage-rdf load hub cards.parquet --map id=repo,card=readme
  lineage-rdf load http://localhost:7878/query lineages.nq
  lineage-rdf load http://localhost:7878/query lineages.nq --graph-store http://localhost:7878/store
  lineage-rdf load hub --list
  lineage-rdf load hub --index
"""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("load", help=HELP, short_help="Put lineages into a store, or list those in it.")(load)


def load(
    place: StorePlace,
    files: Annotated[
        list[str] | None, typer.Argument(metavar="FILE...", help="RDF files, model folders, tables of cards.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put lineages in the place of those that differ.")
    ] = False,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Load the claims behind lineages too.")
    ] = False,
    listing: Annotated[bool, typer.Option("--list", help="List the lineages in the store.")] = False,
    columns: Annotated[
        str, typer.Option("--map", metavar="id=COLUMN,card=COLUMN", help="The columns of a table.")
    ] = "",
    jobs: Annotated[int, typer.Option("--jobs", min=0, help="Processes for tables; 0 is one per core.")] = 0,
    index: IndexIt = None,
    base: Base = "",
    updates: Updates = "",
    graph_store: GraphStoreUrl = "",
    timeout: Timeout = 60.0,
    form: Annotated[TextOrJson, typer.Option("--format", help="How to print the result.")] = TextOrJson.text,
) -> int:
    """Load the files, or list what is there."""
    if listing:
        _refuse_with_list(
            files=bool(files),
            replace=replace,
            evidence=evidence,
            updates=bool(updates),
            graph_store=bool(graph_store),
            index=index is not None,
        )
        return _list(place, timeout, form)
    if not (files or index):
        raise UsageError("nothing to load", fix="give files or folders, or --list, or --index")
    from lineage_rdf.bulk import parse_map, usable_cores
    from lineage_rdf.claims.mint import Minter
    from lineage_rdf.loading import Counts, How, keep_index, refuse_index
    from lineage_rdf.store import open_writer

    if index:
        refuse_index(place)

    Minter("", base)  # refuses a base that is none, before anything is opened
    parse_map(columns)
    how = How(evidence=evidence, columns=columns, jobs=jobs or usable_cores(), base=base)
    opened = partial(open_writer, place, updates=updates, graph_store=graph_store, limit=timeout)
    counts = _load(opened, files, how, replace) if files else Counts()
    try:
        counts.notes += keep_index(place, changed=counts.changed, wanted=index)
    except LineageError as error:  # what was done before is told all the same
        counts.errors.append(error)
    put_json(load_text.as_json(counts, place)) if form is TextOrJson.json else put(load_text.as_text(counts))
    return told(counts)


def told(counts: Counts) -> int:
    """Say on stderr what was refused, noticed or could not be done, and return the exit code."""
    for line in load_text.refusals(counts):
        tell(f"lineage-rdf: {line}")
    for note in counts.notes:
        tell(f"lineage-rdf: {note}")
    if counts.errors:
        tell_error(ManyErrors(counts.errors))
    return counts.exit_code


def _refuse_with_list(**given: bool) -> None:
    for name, is_given in given.items():
        if is_given:
            raise UsageError(
                f"{load_text.OPTIONS[name]} does not go with --list", fix="leave one of them out"
            )


def _load(opened: Callable[[], Writer], files: Sequence[str], how: How, replace: bool) -> Counts:
    from lineage_rdf.loading import load_all

    with (
        opened() as writer,
        progress("loading lineages", None) as advance,
    ):
        return load_all(writer, files, how, replace=replace, advance=advance)


def _list(place: str, timeout: float, form: TextOrJson) -> int:
    from lineage_rdf.loading import held_lineages
    from lineage_rdf.store import open_store

    with open_store(place, limit=timeout) as store:
        held = held_lineages(store)
    put_json(load_text.list_as_json(held)) if form is TextOrJson.json else put(load_text.list_as_text(held))
    return 0
