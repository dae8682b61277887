"""Values of statements as texts that are equal if the values are, whatever blank nodes are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from lineage_rdf.vocabulary.namespaces import OWL, RDF, XSD

Value: TypeAlias = NamedNode | BlankNode | Literal | Triple
# In these lists the order says nothing.
_UNORDERED: Final = frozenset(
    f"{OWL}{name}"
    for name in ("unionOf", "intersectionOf", "oneOf", "members", "distinctMembers", "disjointUnionOf")
)
_FIRST, _REST, _NIL, _TYPE = (f"{RDF}{name}" for name in ("first", "rest", "nil", "type"))
# That an expression is a class is plain, and some files say it and some do not.
_PLAIN: Final = (_TYPE, f"<{OWL}Class>")
# A longer expression is told by a digest of it, so that texts do not grow with each level.
_LONGEST: Final = 2_000
_ROUNDS: Final = 50


class Texts:
    """Writes values as texts; a blank node is written as what is said of it.

    Blank nodes from which a circle of blank nodes can be reached are told by a digest of what is said of them, as colour
    refinement finds it; two that differ only far away in a circle may be taken for one.

    Args:
        quads: the statements of a vocabulary.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Make the texts of all blank nodes, those first at which the others point."""
        self._said: dict[BlankNode, list[tuple[str, Value]]] = {}
        self._above: dict[BlankNode, list[BlankNode]] = {}
        self._pointed_at: set[BlankNode] = set()
        self._made: dict[BlankNode, str] = {}
        for quad in quads:
            if isinstance(quad.subject, BlankNode):
                self._said.setdefault(quad.subject, []).append((quad.predicate.value, quad.object))
            if isinstance(quad.object, BlankNode):
                self._pointed_at.add(quad.object)
                if isinstance(quad.subject, BlankNode):
                    self._above.setdefault(quad.object, []).append(quad.subject)
        self._make()

    def text(self, value: Value) -> str:
        """Return the text of a value."""
        if isinstance(value, NamedNode):
            return f"<{value.value}>"
        if isinstance(value, Literal):
            return _literal(value)
        if isinstance(value, Triple):
            return f"<<( {' '.join(map(self.text, (value.subject, value.predicate, value.object)))} )>>"
        return self._made.get(value, "[]")

    def axioms(self) -> Iterator[str]:
        """Yield the texts of blank nodes at which nothing points, such as statements that several classes are disjoint."""
        for node in self._said:
            if node not in self._pointed_at:
                yield self.text(node)

    def _make(self) -> None:
        waiting = {
            node: sum(isinstance(value, BlankNode) and value in self._said for _, value in said)
            for node, said in self._said.items()
        }
        ready = [node for node, count in waiting.items() if not count]
        while ready:
            node = ready.pop()
            self._made[node] = _bounded(self._expression(node))
            for above in self._above.get(node, ()):
                waiting[above] -= 1
                if not waiting[above]:
                    ready.append(above)
        self._refine([node for node, count in waiting.items() if count])

    def _refine(self, circling: list[BlankNode]) -> None:
        """Make the texts of the nodes that lead into a circle."""
        self._made.update(dict.fromkeys(circling, "[circle]"))
        for _ in range(min(len(circling), _ROUNDS)):
            new = {node: f"[circle {_digest(self._expression(node))}]" for node in circling}
            self._made.update(new)

    def _expression(self, node: BlankNode) -> str:
        parts = []
        for name, value in self._said[node]:
            items = self._items(value)
            if items is not None:
                texts = list(map(self.text, items))
                told = f"({' '.join(sorted(texts) if name in _UNORDERED else texts)})"
            else:
                told = self.text(value)
            if (name, told) != _PLAIN:
                parts.append(f"<{name}> {told}")
        return f"[{'; '.join(sorted(parts))}]"

    def _items(self, value: Value) -> list[Value] | None:
        """Return the members of a list; None if the value is none."""
        items: list[Value] = []
        seen: set[Value] = set()
        while not (isinstance(value, NamedNode) and value.value == _NIL):
            said = self._said.get(value, []) if isinstance(value, BlankNode) else []
            row = {name: target for name, target in said if name != _TYPE}
            if value in seen or set(row) != {_FIRST, _REST} or len(said) > len(row) + 1:
                return None
            seen.add(value)
            items.append(row[_FIRST])
            value = row[_REST]
        return items


def _bounded(text: str) -> str:
    return text if len(text) <= _LONGEST else f"[expression {_digest(text)}]"


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def _literal(value: Literal) -> str:
    text = '"' + value.value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if value.language:
        return f"{text}@{value.language.lower()}"
    return text if value.datatype.value == f"{XSD}string" else f"{text}^^<{value.datatype.value}>"
