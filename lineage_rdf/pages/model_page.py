"""The page of a model: how it came to be, what it may be used for, what was made from it."""

from __future__ import annotations

from collections.abc import Iterator

from lineage_rdf.pages import sections
from lineage_rdf.pages.leads import Leads
from lineage_rdf.pages.material import Material
from lineage_rdf.pages.parts import Part
from lineage_rdf.pages.pictures import chain, chain_to, family
from lineage_rdf.pages.step_facts import StepFacts
from lineage_rdf.picture.layout import base_models
from lineage_rdf.plain_text import counted
from lineage_rdf.records import LineageRecord, Model, Step
from lineage_rdf.site.markup import facts_list, link, list_of, outside, text


def summary(material: Material) -> str:
    """Return what the page tells in one sentence."""
    record = material.record
    story = chain_to(record, material.thing.iri) if record else None
    if story is None:
        return f"{material.thing.label}: a model that others were made from; no step is known that made it."
    roots = [story.label(iri) for iri in _bases(story)]
    begin = f" from {', '.join(roots[:3])}" if roots else ""
    return f"{material.thing.label}: made{begin} in {counted(len(story.steps), 'step')}."


def _bases(record: LineageRecord) -> list[str]:
    """Return the models that a chain begins with."""
    made = {step.produced_model for step in record.steps}
    return list(
        dict.fromkeys(iri for step in record.ordered_steps for iri in base_models(step) if iri not in made)
    )


def parts(material: Material, leads: Leads, rest: str) -> Iterator[Part]:
    """Yield the parts of the page.

    Args:
        material: what is known.
        leads: how the page leads to things.
        rest: where the rest of a long list can be had, as HTML.
    """
    record = material.record
    iri = material.thing.iri
    story = chain_to(record, iri) if record else None
    yield Part("_facts", "About", [_facts(material, leads)])
    if story is not None:
        yield Part("_chain", "How it came to be", [chain(story, leads)])
        yield Part("_steps", "Step by step", list(steps(story, leads)))
    if record is not None and record.head_model == iri:
        yield Part("_complete", "How complete this is", list(sections.completeness(material.verdict)))
    if story is not None:
        models = [
            *_bases(story),
            *(step.produced_model for step in story.ordered_steps if step.produced_model),
        ]
        yield Part("_licences", "Licences along the chain", list(sections.licences(material, models, leads)))
    yield Part("_family", "Descendants", list(family(material, leads)))
    yield Part("_siblings", "Siblings", list(sections.siblings(material.siblings, leads, rest)))
    yield Part("_uses", "Lineages that speak of it", list(sections.uses(material.uses, leads, "Uses", rest)))


def _facts(material: Material, leads: Leads) -> str:
    record = material.record
    model = record.model(material.thing.iri) if record else None
    if record is None or model is None:
        return ""
    lineage = leads.iri(record.iri) if record.head_model == model.iri else ""
    return sections.facts([("Lineage", lineage), *_of_model(model, leads)])


def _of_model(model: Model, leads: Leads) -> Iterator[tuple[str, str]]:
    yield "At", outside(model.iri) if model.iri.startswith("http") else ""
    yield "Name", text(model.identifier or model.name or "")
    yield "Revision", f"<code>{text(model.revision)}</code>" if model.revision else ""
    yield "Revision of", leads.iri(model.specialization_of)
    yield (
        "Made from",
        list_of([leads.iri(iri) for iri in model.derived_from], "inline") if model.derived_from else "",
    )
    yield "Adapter for", leads.iri(model.adapter_for)
    yield (
        "By",
        list_of([leads.iri(iri) for iri in model.attributed_to], "inline") if model.attributed_to else "",
    )
    yield "Licence of weights", text(model.weights_licence or ", ".join(model.licences_as_found))
    yield "Parameters", f"{model.total_parameter_count:,}" if model.total_parameter_count else ""
    yield "Digest", f"<code>{text(model.digest)}</code>" if model.digest else ""
    yield "Meant for", text(model.intended_use or "")
    yield "Not meant for", text(model.out_of_scope_use or "")


def steps(record: LineageRecord, leads: Leads) -> Iterator[str]:
    """Yield the steps of a lineage in order, each with its facts, settings and how sure they are."""
    told = StepFacts(record, leads)
    yield '<ol class="story">'
    for step in record.ordered_steps:
        yield _step(step, told, leads)
    yield "</ol>"


def _step(step: Step, told: StepFacts, leads: Leads) -> str:
    rows = told.rows(step)
    settings = told.settings_inline(step)
    evidence = told.evidence_of(step)
    rows += [("Settings", settings)] if settings else []
    head = f"<h3>{link(leads.address(step.iri), told.title(step))}</h3>"
    sure = f"<details><summary>How sure this is</summary>{evidence}</details>" if evidence else ""
    return f"<li>{head}{facts_list(rows)}{sure}</li>"
