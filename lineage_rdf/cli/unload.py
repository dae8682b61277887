"""`lineage-rdf unload`: lineages out of a store on disk or behind an endpoint."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from lineage_rdf.cli import load_text
from lineage_rdf.cli.console import put, put_json
from lineage_rdf.cli.load import told
from lineage_rdf.cli.options import GraphStoreUrl, IndexIt, StorePlace, TextOrJson, Timeout, Updates
from lineage_rdf.errors import LineageError

HELP: Final = """Take lineages out of a store, each with its graph, its evidence and what describes them.

PLACE is the folder of an Oxigraph store or the address of a SPARQL 1.1 endpoint; `load PLACE --list` shows the IRIs
of its lineages. A lineage that shares its graph with one that stays is refused. With --graph-store what describes a
graph stays and is counted, for that protocol cannot delete it.

\b
Exit codes: 0 done, 1 a lineage is not there or was refused, 2 the store cannot be written, 3 it is not known
whether something was done.

\b
Examples:
  lineage-rdf unload hub urn:uuid:0d0a4a4c-4a5c-5b0e-9d4f-0a6f0f6f8a51
  lineage-rdf unload http://localhost:7878/query https://example.org/model/lineage
"""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("unload", help=HELP, short_help="Take lineages out of a store.")(unload)


def unload(
    place: StorePlace,
    lineages: Annotated[list[str], typer.Argument(metavar="LINEAGE-IRI...", help="IRIs of lineages.")],
    updates: Updates = "",
    graph_store: GraphStoreUrl = "",
    index: IndexIt = None,
    timeout: Timeout = 60.0,
    form: Annotated[TextOrJson, typer.Option("--format", help="How to print the counts.")] = TextOrJson.text,
) -> int:
    """Delete the lineages and print the counts."""
    from lineage_rdf.loading import keep_index, refuse_index, unload_all
    from lineage_rdf.store import open_writer

    if index:
        refuse_index(place)
    with open_writer(
        place, updates=updates, graph_store=graph_store, limit=timeout, may_be_new=False
    ) as writer:
        counts = unload_all(writer, lineages)
    try:
        counts.notes += keep_index(place, changed=counts.changed, wanted=index)
    except LineageError as error:  # what was done before is told all the same
        counts.errors.append(error)
    if form is TextOrJson.json:
        put_json(load_text.unloaded_as_json(counts, place))
    else:
        put(load_text.unloaded_as_text(counts))
    return told(counts)
