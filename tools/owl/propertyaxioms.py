"""Reading property axioms. Source: OWL 2 Mapping to RDF Graphs, table 16."""

from __future__ import annotations

from pyoxigraph import BlankNode, NamedNode

from tools.owl.axiom import Axiom
from tools.owl.classes import ClassReader
from tools.owl.expressions import Expression
from tools.owl.graph import Statement
from tools.owl.lists import read_list
from tools.owl.names import OWL, RDFS
from tools.owl.properties import OBJECT_FORMS

SUB, CHAIN, INVERSE = RDFS + "subPropertyOf", OWL + "propertyChainAxiom", OWL + "inverseOf"
_PAIRS = {SUB: "Sub{}PropertyOf", OWL + "equivalentProperty": "Equivalent{}Properties"}
_PAIRS[OWL + "propertyDisjointWith"] = "Disjoint{}Properties"
_CLASSES = {RDFS + "domain": "Domain", RDFS + "range": "Range"}
KIND_FORMS = (("Object", OBJECT_FORMS), ("Data", {"DataProperty"}), ("Annotation", {"AnnotationProperty"}))
PROPERTY_PREDICATES = frozenset({*_PAIRS, *_CLASSES, CHAIN, INVERSE})


def read_property_axiom(reader: ClassReader, triple: Statement) -> list[Axiom]:
    """The property axiom that ``triple`` states, if it states one."""
    predicate = triple.predicate.value
    if predicate not in PROPERTY_PREDICATES:
        return []
    if predicate == INVERSE and isinstance(triple.subject, BlankNode):
        return []  # An inverse property expression, read where it is used.
    prop = reader.properties.read(triple.subject)
    if predicate in _CLASSES:
        return [_domain_or_range(reader, prop, triple)]
    if predicate == CHAIN:
        return [_chain(reader, prop, triple)]
    other = reader.properties.read(triple.object)
    if predicate == INVERSE:
        return [Axiom("InverseObjectProperties", triple.subject, (prop, other))]
    kind = shared_kind(prop, other)
    return [Axiom(_PAIRS[predicate].format(kind), triple.subject, (prop, other))]


def shared_kind(*props: Expression) -> str:
    """``Object``, ``Data`` or ``Annotation`` if all are of that kind, else ``Mixed``."""
    for kind, forms in KIND_FORMS:
        if all(prop.form in forms or prop.form == "UnknownProperty" for prop in props):
            return kind
    return "Mixed"


def _domain_or_range(reader: ClassReader, prop: Expression, triple: Statement) -> Axiom:
    end = _CLASSES[triple.predicate.value]
    if prop.form == "AnnotationProperty":
        if not isinstance(triple.object, NamedNode):
            reader.faults.add(
                "malformed-expression", triple.subject, "range and domain of annotations are IRIs"
            )
        return Axiom("AnnotationProperty" + end, triple.subject, (prop,), (triple.object,))
    if end == "Range" and (prop.form == "DataProperty" or reader.is_range(triple.object)):
        return Axiom("DataPropertyRange", triple.subject, (prop, reader.ranges.read(triple.object)))
    kind = "Data" if prop.form == "DataProperty" else "Object"
    return Axiom(f"{kind}Property{end}", triple.subject, (prop, reader.read(triple.object)))


def _chain(reader: ClassReader, prop: Expression, triple: Statement) -> Axiom:
    members = read_list(reader.graph, triple.object, reader.faults)
    if len(members) < 2:
        reader.faults.add("malformed-expression", triple.subject, "a chain needs two or more properties")
    links = tuple(reader.properties.read(member) for member in members)
    return Axiom("SubObjectPropertyChain", triple.subject, (*links, prop))
