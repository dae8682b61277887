"""Makes context.jsonld: one JSON key for every class and property, so that a lineage reads like plain JSON."""

from __future__ import annotations

import json
from typing import Any

from lineage_rdf.vocabulary.namespaces import PREFIXES, scheme_namespace
from tools.vocabulary.source import Source, Table

# Range classes whose members live in one scheme: their values are written as the bare notation.
SCHEME_OF_CLASS = {
    "TrainingObjective": "objective",
    "Parameterization": "parameterization",
    "MergeMethod": "merge-method",
    "QuantizationMethod": "quantization-method",
    "DatasetRole": "dataset-role",
    "ComparisonRole": "comparison-role",
    "Hyperparameter": "hyperparameter",
    "Metric": "metric",
    "Unit": "unit",
    "LineageElement": "element",
    "StatusCode": "status",
    "OutcomeCode": "outcome",
    "AccessLevel": "access",
    "RelationCode": "relation",
}
VOCABULARIES = ("ftl", "prov", "rdfs", "schema", "xsd")
FOREIGN_CLASSES = {
    "Dataset": "schema:Dataset",
    "CreativeWork": "schema:CreativeWork",
    "Entity": "prov:Entity",
    "Activity": "prov:Activity",
    "Usage": "prov:Usage",
    "Association": "prov:Association",
    "Agent": "prov:Agent",
    "SoftwareAgent": "prov:SoftwareAgent",
    "Bundle": "prov:Bundle",
}


def context_json(source: Source) -> str:
    """Return the text of context.jsonld."""
    context: dict[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type"}
    context.update({prefix: PREFIXES[prefix] for prefix in VOCABULARIES})
    for kind, name, row in source.core_terms():
        context[name] = {**_coercion(kind, row), "@id": f"ftl:{name}", "@protected": True}
    for key, row in source.core["foreign"].items():
        context[key] = _foreign(row)
    context.update(FOREIGN_CLASSES)
    return json.dumps({"@context": context}, indent=2) + "\n"


def _coercion(kind: str, row: Table) -> dict[str, Any]:
    definition: dict[str, Any] = {}
    if kind == "object":
        scheme = SCHEME_OF_CLASS.get(row.get("range", ""))
        definition["@type"] = "@vocab" if scheme else "@id"
        if scheme:
            definition["@context"] = {"@vocab": scheme_namespace(scheme)}
    elif kind == "data" and "range" in row:
        # xsd:string too: a context with a default language (Croissant's) would else turn our texts into English ones.
        definition["@type"] = f"xsd:{row['range']}"
    if row.get("many"):
        definition["@container"] = "@set"
    return definition


def _foreign(row: Table) -> dict[str, Any] | str:
    definition: dict[str, Any] = {"@id": row["iri"]}
    if "range" in row:
        definition["@type"] = "@id" if row["range"] == "id" else f"xsd:{row['range']}"
    if row.get("many"):
        definition["@container"] = "@set"
    return definition if len(definition) > 1 else str(row["iri"])
