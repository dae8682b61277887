"""Reading data ranges. Source: OWL 2 Mapping to RDF Graphs, table 12."""

from __future__ import annotations

from attrs import frozen
from pyoxigraph import BlankNode, Literal, NamedNode

from tools.owl.expressions import MALFORMED, Expression
from tools.owl.faults import Faults
from tools.owl.graph import OntologyGraph, Term
from tools.owl.lists import read_list
from tools.owl.names import OWL, RDF, RDFS, XSD

RANGE_TYPES = (RDFS + "Datatype", OWL + "DataRange")
FACETS = frozenset(
    {XSD + name for name in ("minInclusive", "maxInclusive", "minExclusive", "maxExclusive")}
    | {XSD + name for name in ("length", "minLength", "maxLength", "pattern")}
    | {RDF + "langRange"}
)
_CONNECTIVES = {
    OWL + "intersectionOf": "DataIntersectionOf",
    OWL + "unionOf": "DataUnionOf",
    OWL + "datatypeComplementOf": "DataComplementOf",
    OWL + "oneOf": "DataOneOf",
    OWL + "onDatatype": "DatatypeRestriction",
}


@frozen
class DataRangeReader:
    """Turns nodes into data ranges.

    Attributes:
        graph: The ontology.
        faults: Takes what cannot be read.
    """

    graph: OntologyGraph
    faults: Faults

    def read(self, node: Term) -> Expression:
        """The data range at ``node``: a datatype or a data range expression."""
        if isinstance(node, NamedNode):
            return Expression("Datatype", node.value)
        if isinstance(node, Literal):
            return self._malformed(node, "a literal stands where a data range belongs")
        self.faults.explain(node)
        if node in self.faults.readings:
            return self.faults.readings[node]
        if node in self.faults.being_read:
            return self._malformed(node, "a data range contains itself")
        self.faults.being_read.add(node)
        data_range = self.faults.readings[node] = self._anonymous(node)
        self.faults.being_read.discard(node)
        return data_range

    def _anonymous(self, node: BlankNode) -> Expression:
        keys = [key for key in _CONNECTIVES if self.graph.objects(node, key)]
        if len(keys) != 1 or len(self.graph.objects(node, keys[0])) != 1:
            return self._malformed(node, "a data range needs exactly one of its constructors")
        if not any(self.graph.has_type(node, name) for name in RANGE_TYPES):
            self.faults.add("malformed-expression", node, "the type rdfs:Datatype is missing")
        key = keys[0]
        value, form = self.graph.objects(node, key)[0], _CONNECTIVES[key]
        if form == "DatatypeRestriction":
            return self._restriction(node, value)
        if form == "DataComplementOf":
            return Expression(form, operands=(self.read(value),))
        members = read_list(self.graph, value, self.faults)
        if form == "DataOneOf":
            return self._enumeration(node, members)
        if len(members) < 2:
            self.faults.add("malformed-expression", node, f"{form} needs two or more operands")
        return Expression(form, operands=tuple(self.read(member) for member in members))

    def _enumeration(self, node: BlankNode, members: list[Term]) -> Expression:
        if not members or not all(isinstance(member, Literal) for member in members):
            return self._malformed(node, "DataOneOf needs one or more literals and nothing else")
        return Expression("DataOneOf", values=tuple(members))

    def _restriction(self, node: BlankNode, datatype: Term) -> Expression:
        facets: list[Term] = []
        for head in self.graph.objects(node, OWL + "withRestrictions"):
            for cell in read_list(self.graph, head, self.faults):
                facets += self._facet(cell)
        if not facets or not isinstance(datatype, NamedNode):
            return self._malformed(node, "a datatype restriction needs a datatype and one or more facets")
        return Expression("DatatypeRestriction", operands=(self.read(datatype),), values=tuple(facets))

    def _facet(self, cell: Term) -> list[Term]:
        self.faults.explain(cell)
        pairs = [] if isinstance(cell, Literal) else list(self.graph.predicates(cell).items())
        if len(pairs) == 1 and pairs[0][0] in FACETS and all(isinstance(v, Literal) for v in pairs[0][1]):
            return pairs[0][1]
        self.faults.add("malformed-expression", cell, "a facet is one OWL 2 facet with a literal")
        return []

    def _malformed(self, node: Term, message: str) -> Expression:
        self.faults.explain(node)
        self.faults.add("malformed-expression", node, message)
        return MALFORMED
