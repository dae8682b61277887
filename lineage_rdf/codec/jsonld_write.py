"""Write quads as compacted JSON-LD by our context: any quads, nothing lost, always the same bytes.

Nodes that belong to one other node (settings, dataset uses...) are nested in it; all others stand side by side in `@graph`.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any, TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from lineage_rdf.codec.jsonld_context import (
    BOOLEAN,
    CONTEXT_URL,
    INTEGER,
    STRING,
    Key,
    context_document,
    context_names,
    keys_by_iri,
    keys_by_name,
)
from lineage_rdf.errors import UsageError
from lineage_rdf.vocabulary.namespaces import FTL, PROV, RDF

Json: TypeAlias = dict[str, Any]
_Node: TypeAlias = dict[str, list[Any]]
_TYPE = f"{RDF}type"
_NATIVE_INTEGER = re.compile(r"(0|-?[1-9][0-9]{0,14})\Z")
_SHORT = 100
# Readers bound the depth of what they take, ours among them; what lies deeper stands side by side.
_MAX_NESTING = 30
_NOTATION = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*\Z")

# The properties whose objects belong to their subject alone.
CONTAINERS = frozenset(
    FTL + name
    for name in [
        "hasStep",
        "hasActivity",
        "hasFactStatus",
        "hasDatasetUse",
        "hasSetting",
        "hasMergeContribution",
        "ranIn",
        "usesCode",
        "hasComponent",
        "hasResult",
        "hasComparison",
        "hasSignOff",
        "hasWeightFile",
    ]
) | {f"{PROV}qualifiedAssociation"}


def write_jsonld(quads: Iterable[Quad], *, context_url: bool = False) -> str:
    """Return the quads as a JSON-LD document.

    Args:
        quads: any statements, named graphs included.
        context_url: write the address of the context instead of the context itself.

    Raises:
        UsageError: if a statement has a triple term, which JSON-LD 1.1 cannot hold.
    """
    graphs: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        name = "" if isinstance(quad.graph_name, DefaultGraph) else _id(quad.graph_name)
        graphs[name].append(quad)
    nodes = _Graph(graphs.pop("", [])).documents()
    for name in sorted(graphs):
        nodes.append({"id": name, "@graph": _Graph(graphs[name]).documents()})
    context = CONTEXT_URL if context_url else context_document()["@context"]
    head = json.dumps(context, ensure_ascii=False, separators=(",", ":"))
    body = _pretty(nodes, "")
    return f'{{\n"@context": {head},\n"@graph": {body}\n}}\n'


def _pretty(item: Any, indent: str) -> str:
    """Return JSON with two blanks of indent, but a short list of plain values on one line, as a person would write it."""
    if not isinstance(item, list | dict) or not item:
        return json.dumps(item, ensure_ascii=False)
    deeper = f"{indent}  "
    separator = f",\n{deeper}"
    if isinstance(item, dict):
        pairs = (
            f"{json.dumps(key, ensure_ascii=False)}: {_pretty(value, deeper)}" for key, value in item.items()
        )
        return f"{{\n{deeper}{separator.join(pairs)}\n{indent}}}"
    if not any(isinstance(member, list | dict) for member in item):
        line = json.dumps(item, ensure_ascii=False)
        if len(line) <= _SHORT:
            return line
    members = (_pretty(member, deeper) for member in item)
    return f"[\n{deeper}{separator.join(members)}\n{indent}]"


class _Graph:
    """The nodes of one graph, and which of them are nested in which."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.nodes: dict[str, _Node] = defaultdict(lambda: defaultdict(list))
        owners: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for quad in quads:
            if isinstance(quad.subject, Triple) or isinstance(quad.object, Triple):
                raise UsageError(
                    "JSON-LD cannot hold a triple term", str(quad.subject), "write Turtle or N-Quads"
                )
            subject = _id(quad.subject)
            self.nodes[subject][quad.predicate.value].append(quad.object)
            if quad.predicate.value in CONTAINERS and isinstance(quad.object, NamedNode | BlankNode):
                owners[_id(quad.object)].add((subject, quad.predicate.value))
        self.owner = {
            node: next(iter(found))
            for node, found in owners.items()
            if len(found) == 1 and node in self.nodes
        }
        self.nested: dict[str, bool] = {}

    def documents(self) -> list[Json]:
        """Return the top nodes in order, lineages first."""
        top = [node for node in self.nodes if not self._is_nested(node)]
        return [self._document(node) for node in sorted(top, key=self._order)]

    def _is_nested(self, node: str) -> bool:
        """Say whether following the owners up from a node ends soon, and not in a circle."""
        if node not in self.nested:
            current, steps = node, 0
            while current in self.owner and steps <= _MAX_NESTING:
                current, steps = self.owner[current][0], steps + 1
            self.nested[node] = 0 < steps <= _MAX_NESTING
        return self.nested[node]

    def _order(self, node: str) -> tuple[int, int, str]:
        types = {item.value for item in self.nodes[node][_TYPE] if isinstance(item, NamedNode)}
        return (0 if f"{FTL}FineTuneLineage" in types else 1, self._ordinal(node), node)

    def _ordinal(self, node: str) -> int:
        if node not in self.nodes:
            return 0
        values = self.nodes[node].get(f"{FTL}ordinal", [])
        return next(
            (int(v.value) for v in values if isinstance(v, Literal) and _NATIVE_INTEGER.match(v.value)), 0
        )

    def _document(self, node: str) -> Json:
        properties = self.nodes[node]
        document: Json = {"id": node}
        for predicate in sorted(properties, key=_key_order):
            if predicate == _TYPE:
                self._type(document, properties[predicate])
            else:
                self._property(document, node, predicate, properties[predicate])
        return document

    def _type(self, document: Json, objects: list[Any]) -> None:
        types, others = _types(objects)
        if types:
            document["type"] = types
        if others:
            document[_TYPE] = others

    def _property(self, document: Json, node: str, predicate: str, objects: list[Any]) -> None:
        key = keys_by_iri().get(predicate)
        name = key.name if key else _safe(predicate)
        ordered = sorted(objects, key=lambda item: (self._ordinal(_id_or_empty(item)), str(item)))
        written = [self._value(item, key, node, predicate) for item in ordered]
        document[name] = written[0] if len(written) == 1 and not (key and key.many) else written

    def _value(self, item: Any, key: Key | None, node: str, predicate: str) -> Any:
        if isinstance(item, Literal):
            return _literal(item, key)
        name = _id(item)
        if self.owner.get(name) == (node, predicate) and self._is_nested(name):
            return self._document(name)
        return _reference(name, key)


def _key_order(predicate: str) -> tuple[int, str]:
    if predicate == _TYPE:
        return (-1, "")
    key = keys_by_iri().get(predicate)
    return (_positions()[key.name] if key else len(_positions()), predicate)


@cache
def _positions() -> dict[str, int]:
    names = ("name", "description", "identifier", "ordinal", "stageName", "headModel", "rootModel", "hasStep")
    return {
        name: place for place, name in enumerate([*names, *(k for k in keys_by_name() if k not in names)])
    }


def _types(objects: list[Any]) -> tuple[list[str], list[Any]]:
    """Return the types as names the context knows, and those that cannot be types in JSON-LD (literals)."""
    iris = sorted({_id(item) for item in objects if not isinstance(item, Literal)}, key=_class_order)
    return [_class_name(iri) for iri in iris], [
        _literal(item, None) for item in objects if isinstance(item, Literal)
    ]


def _class_order(iri: str) -> tuple[bool, bool, str]:
    return (not iri.startswith(FTL), iri in _UPPER, iri)


_UPPER = frozenset(f"{FTL}{name}" for name in ("LineageActivity", "TransformationStep", "Model"))


def _class_name(iri: str) -> str:
    key = keys_by_iri().get(iri)
    return key.name if key and key.name[:1].isupper() else iri


def _literal(item: Literal, key: Key | None) -> Any:
    datatype = item.datatype.value
    if item.language:
        return _language(item)
    coercion = key.coercion if key else ""
    if datatype == (coercion or STRING):
        if datatype == INTEGER and _NATIVE_INTEGER.match(item.value):
            return int(item.value)
        if datatype == BOOLEAN and item.value in ("true", "false"):
            return item.value == "true"
        return item.value
    if datatype == STRING:
        return {"@value": item.value}
    return {"@value": item.value, "@type": datatype}


def _language(item: Literal) -> Json:
    direction = getattr(item, "direction", None)
    if direction is not None:
        raise UsageError("JSON-LD 1.1 keeps no text direction", str(item), "write Turtle or N-Quads")
    return {"@value": item.value, "@language": item.language}


def _reference(name: str, key: Key | None) -> Any:
    if key is None or not key.coercion.startswith("@"):
        return {"id": name}
    if key.coercion == "@vocab" and name.startswith(key.vocabulary):
        notation = name[len(key.vocabulary) :]
        if _NOTATION.match(notation) and notation not in context_names():
            return notation
    return name


def _id(term: Any) -> str:
    if isinstance(term, NamedNode):
        return _safe(term.value)
    return f"_:{term.value}"


def _safe(iri: str) -> str:
    """Refuse an IRI that a JSON-LD reader would take for a compact IRI of our context, such as `prov:x`."""
    scheme, _, rest = iri.partition(":")
    if scheme in context_names() and not rest.startswith("//"):
        raise UsageError("JSON-LD would read this IRI as a short name", iri, "write Turtle or N-Quads")
    return iri


def _id_or_empty(term: Any) -> str:
    return "" if isinstance(term, Literal) else _id(term)
