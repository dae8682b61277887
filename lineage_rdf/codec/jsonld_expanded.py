"""Expanded JSON-LD made ready for the parser of the engine, and what it says but RDF does not hold counted on the way.

Section 8 of the JSON-LD 1.1 API (https://www.w3.org/TR/json-ld11-api/#deserialize-json-ld-to-rdf-algorithm) skips what has no
well-formed IRI. The parser does so too, but without a word.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from attrs import frozen

from lineage_rdf.codec import jsonld_dropped as words
from lineage_rdf.codec.jsonld_dropped import Dropped
from lineage_rdf.codec.jsonld_loader import NO_BASE
from lineage_rdf.codec.jsonld_options import BLANK_PREDICATE, Direction
from lineage_rdf.codec.terms import is_iri
from lineage_rdf.vocabulary.namespaces import RDF

_Node: TypeAlias = dict[str, Any]
_I18N = "https://www.w3.org/ns/i18n#"


@frozen
class Preparing:
    """One pass over an expanded document.

    Args:
        dropped: where to count.
        direction: what becomes of a text with a direction.
        renamed: labels of blank nodes that are properties, which become IRIs of ours.
    """

    dropped: Dropped
    direction: Direction | None
    renamed: frozenset[str]

    def nodes(self, items: list[Any]) -> list[Any]:
        """Return what stands side by side."""
        return [self._item(item) for item in items]

    def _item(self, item: Any) -> Any:
        if not isinstance(item, dict):
            return item
        if "@value" in item:
            return self._value(item)
        if "@list" in item:
            self._index(item)
            return {"@list": self.nodes(item["@list"])}
        return self._node(item)

    def _node(self, node: _Node) -> _Node:
        self._index(node)
        made: _Node = {}
        for key, value in node.items():
            if key == "@id":
                made[key] = self._name(value)
            elif key == "@type":
                made[key] = [self._name(name) for name in value]
            elif key == "@reverse":
                made[key] = {
                    self._name(name): self.nodes(items) for name, items in value.items() if self._holds(name)
                }
            elif key.startswith("@"):
                made[key] = self.nodes(value) if isinstance(value, list) else value
            elif self._holds(key):
                made[self._name(key)] = self.nodes(value)
        made.pop("@index", None)
        return made

    def _holds(self, key: str) -> bool:
        """Say whether RDF holds statements of a property, and count it if not."""
        if key.startswith("_:") and key not in self.renamed:
            self.dropped.add(words.BLANK_KEY, key)
            return False
        return True

    def _name(self, name: str | None) -> str:
        """Return a name as the parser should see it: relative if it is, for it leaves those out."""
        if name is None:  # it looked like a keyword
            self.dropped.add(words.NO_IRI, "@...")
            return ""
        if name in self.renamed:
            return BLANK_PREDICATE + name[2:]
        if name.startswith(NO_BASE):
            relative = name.removeprefix(NO_BASE)
            self.dropped.add(words.RELATIVE, relative)
            return relative
        if not name.startswith("_:") and not is_iri(name):
            self.dropped.add(words.NO_IRI, name)
        return name

    def _value(self, item: _Node) -> _Node:
        self._index(item)
        made = {key: value for key, value in item.items() if key != "@index"}
        if "@direction" not in made or self.direction == "rdf-1.2":
            return made
        direction = made.pop("@direction")
        if self.direction is None:
            self.dropped.add(words.DIRECTION)
            return made
        language = made.pop("@language", "")
        if self.direction == "i18n-datatype":
            return {**made, "@type": f"{_I18N}{language}_{direction}"}
        parts = {f"{RDF}value": made["@value"], f"{RDF}direction": direction, f"{RDF}language": language}
        return {
            name: [{"@value": text}] for name, text in parts.items() if text != "" or name == f"{RDF}value"
        }

    def _index(self, item: _Node) -> None:
        if "@index" in item:
            self.dropped.add(words.INDEX)


def blank_properties(item: Any) -> frozenset[str]:
    """Return the labels of the blank nodes that are properties in an expanded document."""
    found: set[str] = set()
    waiting = [item]
    while waiting:
        current = waiting.pop()
        if isinstance(current, list):
            waiting += current
        elif isinstance(current, dict) and "@value" not in current:
            found |= {key for key in current if key.startswith("_:")}
            waiting += current.values()
    return frozenset(found)
