"""Makes the recipe of one step of a lineage."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import Final

from lineage_rdf.check.codes import codes
from lineage_rdf.check.findings import Finding
from lineage_rdf.errors import UsageError
from lineage_rdf.lineage import Lineage
from lineage_rdf.plain_text import clean
from lineage_rdf.recipes import axolotl, llama_factory, trl
from lineage_rdf.recipes.draft import SEVERAL, Draft
from lineage_rdf.recipes.facts import StepFacts
from lineage_rdf.recipes.recipe import Note, Recipe
from lineage_rdf.recipes.yaml_text import as_yaml
from lineage_rdf.records import LineageRecord, Step
from lineage_rdf.sources import axolotl as axolotl_source
from lineage_rdf.sources import llamafactory as llamafactory_source
from lineage_rdf.sources import trl_config as trl_source

# Form -> what people call the framework, the kind of its configurations, and what writes them.
_FORMS: Final[dict[str, tuple[str, str, ModuleType]]] = {
    "trl": ("TRL", trl_source.KIND, trl),
    "axolotl": ("axolotl", axolotl_source.KIND, axolotl),
    "llama-factory": ("LLaMA-Factory", llamafactory_source.KIND, llama_factory),
}
FORMS: Final = tuple(_FORMS)
PROFILE: Final = "reproducible"


def recipe_of(
    lineage: Lineage, form: str = "trl", *, step: int | None = None, model: str | None = None
) -> Recipe:
    """Return how to reproduce one training step, as the configuration of a training framework.

    Only what the lineage states or infers is written: what is inferred has a comment with its source, what is missing is marked,
    and no default is filled in.

    Args:
        lineage: the lineage, as `read` gives it.
        form: `trl`, `axolotl` or `llama-factory`.
        step: the ordinal of the step; without it and `model` the last training step.
        model: IRI or Hub id of the model that the step made.

    Raises:
        UsageError: if there is no such form or step, or the step is none of training.
        NoVerdictError: if it cannot be told what is missing.
    """
    if form not in _FORMS:
        raise UsageError(f"there is no recipe form {form!r}", fix=f"use one of {', '.join(FORMS)}")
    return recipe_of_step(lineage, choose_step(lineage.record, step, model), form)


def recipe_of_step(lineage: Lineage, chosen: Step, form: str) -> Recipe:
    """Return the recipe of a training step.

    Args:
        lineage: the lineage.
        chosen: a training step of it.
        form: `trl`, `axolotl` or `llama-factory`.

    Raises:
        UsageError: if the step is none of training.
        NoVerdictError: if it cannot be told what is missing.
    """
    _refuse_other_steps(chosen, lineage.record)
    record = lineage.record
    claims = (claim for claim in lineage.claims if lineage.result.step_of.get(claim.stage) == chosen.iri)
    facts = StepFacts(record, chosen, claims)
    name, kind, writer = _FORMS[form]
    draft = Draft(name, kind, facts, _file_name(form, facts))
    _tell_around(draft)
    writer.write(draft)
    missing = _missing(facts, lineage.check(PROFILE).findings)
    title = f"How {chosen.label} of {lineage.name} was done, as a configuration of {name}."
    return Recipe(
        form,
        chosen.iri,
        record.label(chosen.produced_model),
        draft.file_name,
        draft.config,
        tuple(draft.inferred),
        (*draft.lacking, *missing),
        tuple(draft.left_out),
        as_yaml(draft, title, missing),
    )


def choose_step(record: LineageRecord, step: int | None = None, model: str | None = None) -> Step:
    """Return a training step of a lineage.

    Args:
        record: the lineage.
        step: its ordinal.
        model: IRI or Hub id of the model that it made.

    Raises:
        UsageError: if there is none, or it is no training step.
    """
    training = [item for item in record.ordered_steps if item.is_training]
    found = list(record.ordered_steps) if step is not None or model else training
    if step is not None:
        found = [item for item in found if item.ordinal == step]
    if model:
        found = [item for item in found if model in _names(record, item.produced_model)]
    if not found:
        what = f"step {step}" if step is not None else "training step"
        raise UsageError(
            f"the lineage has no {what}" + (f" that made {model}" if model else ""),
            fix=_training_steps(record),
        )
    _refuse_other_steps(found[-1], record)
    return found[-1]


def _refuse_other_steps(step: Step, record: LineageRecord) -> None:
    if not step.is_training:
        what = f"{step.label} is {step.kind}, which these frameworks do not do"
        raise UsageError(what, fix=_training_steps(record))


def _training_steps(record: LineageRecord) -> str:
    names = ", ".join(item.label for item in record.ordered_steps if item.is_training)
    return (
        f"its training steps: {names}"
        if names
        else "a recipe is one of a training step; `lineage-rdf show` draws them all"
    )


def tells_of(record: LineageRecord, model: str, *, head: bool = False) -> bool:
    """Return whether a lineage tells how a model was made.

    Args:
        record: the lineage.
        model: its IRI or Hub id.
        head: whether it has to be the model that the lineage ends with.
    """
    made = [record.head_model] if head else [step.produced_model for step in record.steps]
    return any(model in _names(record, iri) for iri in made)


def _names(record: LineageRecord, iri: str | None) -> set[str]:
    """Return what a model goes by: its IRI, its Hub id, with and without its revision."""
    model = record.model(iri)
    if model is None:
        return {iri} if iri else set()
    pinned = f"{model.identifier}@{model.revision}" if model.identifier and model.revision else None
    return {name for name in (model.iri, model.identifier, pinned, record.model_label(model)) if name}


def _file_name(form: str, facts: StepFacts) -> str:
    word = trl.trainer_of(facts.objective) if form == "trl" else None
    return f"{word or form}.yaml"


def _tell_around(draft: Draft) -> None:
    """Tell above the keys of the software and hardware, for which no configuration has a key, and of what is withheld."""
    facts = draft.facts
    environment = facts.step.environment
    if environment is not None and environment.components:
        told = sorted(
            f"{item.name} {item.version or ''}".strip() for item in environment.components if item.name
        )
        draft.head.append(f"software: {', '.join(told)}")
    if environment is not None and (environment.hardware or environment.accelerator_count):
        count = f"{environment.accelerator_count} x " if environment.accelerator_count else ""
        draft.head.append(f"hardware: {count}{environment.hardware or 'accelerators'}")
    for axis, methods in (
        ("objective", facts.step.objectives),
        ("parameterization", facts.step.parameterizations),
    ):
        for notation in methods[1:]:
            draft.leave_out(axis, notation, SEVERAL)
    for text in facts.step.method_texts:
        draft.leave_out("method", text, "the words of a source")
    for what, reason in facts.withheld():
        draft.lacking.append(Note(what, "", clean(f"not disclosed: {reason}" if reason else "not disclosed")))


def _missing(facts: StepFacts, findings: Iterable[Finding]) -> tuple[Note, ...]:
    """Return what the profile asks for of the step, its data and the models it started from, and does not find."""
    step = facts.step
    loaded = facts.loaded
    about = {step.iri, *step.base_models, *(use.iri for use in step.dataset_uses)}
    about |= {use.dataset for use in step.dataset_uses if use.dataset} | ({loaded.iri} if loaded else set())
    notes = []
    for finding in findings:
        known = codes().get(finding.code)
        if known is not None and finding.focus in about and known.fault == "missing":
            what = known.element.removeprefix("setting:")
            notes.append(Note(what, "", f"{finding.label}: {finding.message} ({finding.code})"))
    return tuple(dict.fromkeys(notes))
