"""Makes the shapes that say what a property's values are: thing or literal, class or datatype, one or many.

They follow ontology/source/core.yaml, so that a property of the core cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator

from tools.shapes.source import Row
from tools.shapes.turtle import block, quoted
from tools.vocabulary.source import Source

# Codes of schemes are single terms of ours or of somebody else; their classes are not in the data.
_SCHEME_RANGES = (
    "Method",
    "TrainingObjective",
    "Parameterization",
    "MergeMethod",
    "QuantizationMethod",
    "DatasetRole",
    "AgentRole",
    "ComparisonRole",
    "Hyperparameter",
    "Metric",
    "Unit",
    "LineageElement",
    "StatusCode",
    "OutcomeCode",
    "AccessLevel",
)
# Properties of terms and of claims, which do not stand in a lineage's main graph.
_ELSEWHERE = ("TermRelation", "SourceClaim", "Hyperparameter", "Metric")
_FOREIGN_TIMES = ("prov:startedAtTime", "prov:endedAtTime")
# Numbers that cannot be negative; settings, metric values and merge weights can.
_COUNTS = (
    "trainableParameterCount",
    "totalParameterCount",
    "exampleCount",
    "tokenCount",
    "mixtureShare",
    "optimizerStep",
    "computeExaFlop",
    "gpuHours",
    "energyKilowattHours",
    "emissionsKilograms",
    "trainingComputeExaFlop",
    "acceleratorCount",
)
_PLAIN = "^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)$"
# One produced model per step has a code of its own (wellformed/step.ttl).
_OWN_CARDINALITY = ("producedModel", "stringValue")
_FILES = {
    "FineTuneLineage": "lineage",
    "Model": "model",
    "Adapter": "model",
    "Checkpoint": "model",
    "WeightFile": "model",
    "DatasetUse": "dataset",
    "DatasetPreparation": "dataset",
    "MergeContribution": "merge",
    "Merging": "merge",
    "HyperparameterSetting": "setting",
    "FactStatus": "status",
    "Evaluating": "evaluation",
    "EvaluationResult": "evaluation",
    "EvaluationComparison": "evaluation",
    "Reviewing": "review",
    "SignOff": "review",
    "RollingBack": "review",
}


def value_shapes() -> Iterator[tuple[str, str]]:
    """Yield (subject file, Turtle block) for every property of the core that lineages use."""
    core = Source().core
    for name, row in core["object_properties"].items():
        if row.get("domain") not in _ELSEWHERE and "Metric" not in _carriers(row):
            yield from _thing(name, row)
    for name, row in core["data_properties"].items():
        if row.get("domain") not in _ELSEWHERE and "range" in row:
            yield _file(row), _datatype(f"ftl:{name}", _camel(name), row["range"])
            yield from _single(name, row)
        if name in _COUNTS:
            yield _file(row), _count(name)
    yield "status", _known_element()
    for name in _FOREIGN_TIMES:
        yield "step", _datatype(name, _camel(name.partition(":")[2]), "dateTime")
        yield "step", _one(name, _camel(name.partition(":")[2]))


def _file(row: Row) -> str:
    # The sub-properties of settingValue name no carrier of their own.
    domain = row.get("domain") or next(iter(_carriers(row)), "HyperparameterSetting")
    return _FILES.get(domain, "dataset" if domain == "schema:Dataset" else "step")


def _carriers(row: Row) -> list[str]:
    """Return the classes that carry a property without a domain; YAML 1.1 reads the key `on` as true."""
    carriers: list[str] = row.get("used_on", [])
    return carriers


def _camel(name: str) -> str:
    return name[0].upper() + name[1:]


def _thing(name: str, row: Row) -> Iterator[tuple[str, str]]:
    reach = row.get("range")
    kind = "sh:IRI" if reach in _SCHEME_RANGES else "sh:BlankNodeOrIRI"
    yield _file(row), _shape(
        f"ftl:{name}", f"{_camel(name)}Node", f"sh:nodeKind {kind}", "FTL-W011",
        f"The value of ftl:{name} is a text or number where an IRI of a thing belongs."
        if kind != "sh:IRI" else f"The value of ftl:{name} is not the IRI of a term.",
    )  # fmt: skip
    if reach and reach not in _SCHEME_RANGES and not reach.startswith("prov:"):
        class_name = reach if ":" in reach else f"ftl:{reach}"
        yield _file(row), _shape(
            f"ftl:{name}", f"{_camel(name)}Class", f"sh:class {class_name}", "FTL-W012",
            f"The value of ftl:{name} is not typed as {class_name}, so no check would look at it.",
        )  # fmt: skip
    yield from _single(name, row)


def _single(name: str, row: Row) -> Iterator[tuple[str, str]]:
    if not row.get("many") and name not in _OWN_CARDINALITY:
        yield _file(row), _one(f"ftl:{name}", _camel(name))


def _one(path: str, name: str) -> str:
    return _shape(path, f"{name}Single", "sh:maxCount 1", "FTL-W013", f"{path} has more than one value.")


def _datatype(path: str, name: str, datatype: str) -> str:
    message = f"The value of {path} is not a valid xsd:{datatype}."
    constraint = f"sh:datatype xsd:{datatype}"
    if datatype == "decimal":
        # rdflib takes "1e25" for a decimal, Oxigraph and the specification do not.
        constraint += f" ;\n    sh:pattern {quoted(_PLAIN)}"
    return _shape(path, f"{name}Datatype", constraint, "FTL-W010", message)


def _count(name: str) -> str:
    message = f"The value of ftl:{name} is negative."
    return _shape(f"ftl:{name}", f"{_camel(name)}Count", "sh:minInclusive 0", "FTL-W014", message)


def _known_element() -> str:
    """Return the shape that knows every member of the element scheme."""
    scheme = next(item for item in Source().schemes if item["scheme"] == "element")
    known = " ".join(f"element:{row['id']}" for row in scheme["terms"])
    message = "The status is about an element that the element scheme does not know."
    return _shape("ftl:statusElement", "StatusElementKnown", f"sh:in ( {known} )", "FTL-W094", message)


def _shape(path: str, name: str, constraint: str, code: str, message: str) -> str:
    lines = [
        "a sh:PropertyShape",
        f"sh:targetSubjectsOf {path}",
        f"sh:path {path}",
        constraint,
        f"sh:name {quoted(f'values of {path}')}@en",
        f"sh:message {quoted(message)}@en",
        "sh:severity sh:Violation",
        f"dcterms:identifier {quoted(code)}",
    ]
    return block(f"wellformed:{name}", lines)
