"""`lineage-rdf normalise`: one form for what can be written in several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from lineage_rdf.cli.console import tell
from lineage_rdf.cli.limit import refuse_limit
from lineage_rdf.cli.rdf_files import (
    LIMIT,
    AllowLoss,
    From,
    Limit,
    naming_within,
    read_rdf,
    syntax_named,
    write_rdf,
)

if TYPE_CHECKING:
    from lineage_rdf.transform import Normalised

HELP: Final = """Write an RDF file in one form: blank nodes get IRIs, decimals one spelling, schema.org its http address.

The IRI of a blank node is urn:uuid: with a UUID that follows from the whole document, so equal documents get equal IRIs, and
documents can be loaded into one store without mixing up their nodes. Done twice it changes nothing.

\b
Examples:
  lineage-rdf normalise foreign.ttl -o lineage.ttl
  lineage-rdf normalise foreign.jsonld -o - --to nquads
"""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("normalise", help=HELP, short_help="Write an RDF file in one form, without blank nodes.")(
        normalise
    )


def normalise(
    source: Annotated[str, typer.Argument(metavar="FILE", help="An RDF file, or - for standard input.")],
    target: Annotated[str, typer.Option("-o", "--out", help="File to write, or - for standard output.")],
    from_: From = "",
    to: Annotated[str, typer.Option("--to", help="Syntax of the output, if its name does not tell.")] = "",
    allow_loss: AllowLoss = False,
    limit: Limit = LIMIT,
) -> int:
    """Write the one form; returns 1 if something would be lost and that was not allowed."""
    from lineage_rdf.transform import normalise as normal_form

    refuse_limit(limit)
    syntax_named(target, to, "--to")
    quads = read_rdf(source, from_)

    def written(found: Normalised) -> int:
        code = write_rdf(found.quads, target, to=to, allow_loss=allow_loss)
        if not code:
            tell(_told(found))
        return code

    return naming_within(limit, quads, lambda: normal_form(quads), written, "naming the blank nodes")


def _told(found: Normalised) -> str:
    """Say how much was changed."""
    counts = (
        (found.blank_nodes, "blank node{} replaced by IRIs"),
        (found.decimals, "decimal{} spelt anew"),
        (found.schema, "statement{} with https://schema.org/ written with http"),
    )
    return ", ".join(f"{count} {words.format('s' * (count != 1))}" for count, words in counts)
