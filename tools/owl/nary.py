"""Reading axioms that are nodes of their own: n-ary disjointness, negative assertions, annotated axioms.

Source: OWL 2 Mapping to RDF Graphs, tables 16 and 17 and section 3.2.2.
"""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode

from tools.owl.axiom import Axiom
from tools.owl.classes import ClassReader
from tools.owl.graph import Node, Term
from tools.owl.lists import read_list
from tools.owl.names import OWL
from tools.owl.propertyaxioms import shared_kind

_CLASSES, _PROPERTIES = OWL + "AllDisjointClasses", OWL + "AllDisjointProperties"
_DIFFERENT, _NEGATIVE = OWL + "AllDifferent", OWL + "NegativePropertyAssertion"
_ANNOTATED = (OWL + "Axiom", OWL + "Annotation")
NARY_TYPES = frozenset({_CLASSES, _PROPERTIES, _DIFFERENT, _NEGATIVE, *_ANNOTATED})


def read_nary(reader: ClassReader, node: Node, type_iri: str) -> list[Axiom]:
    """The axioms that ``node``, of one of ``NARY_TYPES``, stands for."""
    reader.faults.explain(node)
    if type_iri in _ANNOTATED:
        return _annotated(reader, node)
    if type_iri == _NEGATIVE:
        return _negative(reader, node)
    keys = [OWL + "members", OWL + "distinctMembers"] if type_iri == _DIFFERENT else [OWL + "members"]
    heads = [head for key in keys for head in reader.graph.objects(node, key)]
    members = [m for head in heads for m in read_list(reader.graph, head, reader.faults)]
    if len(heads) != 1 or len(members) < 2:
        reader.faults.add("malformed-expression", node, "n-ary axiom needs one list of two or more")
    if type_iri == _CLASSES:
        return [Axiom("DisjointClasses", node, tuple(reader.read(m) for m in members))]
    if type_iri == _DIFFERENT:
        return [Axiom("DifferentIndividuals", node, values=tuple(members))]
    props = tuple(reader.properties.read(m) for m in members)
    return [Axiom(f"Disjoint{shared_kind(*props)}Properties", node, props)]


def _negative(reader: ClassReader, node: Node) -> list[Axiom]:
    parts = [_one(reader, node, key) for key in ("sourceIndividual", "assertionProperty")]
    targets = [_one(reader, node, key) for key in ("targetIndividual", "targetValue")]
    source, prop = parts
    target = targets[0] or targets[1]
    if source is None or prop is None or target is None:
        reader.faults.add("malformed-expression", node, "negation needs source, property and target")
        return []
    form = f"Negative{'Data' if isinstance(target, Literal) else 'Object'}PropertyAssertion"
    return [Axiom(form, node, (reader.properties.read(prop),), (source, target))]


def _annotated(reader: ClassReader, node: Node) -> list[Axiom]:
    source, prop, target = (
        _one(reader, node, key) for key in ("annotatedSource", "annotatedProperty", "annotatedTarget")
    )
    if source is None or not isinstance(prop, NamedNode) or target is None or isinstance(source, Literal):
        reader.faults.add("malformed-expression", node, "annotation needs source, property and target")
    elif not _is_stated(reader, source, prop, target):
        reader.faults.add("unexplained-triple", source, "the annotated axiom is not stated")
    return []


def _is_stated(reader: ClassReader, source: Node, prop: NamedNode, target: Term) -> bool:
    """Whether the annotated triple is there; an anonymous end is written twice, so any blank node will do."""
    if isinstance(source, BlankNode):
        return True
    stated = reader.graph.objects(source, prop.value)
    return target in stated or (
        isinstance(target, BlankNode) and any(isinstance(v, BlankNode) for v in stated)
    )


def _one(reader: ClassReader, node: Node, key: str) -> Term | None:
    found = reader.graph.objects(node, OWL + key)
    if len(found) > 1:
        reader.faults.add("malformed-expression", node, f"owl:{key} is stated {len(found)} times")
    return found[0] if found else None
