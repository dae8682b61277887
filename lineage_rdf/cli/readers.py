"""`lineage-rdf readers`: the kinds of files that are read, those of plug-ins included."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from lineage_rdf.cli.console import put, put_json, tell
from lineage_rdf.cli.options import TextOrJson

HELP: Final = """List the readers: the kinds of files that are read, and which distribution brings each reader.

The first reader that recognises a file reads it. Readers of other distributions (docs/plug-in-readers.md) come last.
The exit code is 1 if one of those cannot be used.

\b
Examples:
  lineage-rdf readers
  lineage-rdf readers --format json
"""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("readers", help=HELP, short_help="List the kinds of files that are read.")(readers)


def readers(
    form: Annotated[TextOrJson, typer.Option("--format", help="How to print the list.")] = TextOrJson.text,
) -> int:
    """Print the readers; returns 0, or 1 if a plug-in cannot be used."""
    from lineage_rdf.cli.main import PROGRAM, version
    from lineage_rdf.sources.registry import READERS, plug_ins

    known = [(reader, f"{PROGRAM} {version()}") for reader in READERS]
    known += [(plug_in.reader, plug_in.distribution) for plug_in in plug_ins().readers]
    problems = plug_ins().problems
    rows = [
        {
            "kind": reader.kind,
            "title": reader.title,
            "recognised_by": reader.recognised_by,
            "distribution": distribution,
        }
        for reader, distribution in known
    ]
    if form is TextOrJson.json:
        put_json(rows)
    else:
        put("".join(_text(row) for row in rows))
    for problem in problems:
        tell(f"{PROGRAM}: {problem.code} {problem.message}")
    return int(bool(problems))


def _text(row: dict[str, str]) -> str:
    by = f"    {row['recognised_by']}\n" if row["recognised_by"] else ""
    return f"{row['kind']}: {row['title']} ({row['distribution']})\n{by}"
