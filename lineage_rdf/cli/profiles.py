"""`lineage-rdf profiles`: the purposes a lineage can be checked for."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from lineage_rdf.cli.console import put, put_json
from lineage_rdf.cli.options import TextOrJson

HELP: Final = """List the profiles: the purposes a lineage can be checked for, and which one builds on which.

\b
Examples:
  lineage-rdf profiles
  lineage-rdf check lineage.ttl --profile reproducible
"""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("profiles", help=HELP, short_help="List the profiles.")(profiles)


def profiles(
    form: Annotated[TextOrJson, typer.Option("--format", help="How to print the list.")] = TextOrJson.text,
) -> int:
    """Print the profiles; returns 0."""
    from lineage_rdf.check import profiles as all_profiles

    rows = [
        {"profile": row.token, "title": row.title, "builds_on": row.builds_on, "description": row.description}
        for row in all_profiles()
    ]
    if form is TextOrJson.json:
        put_json(rows)
        return 0
    for row in rows:
        above = f" (builds on {row['builds_on']})" if row["builds_on"] else ""
        put(f"{row['profile']}: {row['title']}{above}\n    {row['description']}\n")
    return 0
