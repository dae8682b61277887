"""The shapes graph, indexed by subject and predicate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from lineage_rdf.codec.names import text as text  # the compiler's modules take it from here
from lineage_rdf.errors import UsageError
from lineage_rdf.vocabulary.namespaces import RDF, RDFS, XSD

Node: TypeAlias = NamedNode | BlankNode
Term: TypeAlias = NamedNode | BlankNode | Literal


class PassedOverError(UsageError):
    """A shape with a fault that engines pass over, so that all would pass: none may try it."""


def broken(shape: Term, what: str, kind: type[UsageError] = UsageError) -> UsageError:
    """Return the error of a shape that cannot be used."""
    return kind(f"a shape cannot be used: {what}", where=text(shape), fix="mend the shapes file")


class Index:
    """Finds statements of a shapes graph."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.quads = tuple(quads)
        self._objects: dict[Term, dict[str, list[Term]]] = {}
        self._subjects: dict[str, dict[Term, list[Node]]] = {}
        for subject, predicate, value, _ in self.quads:
            if isinstance(subject, Triple) or isinstance(value, Triple):
                continue
            name = predicate.value
            values = self._objects.setdefault(subject, {}).setdefault(name, [])
            if value not in values:
                values.append(value)
            self._subjects.setdefault(name, {}).setdefault(value, []).append(subject)

    def predicates(self, node: Term) -> list[str]:
        """Return the predicates of a node."""
        return list(self._objects.get(node, ()))

    def objects(self, node: Term, predicate: str) -> list[Term]:
        """Return the values of a predicate, in a fixed order."""
        found = self._objects.get(node, {}).get(predicate, [])
        return sorted(found, key=str) if len(found) > 1 else list(found)

    def subjects(self, predicate: str, value: Term | None = None) -> list[Node]:
        """Return the nodes that have a predicate, or have it with one value, in a fixed order."""
        by_value = self._subjects.get(predicate, {})
        lists = by_value.values() if value is None else [by_value.get(value, [])]
        return sorted({node for found in lists for node in found}, key=str)

    def one(self, node: Term, predicate: str) -> Term | None:
        """Return the only value of a predicate, None if there is none.

        Raises:
            UsageError: if there are several.
        """
        values = self.objects(node, predicate)
        if len(values) > 1:
            raise broken(node, f"it has {len(values)} values of <{predicate}> where one is allowed")
        return values[0] if values else None

    def integer(self, node: Term, predicate: str) -> int | None:
        """Return the only value of a predicate as an integer.

        Raises:
            UsageError: if it is no xsd:integer.
        """
        value = self.one(node, predicate)
        if value is None:
            return None
        if not isinstance(value, Literal) or not value.value.strip("+").isdecimal():
            raise broken(node, f"the value of <{predicate}> is no integer")
        return int(value.value)

    def flag(self, node: Term, predicate: str) -> bool:
        """Tell whether the value of a predicate is `true`, spelled so (SHACL knows no other spelling)."""
        value = self.one(node, predicate)
        return (
            isinstance(value, Literal) and value.value == "true" and value.datatype.value == f"{XSD}boolean"
        )

    def members(self, head: Term) -> list[Term]:
        """Return the members of a list.

        Raises:
            UsageError: if it is no well-formed list.
        """
        found: list[Term] = []
        seen: set[Term] = set()
        while text(head) != f"{RDF}nil":
            first, rest = self.objects(head, f"{RDF}first"), self.objects(head, f"{RDF}rest")
            if isinstance(head, Literal) or head in seen or len(first) != 1 or len(rest) != 1:
                raise broken(head, "a list is expected here, and this is no well-formed one")
            seen.add(head)
            found.append(first[0])
            head = rest[0]
        return found

    def instances(self, classes: Iterable[str]) -> list[Node]:
        """Return the nodes typed with one of some classes or a subclass that the graph itself declares."""
        wanted = [NamedNode(name) for name in classes]
        for name in wanted:
            below = (n for n in self.subjects(f"{RDFS}subClassOf", name) if isinstance(n, NamedNode))
            wanted += [node for node in below if node not in wanted]
        return list(dict.fromkeys(self._typed(wanted)))

    def _typed(self, classes: Iterable[NamedNode]) -> Iterator[Node]:
        for name in classes:
            yield from self.subjects(f"{RDF}type", name)
