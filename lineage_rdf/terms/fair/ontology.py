"""An ontology file as the criteria see it: its header, and its own terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from attrs import frozen
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from lineage_rdf.codec.read import with_http_schema
from lineage_rdf.vocabulary.namespaces import OWL, RDF, RDFS, SCHEMA, SKOS, VANN

Value: TypeAlias = NamedNode | BlankNode | Literal | Triple
Said: TypeAlias = Mapping[str, tuple[Value, ...]]

# Relative references in a file are resolved against this; no address of that kind can exist (RFC 2606).
NOWHERE: Final = "http://file.invalid/"
_TYPE: Final = f"{RDF}type"
_HEADERS: Final = (f"{OWL}Ontology", f"{SKOS}ConceptScheme")
CLASSES: Final = frozenset({f"{OWL}Class", f"{RDFS}Class"})
PROPERTIES: Final = frozenset({f"{OWL}ObjectProperty", f"{OWL}DatatypeProperty", f"{RDF}Property"})
CONCEPTS: Final = frozenset({f"{SKOS}Concept", f"{SCHEMA}DefinedTerm"})


@frozen
class Ontology:
    """An ontology file.

    Args:
        name: the file, for messages.
        iri: the IRI of the ontology, or of the concept scheme where no ontology is declared; empty if there is neither.
        others: the other ontologies that the file declares.
        said: property -> values, of the header.
        terms: IRIs of the classes, properties and concepts that the ontology calls its own, sorted.
        foreign: IRIs of the classes and properties that it takes from others, sorted.
        about: IRI -> property -> values, of its own terms.
    """

    name: str
    iri: str
    others: tuple[str, ...]
    said: Said
    terms: tuple[str, ...]
    foreign: tuple[str, ...]
    about: Mapping[str, Said]

    def texts(self, iri: str) -> tuple[str, ...]:
        """Return the values of a property of the header that are texts or IRIs; blank nodes name nothing."""
        return tuple(
            value.value for value in self.said.get(iri, ()) if isinstance(value, NamedNode | Literal)
        )


def ontology_of(quads: Iterable[Quad], name: str = "") -> Ontology:
    """Return the ontology that a file describes.

    Where a file declares several ontologies, the one that most is said of counts. A term is its own if its IRI lies below
    the ontology's IRI or its preferred namespace, or if `rdfs:isDefinedBy` names the ontology; a file without a header
    owns whatever it declares.

    Args:
        quads: the statements.
        name: the file, for messages.
    """
    about = _by_subject(with_http_schema(quads))
    iri, others = _header(about)
    said = about.get(iri, {})
    kinds = {subject: _kinds(row) for subject, row in about.items()}
    own = _Own(iri, said)
    described = {
        subject
        for subject, kind in kinds.items()
        if kind & (CLASSES | PROPERTIES | CONCEPTS) and own.has(subject, about[subject])
    }
    foreign = {subject for subject, kind in kinds.items() if kind & (CLASSES | PROPERTIES)} - described
    return Ontology(
        name,
        iri,
        others,
        said,
        tuple(sorted(described)),
        tuple(sorted(foreign)),
        {subject: about[subject] for subject in sorted(described)},
    )


def _by_subject(quads: Iterable[Quad]) -> dict[str, dict[str, tuple[Value, ...]]]:
    """Return IRI -> property -> values; what blank nodes are is left out, as no criterion asks for it."""
    found: dict[str, dict[str, list[Value]]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            found.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)
    return {subject: {name: tuple(values) for name, values in row.items()} for subject, row in found.items()}


def _kinds(row: Said) -> frozenset[str]:
    return frozenset(value.value for value in row.get(_TYPE, ()) if isinstance(value, NamedNode))


def _header(about: Mapping[str, Said]) -> tuple[str, tuple[str, ...]]:
    """Return the IRI of the ontology that most is said of, and the others."""
    for kind in _HEADERS:
        found = [subject for subject, row in about.items() if kind in _kinds(row)]
        if found:
            ranked = sorted(found, key=lambda subject: (-sum(map(len, about[subject].values())), subject))
            return ranked[0], tuple(sorted(ranked[1:]))
    return "", ()


class _Own:
    """Tells the terms of an ontology from those of others."""

    def __init__(self, iri: str, said: Said) -> None:
        spaces = [
            value.value
            for value in said.get(f"{VANN}preferredNamespaceUri", ())
            if isinstance(value, NamedNode | Literal)
        ]
        self._iri = iri
        self._bare = iri.rstrip("#/")
        self._starts = tuple(
            space for space in (f"{self._bare}#", f"{self._bare}/", *spaces) if space and self._bare
        )

    def has(self, subject: str, row: Said) -> bool:
        if not self._bare:
            return True
        if subject.rstrip("#/") == self._bare:
            return False
        by = {value.value for value in row.get(f"{RDFS}isDefinedBy", ()) if isinstance(value, NamedNode)}
        return subject.startswith(self._starts) or self._iri in by
