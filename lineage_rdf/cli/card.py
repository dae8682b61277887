"""`lineage-rdf card`: the lineage in the model card."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from lineage_rdf.cli.console import put, put_data, save
from lineage_rdf.cli.folder import existing_text, folder_of, of_one_repository
from lineage_rdf.cli.options import Aliases

HELP: Final = """Show what the model card should say of the lineage, as a diff against README.md.

Front matter keys and a lineage section are added or brought up to date; unknown keys, their order and
the rest of the text stay as they are. --write applies the diff. Where several GGUF files lie in the folder the
card speaks of all of them.

\b
Examples:
  lineage-rdf card ./my-model
  lineage-rdf card ./my-model --write
"""
FILE: Final = "README.md"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("card", help=HELP, short_help="Put the lineage into the model card.")(card)


def card(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The model folder.")],
    write: Annotated[bool, typer.Option("--write", help="Apply the diff to README.md.")] = False,
    aliases: Aliases = None,
) -> int:
    """Print the diff, or apply it; returns 0."""
    from lineage_rdf.editing.card import card_diff, updated_card
    from lineage_rdf.lineage import read_all

    target = folder_of(folder) / FILE
    before = existing_text(target)
    lineages = of_one_repository(read_all(folder, aliases=aliases), folder)
    after = updated_card(before, *(lineage.record for lineage in lineages))
    if after == before:
        put(f"{target} is up to date\n")
    elif write:
        save(target, after, quiet=True)
        put(f"wrote {target}\n")
    else:
        put_data(card_diff(before, after, FILE))
    return 0
