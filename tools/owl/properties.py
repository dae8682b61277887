"""Reading property expressions. Source: OWL 2 Mapping to RDF Graphs, table 11."""

from __future__ import annotations

from attrs import frozen
from pyoxigraph import BlankNode, NamedNode

from tools.owl.declarations import Declarations, Kind
from tools.owl.expressions import MALFORMED, Expression
from tools.owl.faults import Faults
from tools.owl.graph import OntologyGraph, Term
from tools.owl.names import OWL

FORMS = {Kind.OBJECT: "ObjectProperty", Kind.DATA: "DataProperty", Kind.ANNOTATION: "AnnotationProperty"}
OBJECT_FORMS = frozenset({"ObjectProperty", "ObjectInverseOf"})


@frozen
class PropertyReader:
    """Turns nodes into property expressions.

    Attributes:
        graph: The ontology.
        declared: What it declares.
        faults: Takes what cannot be read.
    """

    graph: OntologyGraph
    declared: Declarations
    faults: Faults

    def read(self, node: Term) -> Expression:
        """The property expression at ``node``: a name, or the inverse of a name."""
        if isinstance(node, NamedNode):
            kind = self.declared.property_kind(node.value)
            return Expression(FORMS[kind] if kind else "UnknownProperty", node.value)
        inverse = self.graph.objects(node, OWL + "inverseOf")
        if isinstance(node, BlankNode) and len(inverse) == 1 and isinstance(inverse[0], NamedNode):
            self.faults.explain(node)
            return Expression("ObjectInverseOf", operands=(self.read(inverse[0]),))
        self.faults.explain(node)
        self.faults.add("malformed-expression", node, "neither a property name nor the inverse of one")
        return MALFORMED
