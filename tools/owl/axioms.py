"""The axioms an ontology graph states, and what in it no OWL construct explains.

Source: OWL 2 Mapping to RDF Graphs, section 3 (parsing: header, declarations, expressions, axioms,
annotations).
"""

from __future__ import annotations

from attrs import frozen
from pyoxigraph import BlankNode

from tools.owl.axiom import Axiom
from tools.owl.classaxioms import read_class_axiom
from tools.owl.classes import ClassReader
from tools.owl.declarations import Declarations, declarations
from tools.owl.facts import read_fact
from tools.owl.faults import Faults
from tools.owl.graph import OntologyGraph
from tools.owl.header import check_headers
from tools.owl.names import FIRST, REST
from tools.owl.propertyaxioms import read_property_axiom
from tools.owl.structure import STRUCTURAL
from tools.owl.typeaxioms import TypeReader
from tools.owl.violation import Violation


@frozen
class Ontology:
    """An ontology as axioms.

    Attributes:
        graph: The triples it was read from.
        declared: The declared kinds of its names.
        axioms: Its axioms, assertions and annotations.
        faults: DL violations met while reading.
    """

    graph: OntologyGraph
    declared: Declarations
    axioms: tuple[Axiom, ...]
    faults: tuple[Violation, ...]


def read_ontology(graph: OntologyGraph) -> Ontology:
    """Read every triple of ``graph`` as part of some OWL construct."""
    declared, faults = declarations(graph), Faults()
    check_headers(graph, faults)
    reader = ClassReader(graph, declared, faults)
    types = TypeReader(reader)
    axioms: list[Axiom] = []
    for triple in graph.triples:
        axioms += types.read(triple)
        axioms += read_class_axiom(reader, triple)
        axioms += read_property_axiom(reader, triple)
        axioms += read_fact(reader, triple)
    _report_strays(graph, faults)
    return Ontology(graph, declared, tuple(axioms), tuple(faults.found))


def _report_strays(graph: OntologyGraph, faults: Faults) -> None:
    """Report blank nodes that only an expression, list or axiom could explain, and none did."""
    nodes = {t.subject for t in graph.triples if isinstance(t.subject, BlankNode)} - faults.explained
    for node in nodes:
        predicates = graph.predicates(node)
        if FIRST in predicates or REST in predicates:
            faults.add("stray-list", node, "no OWL construct reads this rdf:List cell")
        elif any(p in STRUCTURAL for p in predicates):
            faults.add("unexplained-triple", node, "an expression that lacks a type or that nothing uses")
