"""Reads CycloneDX bills of materials in JSON that list machine-learning models (ML-BOM).

The fields are those of https://cyclonedx.org/docs/1.7/json/: `modelCard` of a component says what it was trained on,
`pedigree.ancestors` what it was made from. Ancestors are whole components and may have ancestors of their own.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from lineage_rdf.claims import DatasetMention, ModelReference, ResultMention, Trust
from lineage_rdf.sources.config_datasets import NO_DATASET
from lineage_rdf.sources.config_facts import mappings, number
from lineage_rdf.sources.config_references import name_of
from lineage_rdf.sources.config_settings import is_setting, say_setting
from lineage_rdf.sources.config_text import is_json, read_mapping, top_level_keys
from lineage_rdf.sources.document_facts import (
    MAX_MODELS,
    MAX_NAME,
    DocumentFacts,
    amount_of,
    note_of,
    reference_of,
    say_bases,
    say_sum,
    sha256_of,
)
from lineage_rdf.sources.reader import InputFile, Reader, Reading
from lineage_rdf.sources.tracked_run import numbers_of

KIND: Final = "cyclonedx"
_MODEL: Final = "machine-learning-model"
_REPOSITORIES: Final = frozenset({"distribution", "vcs"})
_KILOWATT_HOURS: Final = {"kwh": Decimal(1)}
_KILOGRAMS: Final = {"tco2eq": Decimal(1000)}
_APPROACHES: Final = {"reinforcement-learning": ("objective", "reinforcement-learning")}


def recognises(file: InputFile) -> bool:
    """Return whether a file is a CycloneDX document in which a model stands."""
    named = is_json(file) and _MODEL.encode() in file.data
    return named and {"bomFormat", "components"} <= top_level_keys(file)


def read(reading: Reading) -> None:
    """Add what a bill of materials says of each model in it."""
    document = read_mapping(reading)
    shared = _by_reference(document)
    models = _models(document)
    for at, (path, component) in enumerate(models, start=1):
        part = at if len(models) > 1 else 0
        facts = DocumentFacts(reading, component, KIND, f"$.{path}.", Trust.MACHINE_STATE, part=part)
        _read_model(facts, shared)


def _models(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return path and component of every model that the document tells more of than its name, each once."""
    metadata = document.get("metadata")
    waiting: list[tuple[str, Any]] = [("components", document.get("components"))]
    if isinstance(metadata, dict):
        waiting.insert(0, ("metadata.component", metadata.get("component")))
    found: list[tuple[str, dict[str, Any]]] = []
    known: set[Any] = set()
    for path, items in waiting:
        for at, item in mappings(items):
            place = f"{path}[{at}]" if isinstance(items, list) else path
            pedigree = item.get("pedigree")
            ancestors = pedigree.get("ancestors") if isinstance(pedigree, dict) else None
            waiting.append((f"{place}.components", item.get("components")))
            waiting.append((f"{place}.pedigree.ancestors", ancestors))
            key = _identity(item)
            if item.get("type") == _MODEL and _tells(item) and key not in known and len(found) < MAX_MODELS:
                known.add(key)
                found.append((place, item))
    return found


def _identity(component: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(component.get(key)) for key in ("bom-ref", "purl", "name", "version"))


def _tells(component: dict[str, Any]) -> bool:
    return isinstance(component.get("modelCard"), dict) or isinstance(component.get("pedigree"), dict)


def _by_reference(document: dict[str, Any]) -> dict[str, tuple[dict[str, Any], str]]:
    """Return reference -> data and licence of the components that datasets can be references to."""
    found = {}
    for _, item in mappings(document.get("components")):
        for _, data in mappings(item.get("data")):
            for reference in (item.get("bom-ref"), data.get("bom-ref")):
                if isinstance(reference, str):
                    named = {"name": item.get("name"), **data}
                    found[reference] = (named, next(iter(_licences(item)), ""))
    return found


def _read_model(facts: DocumentFacts, shared: dict[str, tuple[dict[str, Any], str]]) -> None:
    _read_identity(facts)
    bases = [(f"pedigree.ancestors[{at}]", base) for at, base in _ancestors(facts.value)]
    say_bases(facts, bases, "pedigree")
    card = facts.value.get("modelCard")
    card = card if isinstance(card, dict) else {}
    _read_parameters(facts, card.get("modelParameters"), shared)
    _read_metrics(facts, card.get("quantitativeAnalysis"))
    _read_considerations(facts, card.get("considerations"))
    for path, values in (("properties", facts.value), ("modelCard.properties", card)):
        _read_properties(facts, values.get("properties"), path)


def _read_identity(facts: DocumentFacts) -> None:
    model = _reference(facts.value)
    if model is not None:
        facts.say("checkpoint", model, "name", name="component")
    name = facts.text("name")
    if name:
        facts.say("model-name", name, "name")
    publisher = note_of(facts.value.get("publisher"))
    if publisher:
        facts.say("publisher", publisher, "publisher")
    for licence in _licences(facts.value):
        facts.say("weights-licence", licence, "licenses")


def _reference(component: dict[str, Any]) -> ModelReference | None:
    places = [
        item.get("url")
        for _, item in mappings(component.get("externalReferences"))
        if name_of(item.get("type")) in _REPOSITORIES and "huggingface.co/" in str(item.get("url"))
    ]
    return reference_of(
        component.get("name"),
        purl=component.get("purl"),
        address=next(iter(places), None),
        version=component.get("version"),
        digest=sha256_of(component.get("hashes"), "alg", "content"),
    )


def _ancestors(component: dict[str, Any]) -> list[tuple[int, ModelReference]]:
    pedigree = component.get("pedigree")
    items = mappings(pedigree.get("ancestors")) if isinstance(pedigree, dict) else []
    named = ((at, _reference(item)) for at, item in items if item.get("type") in (_MODEL, None))
    return [(at, reference) for at, reference in named if reference is not None]


def _licences(component: dict[str, Any]) -> list[str]:
    """Return the licences of a component: an expression, or identifiers and names."""
    found = []
    for _, item in mappings(component.get("licenses")):
        licence = item.get("license")
        licence = licence if isinstance(licence, dict) else {}
        name = name_of(item.get("expression")) or name_of(licence.get("id")) or note_of(licence.get("name"))
        if name:
            found.append(name)
    return found


def _read_parameters(
    facts: DocumentFacts, parameters: Any, shared: dict[str, tuple[dict[str, Any], str]]
) -> None:
    if not isinstance(parameters, dict):
        return
    approach = parameters.get("approach")
    kind = name_of(approach.get("type")) if isinstance(approach, dict) else None
    if kind:
        element, value = _APPROACHES.get(kind, ("method", kind))
        facts.say(element, value, "modelCard.modelParameters.approach.type")
    for at, item in mappings(parameters.get("datasets")):
        reference = item.get("ref")
        data, licence = shared.get(reference, ({}, "")) if isinstance(reference, str) else (item, "")
        _read_dataset(facts, data, licence, f"modelCard.modelParameters.datasets[{at}]")


def _read_dataset(facts: DocumentFacts, data: dict[str, Any], licence: str, key: str) -> None:
    contents = data.get("contents")
    address = name_of(contents.get("url")) if isinstance(contents, dict) else None
    raw = address or name_of(data.get("name"))
    if raw is None or len(raw) > MAX_NAME or data.get("type") not in ("dataset", None):
        facts.warn(NO_DATASET, "an entry of the datasets names no dataset", key)
        return
    access = "public" if data.get("classification") == "public" else None
    mention = DatasetMention(
        raw=raw,
        description=name_of(data.get("name")) if address else None,
        access=access,
        licence=licence or None,
        personal_data=note_of(data.get("sensitiveData")),
    )
    facts.say("dataset", mention, key)


def _read_metrics(facts: DocumentFacts, analysis: Any) -> None:
    metrics = mappings(analysis.get("performanceMetrics")) if isinstance(analysis, dict) else []
    for at, item in metrics:
        name, value = name_of(item.get("type")), number(item.get("value"))
        if name and value is not None:
            result = ResultMention(metric=name, value=value, split=name_of(item.get("slice")))
            facts.say(
                "evaluation-result", result, f"modelCard.quantitativeAnalysis.performanceMetrics[{at}].value"
            )


def _read_considerations(facts: DocumentFacts, considerations: Any) -> None:
    if not isinstance(considerations, dict):
        return
    use = note_of(considerations.get("useCases"))
    if use:
        facts.say("intended-use", use, "modelCard.considerations.useCases")
    environment = considerations.get("environmentalConsiderations")
    uses = mappings(environment.get("energyConsumptions")) if isinstance(environment, dict) else []
    spent = [
        item
        for activity in ("fine-tuning", "training")
        for _, item in uses
        if item.get("activity") == activity
    ]
    spent = [item for item in spent if item.get("activity") == spent[0].get("activity")]
    key = "modelCard.considerations.environmentalConsiderations.energyConsumptions"
    costs = [amount_of(item.get("activityEnergyCost"), "value", "unit", _KILOWATT_HOURS) for item in spent]
    say_sum(facts, "energy", costs, key)
    costs = [amount_of(item.get("co2CostEquivalent"), "value", "unit", _KILOGRAMS) for item in spent]
    say_sum(facts, "emissions", costs, key)


def _read_properties(facts: DocumentFacts, properties: Any, path: str) -> None:
    """Say the hyperparameters among the free properties; their names begin with a namespace of the tool's choice."""
    for at, item in mappings(properties):
        name = (name_of(item.get("name")) or "").rsplit(":", 1)[-1].strip()
        if is_setting(name):
            value = numbers_of({name: item.get("value")})[name]
            say_setting(facts, f"{path}[{at}].value", value, name)


READER = Reader(
    KIND,
    "CycloneDX bill of materials with models",
    recognises,
    read,
    Trust.MACHINE_STATE,
    recognised_by="bomFormat, and a component of the type machine-learning-model (.json)",
)
