"""The pages of steps, datasets, agents and terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lineage_rdf.pages import sections
from lineage_rdf.pages.leads import Leads
from lineage_rdf.pages.material import Material
from lineage_rdf.pages.parts import Part
from lineage_rdf.pages.step_facts import StepFacts
from lineage_rdf.pages.terms import known_term
from lineage_rdf.picture.wording import number
from lineage_rdf.records import Dataset, Step
from lineage_rdf.site.markup import list_of, outside, text
from lineage_rdf.vocabulary.namespaces import ONTOLOGY


def step_summary(material: Material) -> str:
    """Return what the page of a step tells in one sentence."""
    record = material.record
    head = f" of the lineage of {record.label(record.head_model)}" if record and record.head_model else ""
    return f"{material.thing.label}{head}: from what, with which data, method and settings."


def step_parts(material: Material, leads: Leads, rest: str) -> Iterator[Part]:
    """Yield the parts of the page of a step; see `model_page.parts`."""
    record = material.record
    step = _step(material)
    if record is None or step is None:
        return
    told = StepFacts(record, leads)
    before = [("Lineage", leads.iri(record.iri)), ("What", text(told.title(step)))]
    follows = [leads.iri(iri) for iri in step.follows]
    before += [("Follows", list_of(follows, "inline"))] if follows else []
    yield Part("_facts", "What was done", [sections.facts([*before, *told.rows(step)])])
    yield Part("_settings", "Settings", list(told.settings_table(step)))
    yield Part("_sure", "How sure this is", [told.evidence_of(step)])


def _step(material: Material) -> Step | None:
    steps = material.record.steps if material.record else ()
    return next((step for step in steps if step.iri == material.thing.iri), None)


def dataset_summary(material: Material) -> str:
    """Return what the page of a dataset tells in one sentence."""
    return f"The dataset {material.thing.label}, and the {material.uses.told('place')} where lineages use it."


_FURTHER: Final = "What descends from these results is affected too; their own pages show it."


def dataset_parts(material: Material, leads: Leads, rest: str) -> Iterator[Part]:
    """Yield the parts of the page of a dataset; see `model_page.parts`."""
    dataset = material.record.dataset(material.thing.iri) if material.record else None
    if dataset is not None:
        yield Part("_facts", "About", [sections.facts(_of_dataset(dataset, leads))])
    found = list(sections.uses(material.uses, leads, "Uses", rest))
    if any(use.result for use in material.uses.items):
        found.append(f"<p>{_FURTHER}{f' To have them all, {rest}.' if rest else ''}</p>")
    yield Part("_uses", "Steps and models that it affects", found)


def _of_dataset(dataset: Dataset, leads: Leads) -> Iterator[tuple[str, str]]:
    yield "At", outside(dataset.iri) if dataset.iri.startswith("http") else ""
    yield "Name", text(dataset.identifier or dataset.name or "")
    yield "Description", text(dataset.description or "")
    yield "Revision", f"<code>{text(dataset.revision)}</code>" if dataset.revision else ""
    yield "Revision of", leads.iri(dataset.specialization_of)
    yield "Access", leads.code(dataset.access, "access") if dataset.access else ""
    yield "Licence", text(dataset.licence or ", ".join(dataset.licences_as_found))
    yield "Examples", number(dataset.example_count) if dataset.example_count is not None else ""
    yield "Tokens", number(dataset.token_count) if dataset.token_count is not None else ""
    yield "Digest", f"<code>{text(dataset.digest)}</code>" if dataset.digest else ""
    yield "Personal data", text(dataset.personal_data_statement or "")
    yield "Bias", text(dataset.bias_statement or "")


def agent_summary(material: Material) -> str:
    """Return what the page of an agent tells in one sentence."""
    return f"{material.thing.label}, and the {material.uses.told('place')} where lineages name it."


_AGENTS = {"prov:Person": "person", "prov:Organization": "organisation", "prov:SoftwareAgent": "program"}


def agent_parts(material: Material, leads: Leads, rest: str) -> Iterator[Part]:
    """Yield the parts of the page of an agent; see `model_page.parts`."""
    agents = material.record.agents if material.record else ()
    agent = next((one for one in agents if one.iri == material.thing.iri), None)
    if agent is not None:
        at = outside(agent.iri) if agent.iri.startswith("http") else ""
        rows = [("At", at), ("Kind", _AGENTS.get(agent.kind, "")), ("Name", text(agent.identifier or ""))]
        yield Part("_facts", "About", [sections.facts(rows)])
    yield Part("_uses", "Where lineages name it", list(sections.uses(material.uses, leads, "Uses", rest)))


def term_summary(material: Material) -> str:
    """Return what the page of a term tells in one sentence."""
    words = material.definition or f"{material.thing.label}, a term of the vocabulary of lineages."
    return f"{words} Used in {material.uses.told('place')}."


def term_parts(material: Material, leads: Leads, rest: str) -> Iterator[Part]:
    """Yield the parts of the page of a term; see `model_page.parts`."""
    term = known_term(material.thing.iri)
    scheme = material.thing.iri.removeprefix(f"{ONTOLOGY}/").partition("/")[0]
    rows = [("Meaning", text(material.definition)), ("Scheme", text(scheme.replace("-", " ")))]
    if term is not None:
        names = [name for name in term.names if name != term.label]
        rows += [
            ("Also called", text(", ".join(names))),
            ("For example", text(term.example)),
            ("Note", text(term.note)),
        ]
        rows.append(("Sources", list_of(map(outside, term.sources)) if term.sources else ""))
    yield Part("_facts", "About", [sections.facts(rows)])
    yield Part("_uses", "Lineages that use it", list(sections.uses(material.uses, leads, "Uses", rest)))
