"""The shapes of one profile folder as a graph, with the questions that the lint asks of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from lineage_rdf.vocabulary.namespaces import DCTERMS, RDF, SH

Node = NamedNode | BlankNode | Literal | Triple
TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode")
_SHAPE_VALUES = ("node", "property", "qualifiedValueShape", "not")
_SHAPE_LISTS = ("or", "and", "xone")


class ShapesGraph:
    """Statements of shapes files.

    Args:
        files: Turtle files; blank nodes of different files are kept apart.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        """Read the files."""
        self.quads: list[Quad] = []
        self._objects: dict[tuple[str, str], list[Node]] = {}
        base = "https://w3id.org/ftl/"
        for path in files:
            for quad in parse(
                path=str(path), format=RdfFormat.TURTLE, base_iri=base, rename_blank_nodes=True
            ):
                self.quads.append(quad)
                self._objects.setdefault((str(quad.subject), quad.predicate.value), []).append(quad.object)

    def objects(self, subject: Node, predicate: str) -> list[Node]:
        """Return the objects of a subject under the full IRI of a predicate."""
        return self._objects.get((str(subject), predicate), [])

    def shacl(self, subject: Node, name: str) -> list[Node]:
        """Return the objects of a subject under a property of SHACL."""
        return self.objects(subject, SH + name)

    def named_shapes(self) -> list[NamedNode]:
        """Return the shapes that have an IRI, sorted."""
        kinds = {f"{SH}NodeShape", f"{SH}PropertyShape"}
        found = {
            quad.subject
            for quad in self.quads
            if quad.predicate.value == f"{RDF}type" and getattr(quad.object, "value", "") in kinds
        }
        return sorted((item for item in found if isinstance(item, NamedNode)), key=str)

    def has_target(self, shape: Node) -> bool:
        """Say whether a shape looks for its focus nodes itself."""
        return any(self.shacl(shape, name) for name in TARGETS)

    def code(self, shape: Node) -> list[Node]:
        """Return the codes of a shape."""
        return self.objects(shape, f"{DCTERMS}identifier")

    def uses(self, shape: Node) -> Iterator[NamedNode]:
        """Yield the named shapes that a shape refers to, also from inside its unnamed parts."""
        for part in self._parts(shape):
            if isinstance(part, NamedNode):
                yield part
            else:
                yield from self.uses(part)

    def _parts(self, shape: Node) -> Iterator[Node]:
        for name in _SHAPE_VALUES:
            yield from self.shacl(shape, name)
        for name in _SHAPE_LISTS:
            for head in self.shacl(shape, name):
                yield from self.members(head)

    def members(self, head: Node) -> Iterator[Node]:
        """Yield the members of an RDF list."""
        while head != NamedNode(f"{RDF}nil"):
            yield from self.objects(head, f"{RDF}first")
            head = self.objects(head, f"{RDF}rest")[0]
