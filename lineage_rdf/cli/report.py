"""`lineage-rdf report`: what is known of a model's lineage, what is missing, and the lineage as files."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from lineage_rdf.cli import report_text
from lineage_rdf.cli.console import progress, put, put_json, put_lines, tell
from lineage_rdf.cli.options import Aliases, Base, Hash, ModelId, Text, TextOrJson
from lineage_rdf.cli.report_files import write_lineages
from lineage_rdf.cli.reporting import Report, report_on

if TYPE_CHECKING:
    from collections.abc import Sequence

HELP: Final = """Read folders, cards, configs or shorthand; print the chain, how complete it is, what to mend.

With -o the lineage is written as lineage.ttl and lineage.jsonld. A file that is there is replaced only if
nobody has edited it, or with --force. --evidence tells for each fact which file says so, where, and how it was
read; with -o it also writes lineage.evidence.trig.

\b
Exit codes: 0 read and well-formed, 1 not so (a file broken, a rule hurt, --profile not met), 2 nothing readable.
What is missing for another profile never changes the exit code.

\b
Examples:
  lineage-rdf report ./my-model
  lineage-rdf report ./my-model --evidence
  lineage-rdf report ./my-model -o out --evidence
  lineage-rdf report "Mistral-7B -> instruction-SFT -> safety-DPO"
  lineage-rdf report ./sft ./dpo --id my-org/my-model --profile disclosure
"""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("report", help=HELP, short_help="What is known of a model, and what is missing.")(report)


def report(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Folders, files or shorthand.")],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Folder to write the lineage to.")] = None,
    model_id: ModelId = "",
    text: Text = False,
    base: Base = "",
    profile: Annotated[
        str, typer.Option("--profile", "-p", help="A profile that has to be met as well.")
    ] = "",
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Show which source says what; with -o write it as well.")
    ] = False,
    hash_weights: Hash = False,
    aliases: Aliases = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that somebody has edited.")] = False,
    form: Annotated[TextOrJson, typer.Option("--format", help="How to print the report.")] = TextOrJson.text,
) -> int:
    """Report on the lineages of some inputs."""
    from lineage_rdf.check import profile as known_profile
    from lineage_rdf.lineage import read_all

    if profile:
        known_profile(profile)
    lineages = read_all(
        *paths,
        text=text,
        model_id=model_id or None,
        base=base or None,
        hash_weights=hash_weights,
        aliases=aliases,
    )
    files = write_lineages(lineages, out, evidence=evidence, force=force) if out else []
    with progress("checking", len(lineages)) as advance:
        reports = []
        for lineage in lineages:
            reports.append(report_on(lineage, profile))
            advance()
    _print(reports, files, form, evidence)
    _hint(paths, reports, form)
    return int(not all(item.passed for item in reports))


def _hint(paths: Sequence[str], reports: Sequence[Report], form: TextOrJson) -> None:
    """Say on standard error what to run next where a folder lacks facts."""
    lacking = any(item.next_rung for item in reports)
    if form is TextOrJson.text and lacking and len(paths) == 1 and Path(paths[0]).is_dir():
        tell(
            f"next: lineage-rdf init {shlex.quote(paths[0])}   writes lineage.yaml with a line for every missing fact"
        )


def _print(reports: Sequence[Report], files: Sequence[Path], form: TextOrJson, evidence: bool) -> None:
    if form is TextOrJson.json:
        put_json(report_text.as_json(reports, files, evidence=evidence))
        return
    for place, item in enumerate(reports):
        put("\n" * bool(place))
        put_lines(report_text.drawing(item))
        put(report_text.as_text(item, evidence=evidence))
    put("".join(f"wrote {path}\n" for path in files))
