"""Statements made for a member of a scheme from what the vocabulary says of it, where no example uses it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen
from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.codec.names import node
from lineage_rdf.terms.docs.graph import TYPE, Graph
from lineage_rdf.vocabulary.namespaces import FTL, SKOS, XSD
from lineage_rdf.vocabulary.terms import SUPERCLASSES

EXAMPLE: Final = "https://example.org/"


@frozen
class _Pattern:
    """A node that points at a member.

    Args:
        node: the last part of its IRI.
        kind: its class, with a prefix where it is none of ours.
        points: the property that points at the member.
        more: its other properties and what they point at, below `EXAMPLE` if it has no prefix.
    """

    node: str
    kind: str
    points: str
    more: Mapping[str, str]


_STEP: Final = {"baseModel": "base-model", "producedModel": "model"}
_STATUS: Final = {"statusSubject": "step"}
_PATTERNS: Final = {
    "objective": _Pattern("step", "FineTuning", "hasObjective", _STEP),
    "parameterization": _Pattern("step", "FineTuning", "hasParameterization", _STEP),
    "merge-method": _Pattern("merge", "Merging", "usesMergeMethod", {"producedModel": "model"}),
    "quantization-method": _Pattern("quantizing", "Quantizing", "usesQuantizationMethod", _STEP),
    "outcome": _Pattern("step", "FineTuning", "hasOutcome", {"baseModel": "base-model"}),
    "dataset-role": _Pattern("dataset-use", "DatasetUse", "hasDatasetRole", {"usesDataset": "dataset"}),
    "agent-role": _Pattern("association", "prov:Association", "prov:hadRole", {"prov:agent": "agent"}),
    "comparison-role": _Pattern(
        "comparison",
        "EvaluationComparison",
        "hasComparisonRole",
        {"baselineResult": "result-before", "candidateResult": "result-after"},
    ),
    "hyperparameter": _Pattern("setting", "HyperparameterSetting", "settingOf", {}),
    "metric": _Pattern("result", "EvaluationResult", "usesMetric", {"measuredModel": "model"}),
    "element": _Pattern(
        "status", "FactStatus", "statusElement", {**_STATUS, "statusKind": "status:undisclosed"}
    ),
    "status": _Pattern("status", "FactStatus", "statusKind", {**_STATUS, "statusElement": "element:dataset"}),
    "access": _Pattern("dataset", "schema:Dataset", "hasAccessLevel", {}),
}
# Value kind of a hyperparameter -> property, datatype, how a value is spelt.
_VALUES: Final = {
    "real": ("realValue", "decimal", re.compile(r"-?[0-9]+(\.[0-9]+)?\Z")),
    "integer": ("integerValue", "integer", re.compile(r"-?[0-9]+\Z")),
    "boolean": ("booleanValue", "boolean", re.compile(r"(true|false)\Z")),
    "text": ("stringValue", "string", re.compile(r".+\Z")),
    "list": ("stringValue", "string", re.compile(r".+\Z")),
}
_NUMBER_FIRST: Final = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)(?![\w.])")


def made_for(iri: str, scheme: str, graph: Graph) -> list[Quad]:
    """Return statements that use a member of a scheme, or nothing if there is no pattern for the scheme.

    Args:
        iri: the member.
        scheme: the name of its scheme.
        graph: what the vocabulary says.
    """
    pattern = _PATTERNS.get(scheme)
    if pattern is None:
        return []
    subject = NamedNode(EXAMPLE + pattern.node)
    kinds = (pattern.kind, *SUPERCLASSES.get(pattern.kind, ()))
    quads = [Quad(subject, NamedNode(TYPE), node(kind)) for kind in kinds]
    quads.append(Quad(subject, node(pattern.points), NamedNode(iri)))
    quads += [Quad(subject, node(name), _target(target)) for name, target in pattern.more.items()]
    quads += [Quad(subject, node(name), value) for name, value in _values(iri, scheme, graph)]
    return quads


def _target(name: str) -> NamedNode:
    return node(name) if ":" in name else NamedNode(EXAMPLE + name)


def _values(iri: str, scheme: str, graph: Graph) -> Iterator[tuple[str, Literal]]:
    """Yield the value that the member's own example gives, if it gives one."""
    example = graph.first(iri, f"{SKOS}example")
    if scheme == "hyperparameter":
        yield from _setting(graph.first(iri, f"{FTL}valueKind"), example.partition(" = ")[2])
    elif scheme == "metric" and (number := _NUMBER_FIRST.match(example)):
        yield "metricValue", Literal(number[1], datatype=NamedNode(f"{XSD}decimal"))


def _setting(kind: str, text: str) -> Iterator[tuple[str, Literal]]:
    name, datatype, spelling = _VALUES.get(kind, _VALUES["text"])
    # A number or truth value may have words behind it, such as `128, from 8 examples on each device`.
    parts = text.split(", ") if kind == "list" else [text if kind == "text" else text.partition(",")[0]]
    for part in parts:
        if spelling.match(part):
            yield name, Literal(part, datatype=NamedNode(XSD + datatype))
