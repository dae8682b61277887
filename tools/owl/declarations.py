"""Which kind of entity each IRI is declared to be.

Source: OWL 2 Mapping to RDF Graphs, section 3.1.2, table 7 (declarations) and table 5 (redundant RDFS types).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum

from attrs import frozen
from pyoxigraph import NamedNode

from tools.owl.graph import OntologyGraph
from tools.owl.names import (
    BUILT_IN_ANNOTATION,
    BUILT_IN_CLASSES,
    BUILT_IN_DATA,
    BUILT_IN_OBJECT,
    DL_DATATYPES,
    OWL,
    RDFS,
    TYPE,
)


class Kind(StrEnum):
    """Kinds of entity an IRI may be declared as."""

    CLASS = "class"
    DATATYPE = "datatype"
    OBJECT = "object property"
    DATA = "data property"
    ANNOTATION = "annotation property"
    INDIVIDUAL = "named individual"


DECLARING_TYPES: Mapping[str, Kind] = {
    OWL + "Class": Kind.CLASS,
    RDFS + "Datatype": Kind.DATATYPE,
    OWL + "ObjectProperty": Kind.OBJECT,
    OWL + "DatatypeProperty": Kind.DATA,
    OWL + "AnnotationProperty": Kind.ANNOTATION,
    OWL + "NamedIndividual": Kind.INDIVIDUAL,
    # These characteristics fit object properties only, so the mapping reads them as declarations too.
    OWL + "InverseFunctionalProperty": Kind.OBJECT,
    OWL + "TransitiveProperty": Kind.OBJECT,
    OWL + "SymmetricProperty": Kind.OBJECT,
    OWL + "OntologyProperty": Kind.ANNOTATION,
}

BUILT_IN: Mapping[str, Kind] = (
    dict.fromkeys(BUILT_IN_CLASSES, Kind.CLASS)
    | dict.fromkeys(BUILT_IN_OBJECT, Kind.OBJECT)
    | dict.fromkeys(BUILT_IN_DATA, Kind.DATA)
    | dict.fromkeys(BUILT_IN_ANNOTATION, Kind.ANNOTATION)
    | dict.fromkeys(DL_DATATYPES, Kind.DATATYPE)
)
"""The one kind of each name that needs no declaration."""


@frozen
class Declarations:
    """The declared kinds of each IRI, built-in entities included.

    Attributes:
        kinds: IRI to the kinds it is declared as.
    """

    kinds: Mapping[str, frozenset[Kind]]

    def is_a(self, iri: str, kind: Kind) -> bool:
        """Whether ``iri`` is declared (or built in) as ``kind``."""
        return kind in self.kinds.get(iri, frozenset())

    def property_kind(self, iri: str) -> Kind | None:
        """The kind of property ``iri`` is; the logical kinds win where it is declared as several."""
        return next(
            (kind for kind in (Kind.OBJECT, Kind.DATA, Kind.ANNOTATION) if self.is_a(iri, kind)), None
        )


def declarations(graph: OntologyGraph) -> Declarations:
    """Collect what ``graph`` declares."""
    kinds: dict[str, set[Kind]] = defaultdict(set)
    for iri, kind in BUILT_IN.items():
        kinds[iri].add(kind)
    for triple in graph.triples:
        if triple.predicate.value != TYPE or not isinstance(triple.subject, NamedNode):
            continue
        if isinstance(triple.object, NamedNode) and triple.object.value in DECLARING_TYPES:
            kinds[triple.subject.value].add(DECLARING_TYPES[triple.object.value])
    return Declarations({iri: frozenset(found) for iri, found in kinds.items()})
