"""Things as schema.org sees them, for search engines: JSON-LD to embed in a page.

The context is written out, so that nobody has to fetch one to read the statements.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from lineage_rdf.pages.material import Material
from lineage_rdf.pages.terms import known_term
from lineage_rdf.pages.things import Kind
from lineage_rdf.plain_text import web_link
from lineage_rdf.records import Dataset, LineageRecord, Model, Step
from lineage_rdf.site.embedded import embedded
from lineage_rdf.vocabulary.namespaces import ONTOLOGY, SCHEMA

CONTEXT: Final = {"@vocab": SCHEMA}
# Kind -> the class of schema.org; a model is software that others build on, a step is what was done.
TYPES: Final[Mapping[Kind, str]] = {
    Kind.LINEAGE: "CreativeWork",
    Kind.STEP: "Action",
    Kind.MODEL: "SoftwareApplication",
    Kind.DATASET: "Dataset",
    Kind.AGENT: "Organization",
    Kind.TERM: "DefinedTerm",
}
_AGENTS: Final = {"prov:Person": "Person", "prov:SoftwareAgent": "SoftwareApplication"}


def embedded_data(material: Material, summary: str) -> str:
    """Return a thing as JSON-LD that is safe inside a script element.

    Args:
        material: what is known of it.
        summary: a sentence about it.
    """
    return embedded({"@context": CONTEXT, **thing_data(material, summary)})


def thing_data(material: Material, summary: str) -> dict[str, Any]:
    """Return a thing as JSON-LD without a context."""
    thing = material.thing
    found: dict[str, Any] = {
        "@id": thing.iri,
        "@type": _type(material),
        "name": thing.label,
        "description": summary,
    }
    if web_link(thing.iri):
        found["url"] = {"@id": thing.iri}
    return found | _more(material)


def _type(material: Material) -> str:
    if material.thing.kind is Kind.AGENT and material.record:
        kinds = {agent.iri: agent.kind for agent in material.record.agents}
        return _AGENTS.get(kinds.get(material.thing.iri, ""), TYPES[Kind.AGENT])
    return TYPES[material.thing.kind]


def _more(material: Material) -> dict[str, Any]:
    iri, record = material.thing.iri, material.record
    if material.thing.kind is Kind.TERM:
        return _term(iri)
    if record is None:
        return {}
    if material.thing.kind is Kind.LINEAGE:
        return _lineage(record)
    if material.thing.kind is Kind.STEP:
        return _step(next(step for step in record.steps if step.iri == iri))
    model, dataset = record.model(iri), record.dataset(iri)
    return _model(model) if model else _dataset(dataset) if dataset else {}


def _term(iri: str) -> dict[str, Any]:
    scheme, _, notation = iri.removeprefix(f"{ONTOLOGY}/").partition("/")
    more = {"inDefinedTermSet": {"@id": f"{ONTOLOGY}/{scheme}"}} if known_term(iri) else {}
    return {"termCode": notation, **more}


def _lineage(record: LineageRecord) -> dict[str, Any]:
    return {
        **_link("about", record.head_model),
        **_links("hasPart", [step.iri for step in record.ordered_steps]),
    }


def _step(step: Step) -> dict[str, Any]:
    data = [use.dataset for use in step.dataset_uses if use.dataset]
    return {
        **_links("object", [*step.base_models, *data]),
        **_link("result", step.produced_model),
        **_text("startTime", step.started),
        **_text("endTime", step.ended),
    }


def _model(model: Model) -> dict[str, Any]:
    return {
        "applicationCategory": "Machine learning model",
        **_text("identifier", model.identifier),
        **_text("softwareVersion", model.revision),
        **_text("license", model.weights_licence),
        **_links("isBasedOn", model.derived_from),
        **_links("creator", model.attributed_to),
    }


def _dataset(dataset: Dataset) -> dict[str, Any]:
    return {
        **_text("identifier", dataset.identifier),
        **_text("version", dataset.revision),
        **_text("license", dataset.licence),
    }


def _text(key: str, value: str | None) -> dict[str, str]:
    return {key: value} if value else {}


def _link(key: str, iri: str | None) -> dict[str, Any]:
    return {key: {"@id": iri}} if iri else {}


def _links(key: str, iris: Any) -> dict[str, Any]:
    found = [{"@id": iri} for iri in iris]
    return {key: found} if found else {}
