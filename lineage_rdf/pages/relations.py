"""How one lineage speaks of the things that it shares with others, and which models it makes from which."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from lineage_rdf.pages.material import Relative, Use
from lineage_rdf.pages.things import Division, Thing, term_thing
from lineage_rdf.picture.layout import base_models
from lineage_rdf.picture.marks import Marks
from lineage_rdf.picture.steps import method_text
from lineage_rdf.picture.wording import short_code
from lineage_rdf.records import Association, Step


@frozen
class UseOf:
    """A thing and a place that speaks of it."""

    thing: Thing
    use: Use


def uses_in(division: Division) -> Iterator[UseOf]:
    """Yield where a lineage speaks of models, datasets, agents and terms: a line for each step and role."""
    for step in division.record.ordered_steps:
        place = division.things[step.iri]
        result = division.things.get(step.produced_model or "")
        for iri, words in dict.fromkeys(_roles(step)):
            thing = division.things.get(iri)
            if thing is not None:
                yield UseOf(thing, Use(place, words, division.things[division.record.iri], result))
    yield from _of_lineage(division)
    yield from _of_terms(division)


def _roles(step: Step) -> Iterator[tuple[str, str]]:
    """Yield (IRI, role) of the models, datasets and agents of a step."""
    if step.produced_model:
        yield step.produced_model, "result"
    yield from ((iri, "base model") for iri in base_models(step))
    yield from ((iri, "reward model") for iri in step.reward_models)
    yield from ((iri, "teacher") for iri in step.teacher_models)
    yield from ((iri, "reference model") for iri in (step.reference_model,) if iri)
    yield from ((iri, "merge base") for iri in (step.merge_base,) if iri)
    for use in step.dataset_uses:
        if use.dataset:
            yield use.dataset, ", ".join(short_code(role, "dataset-role") for role in use.roles) or "data"
    yield from _agents(step.associations)


def _agents(associations: tuple[Association, ...]) -> Iterator[tuple[str, str]]:
    for item in associations:
        if item.agent:
            yield item.agent, ", ".join(short_code(role, "agent-role") for role in item.roles) or "took part"


def _of_lineage(division: Division) -> Iterator[UseOf]:
    """Yield what is said of things outside of steps."""
    record, things = division.record, division.things
    lineage = things[record.iri]
    head = things.get(record.head_model or "")
    told: list[tuple[str, str]] = [(iri, "accountable") for iri in record.accountable_agents]
    told += [
        (iri, f"maker of {things[model.iri].label}") for model in record.models for iri in model.attributed_to
    ]
    for activity in record.activities:
        told += _agents(activity.associations)
        told += [(iri, "signed off") for sign_off in activity.sign_offs for iri in sign_off.attributed_to]
        told += [(result.dataset, "evaluation") for result in activity.results if result.dataset]
        told += [(iri, "source of prepared data") for iri in activity.source_datasets]
        told += [(iri, "prepared data") for iri in (activity.produced_dataset,) if iri]
        told += [(iri, "generator of data") for iri in activity.generator_models]
    for iri, words in dict.fromkeys(told):
        if iri in things:
            yield UseOf(things[iri], Use(lineage, words, lineage, head))


def _of_terms(division: Division) -> Iterator[UseOf]:
    lineage = division.things[division.record.iri]
    results = {step.iri: step.produced_model for step in division.record.steps}
    for iri, places in division.terms.items():
        term = term_thing(iri)
        for place in places:
            result = division.things.get(results.get(place) or "")
            yield UseOf(term, Use(division.things[place], "", lineage, result))


def relations(division: Division) -> Iterator[tuple[Thing, Relative]]:
    """Yield (model, how it stands to a model that it was made from)."""
    record, things = division.record, division.things
    marks = Marks(record)
    told: set[tuple[str, str]] = set()
    for step in record.steps:
        child = things.get(step.produced_model or "")
        for base in dict.fromkeys(base_models(step)):
            if child is not None and base != child.iri:
                told.add((child.iri, base))
                yield child, Relative(child, base, step.kind, method_text(step, marks))
    for model in record.models:
        for base in model.derived_from:
            if (model.iri, base) not in told and base != model.iri:
                yield things[model.iri], Relative(things[model.iri], base)
