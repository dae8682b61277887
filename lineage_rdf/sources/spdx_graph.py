"""The elements and relationships of an SPDX 3 document, as plain JSON.

The JSON of SPDX 3 is JSON-LD with a context on the web (https://spdx.github.io/spdx-spec/v3.0.1/serializations/). It is
never expanded: the specification fixes the short names, so they are taken as they are and nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from attrs import frozen

MODEL: Final = "ai_AIPackage"
DATASET: Final = "dataset_DatasetPackage"
BUILD: Final = "build_Build"
_RELATIONSHIPS: Final = frozenset({"Relationship", "LifecycleScopedRelationship"})


@frozen
class Relation:
    """One target of a relationship.

    Args:
        kind: its type, for example `trainedOn`.
        source: identifier of the element it goes out from.
        target: identifier of the element it leads to.
        at: where the relationship stands, as a JSON path.
    """

    kind: str
    source: str
    target: str
    at: str


@frozen
class SpdxGraph:
    """An SPDX 3 document.

    Args:
        elements: identifier -> JSON path and element; the first of two with one identifier counts.
        relations: all relationships, one for each target.
    """

    elements: dict[str, tuple[str, dict[str, Any]]]
    relations: tuple[Relation, ...]

    def get(self, identifier: Any) -> dict[str, Any]:
        """Return an element, an empty one if the document does not hold it."""
        return (
            self.elements[identifier][1]
            if isinstance(identifier, str) and identifier in self.elements
            else {}
        )

    def of_type(self, kind: str) -> list[tuple[str, str, dict[str, Any]]]:
        """Return identifier, path and element of all elements of a type."""
        return [(key, at, item) for key, (at, item) in self.elements.items() if type_of(item) == kind]

    def out(self, source: str, *kinds: str) -> list[Relation]:
        """Return the relationships of some types that go out from an element."""
        return [r for r in self.relations if r.source == source and r.kind in kinds]

    def into(self, target: str, *kinds: str) -> list[Relation]:
        """Return the relationships of some types that lead to an element."""
        return [r for r in self.relations if r.target == target and r.kind in kinds]


def is_spdx(document: dict[str, Any]) -> bool:
    """Return whether a JSON document is SPDX 3 with a model in it, by its context and the types of its elements."""
    context = document.get("@context")
    named = context if isinstance(context, list) else [context]
    about = any(isinstance(item, str) and "://spdx.org/rdf/3" in item for item in named)
    return about and any(type_of(item) == MODEL for _, item in _items(document))


def type_of(element: dict[str, Any]) -> Any:
    """Return the type of an element."""
    return element.get("type", element.get("@type"))


def load_graph(document: dict[str, Any]) -> SpdxGraph:
    """Return the elements and relationships of an SPDX 3 document; what is malformed is left out."""
    elements: dict[str, tuple[str, dict[str, Any]]] = {}
    relations: list[Relation] = []
    for at, item in _items(document):
        identifier = item.get("spdxId", item.get("@id"))
        if isinstance(identifier, str):
            elements.setdefault(identifier, (at, item))
        if type_of(item) in _RELATIONSHIPS:
            relations += _relations(item, at)
    return SpdxGraph(elements, tuple(relations))


def _items(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield path and element; a document of one element has no `@graph`."""
    graph = document.get("@graph")
    if not isinstance(graph, list):
        yield "$", document
        return
    for at, item in enumerate(graph):
        if isinstance(item, dict) and not isinstance(type_of(item), list | dict):
            yield f"$.@graph[{at}]", item


def _relations(item: dict[str, Any], at: str) -> list[Relation]:
    kind, source, targets = item.get("relationshipType"), item.get("from"), item.get("to")
    if not isinstance(kind, str) or not isinstance(source, str):
        return []
    listed = targets if isinstance(targets, list) else [targets]
    return [Relation(kind, source, target, at) for target in listed if isinstance(target, str)]
