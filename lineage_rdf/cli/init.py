"""`lineage-rdf init`: the one file that a person edits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from lineage_rdf.cli.console import put, save
from lineage_rdf.cli.folder import existing_text, folder_of
from lineage_rdf.cli.options import Aliases
from lineage_rdf.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lineage_rdf.lineage import Lineage

HELP: Final = """Write lineage.yaml into a model folder, with a line for every fact that no file tells.

Fill in what you know and write `undisclosed: reason` for what you may not tell; then run report again. A
lineage.yaml that is there is kept, and only what it lacks is added. Where a folder holds several models, each
has an entry of its own under stages; a GGUF file goes by "#gguf:FILE".

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
    aliases: Aliases = None,
) -> int:
    """Write or complete lineage.yaml; returns 0."""
    from lineage_rdf.editing import write_missing
    from lineage_rdf.editing.missing import missing_facts
    from lineage_rdf.lineage import read_all

    target = folder_of(folder) / FILE
    before = existing_text(target)
    lineages = read_all(folder, aliases=aliases)
    refuse_false_chain(lineages, folder)
    facts = [fact for lineage in lineages for fact in missing_facts(lineage)]
    # What several lineages lack of a stage that they share, or of the whole, is asked for once.
    missing = list({(fact.stage, fact.yaml_path): fact for fact in reversed(facts)}.values())[::-1]
    order = list(dict.fromkeys(key for lineage in lineages for key in stages_in_order(lineage)))
    text = with_id(before, lineages[0]) if len(lineages) == 1 else before
    after = write_missing(text or None, missing, order)
    if after == before:
        put(f"{target} has a line for every missing fact already\n")
        return 0
    save(target, after, quiet=True)
    put(f"wrote {target}: {len(missing)} facts to fill in\n")
    return 0


def refuse_false_chain(lineages: Sequence[Lineage], folder: Path) -> None:
    """Refuse to list stages of separate lineages in one file where their order would be taken for a chain.

    Raises:
        UsageError: if a lineage but the first begins with a stage of which no base is known.
    """
    for lineage in lineages[1:]:
        key, first = next(iter(lineage.result.step_of.items()), ("", "")), lineage.steps[:1]
        if first and not first[0].base_models and "#gguf:" not in key[0]:
            names = ", ".join(repr(one.name) for one in lineages[:5])
            raise UsageError(
                f"{len(lineages)} separate lineages were found ({names}), and nothing tells what {lineage.name!r} starts from;"
                " listed in one lineage.yaml its stage would seem to follow the others",
                str(folder),
                "run init on the folder of each model, or write `stages:` with stage and base_model for each by hand",
            )


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
