"""`lineage-rdf patch`: the SPARQL update that makes the new version of a file out of the old one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from lineage_rdf.cli.console import put_data, save, tell
from lineage_rdf.cli.rdf_files import read_rdf, syntax_named

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from lineage_rdf.codec.changes import Changes

HELP: Final = """Write the SPARQL update that makes a new version out of an old one: what to delete and what to insert.

The update holds exactly the statements in which the two files differ, so a store that has the old version has the
new one afterwards. DELETE DATA can hold no blank nodes; if one would have to be deleted, that is said, nothing is
written and the exit code is 1. Files written by this program have none.

\b
Examples:
  lineage-rdf patch old.ttl new.ttl
  lineage-rdf patch old.jsonld new.ttl -o change.ru
  git show HEAD:lineage.ttl | lineage-rdf patch - lineage.ttl --from turtle
"""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("patch", help=HELP, short_help="Write the SPARQL update from one version to the next.")(patch)


def patch(
    old: Annotated[str, typer.Argument(metavar="OLD", help="An RDF file, or - for standard input.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="An RDF file.")],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FILE", help="Write the update into a file.")
    ] = None,
    from_: Annotated[str, typer.Option("--from", help="Syntax of OLD, if its name does not tell.")] = "",
) -> int:
    """Write the change; returns 1 if SPARQL cannot say it."""
    from lineage_rdf.codec import sparql
    from lineage_rdf.codec.changes import changes

    for name, asked in ((old, from_), (new, "")):
        syntax_named(name, asked, "--from")
    found = changes(read_rdf(old, from_), read_rdf(new))
    if not _can_be_said(found, old):
        return 1
    written = sparql.patch(found)
    if out is None:
        put_data(written)
    else:
        save(out, written)
    return 0


def _can_be_said(found: Changes, old: str) -> bool:
    """Say whether an update can hold the change, and tell what it cannot hold."""
    from lineage_rdf.codec.sparql import what_is_lost

    lost = list(what_is_lost((*found.removed, *found.added)))
    if found.stuck:
        lost.append(
            f"DELETE DATA cannot hold blank nodes, and {len(found.stuck)} statements of {old} that are to go have some: "
            f"{_names(found.stuck)}"
        )
    if found.unknown:
        lost.append(
            f"{len(found.unknown)} statements have blank nodes that look too much alike to be compared: {_names(found.unknown)}"
        )
    for line in lost:
        tell(f"lineage-rdf: {line}")
    if lost:
        tell("lineage-rdf: nothing was written (give those nodes IRIs, or load the new version whole)")
    return not lost


def _names(quads: Sequence[Quad]) -> str:
    """Return by what a person finds some statements: labels of blank nodes mean nothing outside the program."""
    from pyoxigraph import BlankNode

    named = dict.fromkeys(
        f"{'[]' if isinstance(quad.subject, BlankNode) else quad.subject} {quad.predicate}" for quad in quads
    )
    shown = list(named)[:3]
    return ", ".join(shown) + (f" and {len(named) - len(shown)} more" if len(named) > len(shown) else "")
