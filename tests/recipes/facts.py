"""What a recipe has to keep of a step: every fact but the names of nodes and how far a fact can be relied on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lineage_rdf.lineage import Lineage, read
from lineage_rdf.recipes import Recipe
from lineage_rdf.records import LineageRecord, Step


def facts_of(record: LineageRecord, step: Step) -> dict[str, Any]:
    """Return the facts of a step by what they are."""
    made = record.model(step.produced_model)
    return {
        "base": sorted(record.label(iri) for iri in step.base_models),
        "adapter-for": record.label(made.adapter_for) if made and made.adapter_for else None,
        "objective": step.objectives,
        "parameterization": step.parameterizations,
        "others": [step.reference_model, step.reward_models, step.teacher_models],
        "data": sorted(
            (record.label(use.dataset), use.roles, use.configuration, use.splits, use.mixture_share)
            for use in step.dataset_uses
        ),
        "settings": {(setting.label, setting.values) for setting in step.settings},
    }


def of(lineage: Lineage, place: int = -1) -> dict[str, Any]:
    return facts_of(lineage.record, lineage.steps[place])


def reread(recipe: Recipe, folder: Path) -> dict[str, Any]:
    """Write a recipe to a file, read that, and return its facts."""
    file = folder / recipe.file_name
    file.write_text(recipe.text, encoding="utf-8")
    return of(read(file))
