"""Reading rdf:type triples: declarations, property characteristics, n-ary axioms, class assertions.

Source: OWL 2 Mapping to RDF Graphs, tables 5, 7 and 16.
"""

from __future__ import annotations

from attrs import frozen
from pyoxigraph import BlankNode, NamedNode

from tools.owl.axiom import Axiom
from tools.owl.classes import ClassReader
from tools.owl.declarations import DECLARING_TYPES, Kind
from tools.owl.graph import Node, Statement, Term
from tools.owl.names import OWL, RDF, RDFS, TYPE
from tools.owl.nary import NARY_TYPES, read_nary

CHARACTERISTICS = {
    OWL + f"{name}Property": f"{name}ObjectProperty"
    for name in ("InverseFunctional", "Reflexive", "Irreflexive", "Symmetric", "Asymmetric", "Transitive")
}
_EXPRESSION_TYPES = frozenset({OWL + "Class", OWL + "Restriction", RDFS + "Datatype", OWL + "DataRange"})
_PROPERTY_KINDS = (Kind.OBJECT, Kind.DATA, Kind.ANNOTATION)
_REDUNDANT = {RDFS + "Class": (Kind.CLASS, Kind.DATATYPE), RDF + "Property": _PROPERTY_KINDS}
_REDUNDANT[OWL + "DeprecatedClass"] = (Kind.CLASS,)
_REDUNDANT[OWL + "DeprecatedProperty"] = _PROPERTY_KINDS


@frozen
class TypeReader:
    """Reads rdf:type triples.

    Attributes:
        reader: Reader of class expressions.
    """

    reader: ClassReader

    def read(self, triple: Statement) -> list[Axiom]:
        """What ``triple`` states, if it is an rdf:type triple that states an axiom."""
        if triple.predicate.value != TYPE:
            return []
        subject, value = triple.subject, triple.object
        name = value.value if isinstance(value, NamedNode) else ""
        if isinstance(subject, BlankNode) and name in _EXPRESSION_TYPES:
            self.reader.read_either(subject)
            return []
        if name in NARY_TYPES:
            return read_nary(self.reader, subject, name)
        if self._is_redundant(subject, name):
            return []
        return self._declaration_or_fact(subject, name, value)

    def _declaration_or_fact(self, subject: Node, name: str, value: Term) -> list[Axiom]:
        found = [Axiom("Declaration", subject)] if name in DECLARING_TYPES else []
        if name in CHARACTERISTICS:
            return [*found, Axiom(CHARACTERISTICS[name], subject, (self.reader.properties.read(subject),))]
        if name == OWL + "FunctionalProperty":
            prop = self.reader.properties.read(subject)
            kind = "Data" if prop.form == "DataProperty" else "Object"
            return [Axiom(f"Functional{kind}Property", subject, (prop,))]
        if found or name == OWL + "Ontology":
            return found
        return [Axiom("ClassAssertion", subject, (self.reader.read(value),), (subject,))]

    def _is_redundant(self, subject: Node, name: str) -> bool:
        """Whether an RDFS type only repeats what an OWL declaration says."""
        if not isinstance(subject, NamedNode):
            return False
        return any(self.reader.declared.is_a(subject.value, kind) for kind in _REDUNDANT.get(name, ()))
