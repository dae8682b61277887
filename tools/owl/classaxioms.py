"""Reading class axioms, keys and datatype definitions. Source: OWL 2 Mapping to RDF Graphs, table 16."""

from __future__ import annotations

from pyoxigraph import NamedNode

from tools.owl.axiom import Axiom
from tools.owl.classes import CONNECTIVES, ClassReader
from tools.owl.graph import Statement
from tools.owl.lists import read_list
from tools.owl.names import OWL, RDFS

_PAIRS = {RDFS + "subClassOf": "SubClassOf", OWL + "disjointWith": "DisjointClasses"}
CLASS_PREDICATES = frozenset({*_PAIRS, OWL + "equivalentClass", OWL + "disjointUnionOf", OWL + "hasKey"})


def read_class_axiom(reader: ClassReader, triple: Statement) -> list[Axiom]:
    """The class axiom that ``triple`` states, if it states one."""
    subject, predicate, value = triple.subject, triple.predicate.value, triple.object
    if predicate in _PAIRS:
        return [Axiom(_PAIRS[predicate], subject, (reader.read(subject), reader.read(value)))]
    if predicate == OWL + "equivalentClass":
        return [_equivalence(reader, triple)]
    if predicate == OWL + "disjointUnionOf":
        parts = tuple(reader.read(member) for member in read_list(reader.graph, value, reader.faults))
        return [Axiom("DisjointUnion", subject, (reader.read(subject), *parts))]
    if predicate == OWL + "hasKey":
        members = read_list(reader.graph, value, reader.faults)
        keys = tuple(reader.properties.read(member) for member in members)
        return [Axiom("HasKey", subject, (reader.read(subject), *keys))]
    if predicate in CONNECTIVES and isinstance(subject, NamedNode):
        # The OWL 1 way of defining a name, which the mapping keeps.
        defined = reader.connective(subject, predicate)
        return [Axiom("EquivalentClasses", subject, (reader.read(subject), defined))]
    return []


def _equivalence(reader: ClassReader, triple: Statement) -> Axiom:
    if reader.is_range(triple.subject):
        operands = (reader.ranges.read(triple.subject), reader.ranges.read(triple.object))
        return Axiom("DatatypeDefinition", triple.subject, operands)
    operands = (reader.read(triple.subject), reader.read(triple.object))
    return Axiom("EquivalentClasses", triple.subject, operands)
