"""The recipe of a step of which a store or an endpoint tells; only that step is fetched."""

from __future__ import annotations

from lineage_rdf.codec.decode import decode
from lineage_rdf.lineage import Lineage
from lineage_rdf.query.one_step import OneStep, one_step
from lineage_rdf.reading.read import ReadResult
from lineage_rdf.recipes.make import recipe_of_step
from lineage_rdf.recipes.recipe import Recipe
from lineage_rdf.store import Store


def recipe_in(
    store: Store, model: str, form: str = "trl", *, step: int | None = None
) -> tuple[Recipe, tuple[str, ...]]:
    """Return how to reproduce a step of which a place tells, as the configuration of a training framework.

    Args:
        store: the place, as `lineage_rdf.query.open_place` gives it.
        model: `ORG/NAME`, `ORG/NAME@REVISION` or the IRI of a model.
        form: `trl`, `axolotl` or `llama-factory`.
        step: the ordinal of a step of the model's lineage; without it the step that made the model.

    Returns:
        The recipe, and what there is to know beside it, a sentence each.

    Raises:
        UsageError: if there is no such form, the place knows of no such step, or it is none of training.
        NoVerdictError: if the place does not answer.
    """
    found = one_step(store, model, step)
    lineage = _lineage(found, store.name)
    chosen = next(item for item in lineage.record.steps if item.iri == found.step)
    return recipe_of_step(lineage, chosen, form), found.told


def _lineage(found: OneStep, origin: str) -> Lineage:
    """Return a lineage that has the one step."""
    record = next(item for item in decode(found.quads) if item.iri == found.lineage)
    return Lineage(ReadResult(record, found.quads, origin=origin))
