"""Values of statements as texts that are equal if the values are, whatever blank nodes are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Final, TypeAlias

from attrs import frozen
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

# A list with more members is told by their number and a digest, so that lists in lists cost no more than they are long.
_MOST_MEMBERS: Final = 500
_LARGEST: Final = 1 << 256


@frozen
class _List:
    """What is known of a list: how many members it has, and digests in which their order counts or does not."""

    count: int = 0
    ordered: int = 0
    unordered: int = 0


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
        self._lists: dict[Value, _List] = {NamedNode(_NIL): _List()}
        # What something else than the list before it points at; nobody asks for the text of any other part of a list.
        self._asked: set[BlankNode] = set()
        for quad in quads:
            if isinstance(quad.subject, BlankNode):
                self._said.setdefault(quad.subject, []).append((quad.predicate.value, quad.object))
            if isinstance(quad.object, BlankNode):
                self._pointed_at.add(quad.object)
                if quad.predicate.value != _REST:
                    self._asked.add(quad.object)
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
            self._note_list(node)
            if node in self._asked or node not in self._lists or node not in self._pointed_at:
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
            known = self._lists.get(value)
            told = self._members(value, known, name) if known else self.text(value)
            if (name, told) != _PLAIN:
                parts.append(f"<{name}> {told}")
        return f"[{'; '.join(sorted(parts))}]"

    def _note_list(self, node: BlankNode) -> None:
        """Keep what a node says, if it is a list that ends."""
        row = {name: value for name, value in self._said[node] if name != _TYPE}
        rest = self._lists.get(row[_REST]) if set(row) == {_FIRST, _REST} else None
        if rest is not None and len(self._said[node]) <= len(row) + 1:
            text = self.text(row[_FIRST])
            self._lists[node] = _List(
                rest.count + 1, _number(f"{text} {rest.ordered}"), (rest.unordered + _number(text)) % _LARGEST
            )

    def _members(self, value: Value, known: _List, name: str) -> str:
        """Return the members of a list in brackets; of a long one their number and a digest."""
        if known.count > _MOST_MEMBERS:
            digest = known.unordered if name in _UNORDERED else known.ordered
            return f"(list of {known.count} {digest:x})"
        texts = []
        while isinstance(value, BlankNode):
            row = dict(self._said[value])
            texts.append(self.text(row[_FIRST]))
            value = row[_REST]
        return f"({' '.join(sorted(texts) if name in _UNORDERED else texts)})"


def _number(text: str) -> int:
    return int.from_bytes(sha256(text.encode()).digest())


def _bounded(text: str) -> str:
    return text if len(text) <= _LONGEST else f"[expression {_digest(text)}]"


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def _literal(value: Literal) -> str:
    text = '"' + value.value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if value.language:
        return f"{text}@{value.language.lower()}"
    return text if value.datatype.value == f"{XSD}string" else f"{text}^^<{value.datatype.value}>"
