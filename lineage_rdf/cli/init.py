"""`lineage-rdf init`: the one file that a person edits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from lineage_rdf.cli.console import put, save
from lineage_rdf.cli.folder import existing_text, folder_of

if TYPE_CHECKING:
    from lineage_rdf.lineage import Lineage

HELP: Final = """Write lineage.yaml into a model folder, with a line for every fact that no file tells.

Fill in what you know and write `undisclosed: reason` for what you may not tell; then run report again. A
lineage.yaml that is there is kept, and only what it lacks is added.

\b
Examples:
  lineage-rdf init ./my-model
  lineage-rdf report ./my-model
"""
FILE: Final = "lineage.yaml"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("init", help=HELP, short_help="Write the one file that a person edits.")(init)


def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The model folder.")],
) -> int:
    """Write or complete lineage.yaml; returns 0."""
    from lineage_rdf.editing import write_missing
    from lineage_rdf.editing.missing import missing_facts
    from lineage_rdf.lineage import read

    target = folder_of(folder) / FILE
    before = existing_text(target)
    lineage = read(folder)
    missing = missing_facts(lineage)
    after = write_missing(with_id(before, lineage) or None, missing, stages_in_order(lineage))
    if after == before:
        put(f"{target} has a line for every missing fact already\n")
        return 0
    save(target, after, quiet=True)
    put(f"wrote {target}: {len(missing)} facts to fill in\n")
    return 0


def with_id(text: str, lineage: Lineage) -> str:
    """Return lineage.yaml with an id, if nothing else names the model: local things keep their IRIs when files change.

    The id is written once and never again, even if somebody empties it (decisions section 1.3).

    Args:
        text: the file as it is; empty if there is none.
        lineage: what was read from its folder.
    """
    from lineage_rdf.editing import MissingFact, write_missing

    head = lineage.record.head_model or ""
    if not head.startswith("urn:") or any(claim.element == "model-id" for claim in lineage.claims):
        return text
    fact = MissingFact(None, ("id",), "names this model for good; put ORG/NAME here once it is published")
    empty = f"id:{fact.comment}"
    return (
        text
        if empty in text
        else write_missing(text or None, [fact]).replace(empty, f"id: {head}{fact.comment}", 1)
    )


def stages_in_order(lineage: Lineage) -> list[str]:
    """Return the keys of the stages in the order of their steps."""
    place = {step.iri: index for index, step in enumerate(lineage.steps)}
    step_of = lineage.result.step_of
    return sorted((key for key in step_of if step_of[key] in place), key=lambda key: place[step_of[key]])
