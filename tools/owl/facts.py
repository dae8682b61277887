"""Reading assertions and annotations: every triple whose predicate is a property of the ontology.

Source: OWL 2 Mapping to RDF Graphs, table 16 (assertions) and section 3.2.2 (annotations).
"""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode

from tools.owl.axiom import Axiom
from tools.owl.classaxioms import CLASS_PREDICATES
from tools.owl.classes import CONNECTIVES, ClassReader
from tools.owl.graph import Statement
from tools.owl.header import HEADER_PREDICATES
from tools.owl.names import OWL, TYPE, is_reserved, short
from tools.owl.propertyaxioms import PROPERTY_PREDICATES
from tools.owl.structure import STRUCTURAL

_INDIVIDUALS = {OWL + "sameAs": "SameIndividual", OWL + "differentFrom": "DifferentIndividuals"}
_AXIOM_PREDICATES = CLASS_PREDICATES | PROPERTY_PREDICATES | HEADER_PREDICATES | {TYPE}


def read_fact(reader: ClassReader, triple: Statement) -> list[Axiom]:
    """The assertion or annotation that ``triple`` states, if no other reader owns its predicate."""
    subject, predicate = triple.subject, triple.predicate.value
    if predicate in _INDIVIDUALS:
        if isinstance(triple.object, Literal):
            reader.faults.add("property-kind", subject, f"{short(predicate)} takes an individual")
        return [Axiom(_INDIVIDUALS[predicate], subject, values=(subject, triple.object))]
    if predicate in _AXIOM_PREDICATES or (isinstance(subject, NamedNode) and predicate in CONNECTIVES):
        return []
    if predicate in STRUCTURAL:
        if not isinstance(subject, BlankNode):
            reader.faults.add("unexplained-triple", subject, f"{short(predicate)} belongs on a blank node")
        return []
    if is_reserved(predicate) and not reader.declared.kinds.get(predicate):
        reader.faults.add("reserved-vocabulary", subject, f"{short(predicate)} is not for use")
        return []
    return [_assertion(reader, triple)]


def _assertion(reader: ClassReader, triple: Statement) -> Axiom:
    prop, subject, value = reader.properties.read(triple.predicate), triple.subject, triple.object
    is_literal = isinstance(value, Literal)
    if prop.form == "ObjectProperty" and is_literal:
        reader.faults.add("property-kind", subject, f"object property {prop} has the literal {value}")
    if prop.form == "DataProperty" and not is_literal:
        reader.faults.add("property-kind", subject, f"data property {prop} has a value that is no literal")
    if prop.form in ("ObjectProperty", "DataProperty") and reader.graph.has_type(subject, OWL + "Axiom"):
        reader.faults.add("property-kind", subject, f"{prop} annotates an axiom")
    form = {"ObjectProperty": "ObjectPropertyAssertion", "DataProperty": "DataPropertyAssertion"}
    return Axiom(form.get(prop.form, "AnnotationAssertion"), subject, (prop,), (subject, value))
