"""`lineage-rdf recipe`: how to reproduce a step, as the configuration of a training framework."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from lineage_rdf.cli.console import put_data, save, tell
from lineage_rdf.cli.options import Text
from lineage_rdf.errors import UsageError

if TYPE_CHECKING:
    from lineage_rdf.lineage import Lineage
    from lineage_rdf.recipes import Recipe

HELP: Final = """Write how to reproduce a training step: a configuration of TRL, axolotl or LLaMA-Factory.

PLACE is a model folder, a lineage or another file, shorthand, the folder of an Oxigraph store, or the address of a SPARQL 1.1
endpoint. Only what the lineage states or infers is written; what is inferred has a comment with its source, what is missing is
marked, what the framework has no key for is told in comments, and no default is filled in.

\b
Examples:
  lineage-rdf recipe ./my-model
  lineage-rdf recipe ./my-model --step 1 --format axolotl -o sft.yaml
  lineage-rdf recipe lineages.nq --model harbour-lab/harbour-7b-dpo --format llama-factory
  lineage-rdf recipe hub --model harbour-lab/harbour-7b-dpo
"""


class Form(StrEnum):
    """The framework; the names are those of `recipes.FORMS`."""

    trl = "trl"
    axolotl = "axolotl"
    llama_factory = "llama-factory"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("recipe", help=HELP, short_help="Write how to reproduce a training step.")(recipe)


def recipe(
    place: Annotated[str, typer.Argument(metavar="PLACE", help="What tells of the step.")],
    model: Annotated[
        str,
        typer.Option("--model", metavar="ORG/NAME", help="The model that the step made, by Hub id or IRI."),
    ] = "",
    form: Annotated[Form, typer.Option("--format", help="The framework.")] = Form.trl,
    step: Annotated[
        int | None,
        typer.Option("--step", metavar="N", help="The step of the lineage; else the last training step."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="File to write instead of standard output.")
    ] = None,
    text: Text = False,
) -> int:
    """Write the recipe of one step; returns 0."""
    _refuse_overwriting(out, place)
    found = _recipe(place, form.value, model.removeprefix("model="), step, text=text)
    if out is None:
        put_data(found.text)
    else:
        save(out, found.text)
    for count, words in (
        (len(found.inferred), "inferred"),
        (len(found.missing), "missing"),
        (len(found.left_out), "without a key"),
    ):
        if count:
            tell(f"lineage-rdf: {count} {words}, see the comments")
    return 0


def _refuse_overwriting(out: Path | None, place: str) -> None:
    """Refuse to write over what is read: the file itself, or one that is there already in the folder."""
    if out is None or not out.exists() or not Path(place).exists():
        return
    read, target = Path(place).resolve(), out.resolve()
    if read == target or read in target.parents:
        raise UsageError(
            "the recipe would replace what it is read from", str(out), "write it to another file"
        )


def _recipe(place: str, form: str, model: str, step: int | None, *, text: bool) -> Recipe:
    from lineage_rdf.recipes import recipe_in, recipe_of
    from lineage_rdf.store.embedded import is_store
    from lineage_rdf.store.open import is_address

    if not text and (is_address(place) or is_store(Path(place))):
        from lineage_rdf.query.place import open_place

        if not model:
            raise UsageError("a store tells of many steps", place, "name the model with --model ORG/NAME")
        with open_place(place) as store:
            found, told = recipe_in(store, model, form, step=step)
        for line in told:
            tell(f"lineage-rdf: {line}")
        return found
    return recipe_of(
        _lineage(place, model, text=text), form, step=step, model=None if step else model or None
    )


def _lineage(place: str, model: str, *, text: bool) -> Lineage:
    """Return the one lineage of a place, or the first that tells how the model was made."""
    from lineage_rdf.cli.inputs import read_input
    from lineage_rdf.recipes import tells_of

    lineages = read_input(place, text=text)
    if model:
        about = [lineage for lineage in lineages if tells_of(lineage.record, model)]
        if not about:
            raise UsageError(f"no lineage tells how {model} was made", place)
        return next((item for item in about if tells_of(item.record, model, head=True)), about[0])
    if len(lineages) > 1:
        names = ", ".join(lineage.name for lineage in lineages[:5]) + (", ..." if len(lineages) > 5 else "")
        raise UsageError(f"{len(lineages)} lineages were found: {names}", place, "name a model with --model")
    return lineages[0]
