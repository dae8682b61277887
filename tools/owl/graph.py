"""The RDF behind an ontology: several files merged and indexed by subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import field, frozen
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from tools.owl.names import OWL, TYPE

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal


@frozen
class Statement:
    """One RDF triple without triple terms, of which OWL 2 knows nothing.

    Attributes:
        subject: IRI or blank node.
        predicate: IRI.
        object: IRI, blank node or literal.
    """

    subject: Node
    predicate: NamedNode
    object: Term


@frozen(eq=False)
class OntologyGraph:
    """The triples of several files, without duplicates, and the ontology nodes of each file.

    Attributes:
        triples: Every triple once, in order of first appearance.
        headers: For each file, the nodes it types as owl:Ontology.
    """

    triples: tuple[Statement, ...]
    headers: tuple[tuple[Node, ...], ...]
    _index: dict[Node, dict[str, list[Term]]] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Index the triples by subject and predicate."""
        for triple in self.triples:
            predicates = self._index.setdefault(triple.subject, {})
            predicates.setdefault(triple.predicate.value, []).append(triple.object)

    @_index.default
    def _empty_index(self) -> dict[Node, dict[str, list[Term]]]:
        return {}

    def objects(self, subject: Term, predicate: str) -> list[Term]:
        """The objects of ``subject`` under the predicate IRI, in file order."""
        return [] if isinstance(subject, Literal) else self.predicates(subject).get(predicate, [])

    def predicates(self, subject: Node) -> dict[str, list[Term]]:
        """Everything said of ``subject``: predicate IRI to objects."""
        return self._index.get(subject, {})

    def has_type(self, subject: Node, type_iri: str) -> bool:
        """Whether the graph types ``subject`` with the class IRI."""
        return NamedNode(type_iri) in self.objects(subject, TYPE)

    @property
    def ontologies(self) -> frozenset[Node]:
        """The ontology nodes of all files."""
        return frozenset(node for nodes in self.headers for node in nodes)


def load(files: Sequence[Path]) -> OntologyGraph:
    """Merge RDF files; the format follows the suffix, nothing is imported.

    Args:
        files: Turtle, N-Triples, RDF/XML ... files without named graphs.

    Raises:
        SyntaxError: A file is not valid in its format.
        ValueError: A file's suffix names no RDF format, or a file holds triple terms.
    """
    triples: dict[Statement, None] = {}
    headers = []
    for file in files:
        found = list(_read(file))
        headers.append(tuple(dict.fromkeys(t.subject for t in found if _is_header(t))))
        triples.update(dict.fromkeys(found))
    return OntologyGraph(tuple(triples), tuple(headers))


def _read(file: Path) -> Iterator[Statement]:
    rdf_format = RdfFormat.from_extension(file.suffix.removeprefix("."))
    if rdf_format is None:
        raise ValueError(f"{file}: the suffix names no RDF format")
    # Blank node labels are local to a file: renaming keeps two files apart.
    for quad in parse(path=file, format=rdf_format, rename_blank_nodes=True):
        if isinstance(quad.subject, Triple) or isinstance(quad.object, Triple):
            raise ValueError(f"{file}: a triple is the subject or object of another: OWL 2 cannot say that")
        yield Statement(quad.subject, quad.predicate, quad.object)


def _is_header(triple: Statement) -> bool:
    return triple.predicate.value == TYPE and triple.object == NamedNode(OWL + "Ontology")
