"""Reads SPDX 3 documents that describe models (AI and Dataset profiles).

The properties are those of https://spdx.github.io/spdx-spec/v3.0.1/model/AI/. SPDX 3.0 has no relationship for
fine-tuning: what a model was made from stands in `descendantOf`, or as input of the build that gave it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from lineage_rdf.claims import DatasetMention, ModelReference, ResultMention, Trust
from lineage_rdf.claims.private import last_part
from lineage_rdf.sources.config_facts import mappings, number
from lineage_rdf.sources.config_references import name_of
from lineage_rdf.sources.config_settings import say_setting
from lineage_rdf.sources.config_text import MAX_RECOGNISED, read_mapping
from lineage_rdf.sources.document_facts import (
    MAX_MODELS,
    MAX_NAME,
    DocumentFacts,
    amount_of,
    is_hub_address,
    note_of,
    reference_of,
    say_bases,
    say_sum,
    sha256_of,
)
from lineage_rdf.sources.json_text import JsonTextError, load_json
from lineage_rdf.sources.reader import InputFile, Reader, Reading
from lineage_rdf.sources.spdx_graph import (
    BUILD,
    DATASET,
    MODEL,
    Relation,
    SpdxGraph,
    is_spdx,
    load_graph,
    type_of,
)
from lineage_rdf.sources.tracked_run import numbers_of, utc_time
from lineage_rdf.vocabulary.schemes import lookup

KIND: Final = "spdx"
_TRAINED: Final = ("trainedOn", "finetunedOn", "pretrainedOn")
_TESTED: Final = ("testedOn", "evaluatedOn")
_LICENSED: Final = ("hasDeclaredLicense", "hasConcludedLicense")
_LICENCE_LIST: Final = "://spdx.org/licenses/"
_NO_LICENCE: Final = ("NoAssertion", "None", "NOASSERTION", "NONE")
_KILOWATT_HOURS: Final = {"kilowatthour": Decimal(1), "megajoule": Decimal(1) / Decimal("3.6")}
_ENERGY: Final = ("ai_finetuningEnergyConsumption", "ai_trainingEnergyConsumption")


def recognises(file: InputFile) -> bool:
    """Return whether a file is an SPDX 3 document with a model in it, by its content."""
    named = file.name.casefold().endswith((".json", ".jsonld", ".json-ld"))
    if not named or len(file.data) > MAX_RECOGNISED or MODEL.encode() not in file.data:
        return False
    try:
        value = load_json(file.text).value
    except JsonTextError:
        return False
    return isinstance(value, dict) and is_spdx(value)


def read(reading: Reading) -> None:
    """Add what an SPDX document says of each model in it."""
    graph = load_graph(read_mapping(reading))
    models = graph.of_type(MODEL)[:MAX_MODELS]
    told = [item for item in models if _tells(graph, item[0])] or models[:1]
    for at, (identifier, path, element) in enumerate(told, start=1):
        part = at if len(told) > 1 else 0
        facts = DocumentFacts(reading, element, KIND, f"{path}.", Trust.MACHINE_STATE, part=part)
        _read_model(facts, graph, identifier)


def _tells(graph: SpdxGraph, identifier: str) -> bool:
    """Return whether a document tells how a model came about, and does not only name it as the base of another."""
    if _bases(graph, identifier) or graph.out(identifier, *_TRAINED):
        return True
    own = graph.get(identifier)
    return any(
        key in own for key in ("ai_hyperparameter", "ai_energyConsumption", "ai_informationAboutTraining")
    )


def _read_model(facts: DocumentFacts, graph: SpdxGraph, identifier: str) -> None:
    model = _reference(graph, identifier)
    if model is not None:
        facts.say("checkpoint", model, "name", name="package")
    name = facts.text("name")
    if name:
        facts.say("model-name", name, "name")
    bases = [
        (at, base) for at, key in _bases(graph, identifier) if (base := _reference(graph, key)) is not None
    ]
    whole = DocumentFacts(facts.reading, {}, KIND, "", facts.trust, part=facts.part)
    say_bases(whole, bases, facts.prefix.rstrip("."))
    _read_data(whole, graph, identifier)
    for licence, at in _licences(graph, identifier):
        whole.say("weights-licence", licence, at)
    _read_builds(whole, graph, identifier)
    _read_own(facts, graph)


def _reference(graph: SpdxGraph, identifier: str) -> ModelReference | None:
    """Return the model that an identifier stands for; one that lies outside the document goes by its address."""
    element = graph.get(identifier)
    if not element:
        return ModelReference(identifier) if identifier.strip() and len(identifier) <= MAX_NAME else None
    places = (element.get("software_downloadLocation"), element.get("software_homePage"), identifier)
    return reference_of(
        element.get("name"),
        purl=element.get("software_packageUrl"),
        address=next((p for p in places if isinstance(p, str) and is_hub_address(p)), None),
        version=element.get("software_packageVersion"),
        digest=sha256_of(element.get("verifiedUsing"), "algorithm", "hashValue"),
    )


def _bases(graph: SpdxGraph, identifier: str) -> list[tuple[str, str]]:
    """Return where it is said and the identifier of what a model was made from, each once."""
    found = {r.target: r.at for r in graph.out(identifier, "descendantOf")}
    found |= {r.source: r.at for r in graph.into(identifier, "ancestorOf")}
    for build in _builds(graph, identifier):
        inputs = graph.out(build.source, "hasInput")
        found |= {r.target: r.at for r in inputs if type_of(graph.get(r.target)) == MODEL}
    return [(at, key) for key, at in found.items() if key != identifier]


def _builds(graph: SpdxGraph, identifier: str) -> list[Relation]:
    return [r for r in graph.into(identifier, "hasOutput") if type_of(graph.get(r.source)) == BUILD]


def _read_data(facts: DocumentFacts, graph: SpdxGraph, identifier: str) -> None:
    inputs = [r for build in _builds(graph, identifier) for r in graph.out(build.source, "hasInput")]
    used = [r for r in inputs if type_of(graph.get(r.target)) == DATASET]
    said: dict[tuple[str, str], Relation] = {}
    for relations, role in ((graph.out(identifier, *_TRAINED), "training"), (used, "training"),
                            (graph.out(identifier, *_TESTED), "evaluation")):  # fmt: skip
        for relation in relations:
            said.setdefault((relation.target, role), relation)
    for (target, role), relation in said.items():
        mention = _dataset(graph, target, role)
        if mention is not None:
            facts.say("dataset", mention, relation.at)


def _dataset(graph: SpdxGraph, identifier: str, role: str) -> DatasetMention | None:
    element = graph.get(identifier)
    place = name_of(element.get("software_downloadLocation"))
    name = name_of(element.get("name"))
    address = next((p for p in (place, identifier) if p and is_hub_address(p)), None)
    raw = address or name or (identifier if not element else None)
    if raw is None or len(raw) > MAX_NAME:
        return None
    licences = [licence for licence, _ in _licences(graph, identifier)]
    personal = name_of(element.get("dataset_hasSensitivePersonalInformation"))
    return DatasetMention(
        raw=raw,
        roles=(role,),
        description=name if address else None,
        licence=licences[0] if licences else None,
        personal_data=f"sensitive personal information: {personal}" if personal in ("yes", "no") else None,
        bias=note_of(element.get("dataset_knownBias")),
    )


def _licences(graph: SpdxGraph, identifier: str) -> list[tuple[str, str]]:
    """Return licence and place of what was declared and concluded, each licence once."""
    found: dict[str, str] = {}
    for relation in graph.out(identifier, *_LICENSED):
        element = graph.get(relation.target)
        said = name_of(element.get("simplelicensing_licenseExpression"))
        if said is None and _LICENCE_LIST in relation.target:
            said = last_part(relation.target)
        if said is None and type_of(element) not in ("simplelicensing_LicenseExpression", None):
            said = name_of(element.get("name"))
        if said and said not in _NO_LICENCE and len(said) <= MAX_NAME:
            found.setdefault(said, relation.at)
    return list(found.items())


def _read_builds(facts: DocumentFacts, graph: SpdxGraph, identifier: str) -> None:
    """Say settings and times of the one build that gave the model."""
    builds = _builds(graph, identifier)
    if len(builds) != 1:
        return
    at, element = graph.elements[builds[0].source]
    build = DocumentFacts(facts.reading, element, KIND, f"{at}.", facts.trust, part=facts.part)
    _say_entries(build, "build_parameter")
    for key, name in (("build_buildStartTime", "started"), ("build_buildEndTime", "ended")):
        time = utc_time(build.value.get(key))
        if time:
            build.say(name, time, key)


def _read_own(facts: DocumentFacts, graph: SpdxGraph) -> None:
    """Say what the package of a model says itself."""
    _say_entries(facts, "ai_hyperparameter")
    for at, item in mappings(facts.value.get("ai_metric")):
        name, value = name_of(item.get("key")), number(item.get("value"))
        if name and value is not None:
            facts.say("evaluation-result", ResultMention(metric=name, value=value), f"ai_metric[{at}].value")
    training = facts.text("ai_informationAboutTraining")
    objective = lookup("objective", training) if training else None
    if objective:
        facts.say("objective", objective, "ai_informationAboutTraining")
    for key, name in (("ai_informationAboutApplication", "intended-use"), ("ai_limitation", "risk-note")):
        note = note_of(facts.value.get(key))
        if note:
            facts.say(name, note, key)
    supplier = graph.get(facts.value.get("suppliedBy"))
    if type_of(supplier) == "Organization" and (publisher := note_of(supplier.get("name"))):
        facts.say("publisher", publisher, "suppliedBy")
    _read_energy(facts)


def _say_entries(facts: DocumentFacts, key: str) -> None:
    """Say the settings of a list of keys and values; the document calls them that, so all of them are."""
    for at, item in mappings(facts.value.get(key)):
        name = name_of(item.get("key"))
        if name and len(name) <= MAX_NAME:
            value = numbers_of({name: item.get("value")})[name]
            say_setting(facts, f"{key}[{at}].value", value, name)


def _read_energy(facts: DocumentFacts) -> None:
    consumption = facts.value.get("ai_energyConsumption")
    if not isinstance(consumption, dict):
        return
    for key in _ENERGY:
        items = [item for _, item in mappings(consumption.get(key))]
        if items:
            spent = [amount_of(item, "ai_energyQuantity", "ai_energyUnit", _KILOWATT_HOURS) for item in items]
            say_sum(facts, "energy", spent, f"ai_energyConsumption.{key}")
            return


READER = Reader(
    KIND,
    "SPDX 3 document with models",
    recognises,
    read,
    Trust.MACHINE_STATE,
    recognised_by="a context of spdx.org and an ai_AIPackage (.json; .jsonld named on the command line)",
)
