"""Reading class expressions. Source: OWL 2 Mapping to RDF Graphs, table 13."""

from __future__ import annotations

from attrs import field, frozen
from pyoxigraph import BlankNode, Literal, NamedNode

from tools.owl.dataranges import RANGE_TYPES, DataRangeReader
from tools.owl.declarations import Declarations, Kind
from tools.owl.expressions import MALFORMED, Expression
from tools.owl.faults import Faults
from tools.owl.graph import OntologyGraph, Term
from tools.owl.lists import read_list
from tools.owl.names import OWL
from tools.owl.properties import PropertyReader
from tools.owl.restrictions import RestrictionReader

CONNECTIVES = {
    OWL + "intersectionOf": "ObjectIntersectionOf",
    OWL + "unionOf": "ObjectUnionOf",
    OWL + "complementOf": "ObjectComplementOf",
    OWL + "oneOf": "ObjectOneOf",
}


@frozen
class ClassReader:
    """Turns nodes into class expressions.

    Attributes:
        graph: The ontology.
        declared: What it declares.
        faults: Takes what cannot be read.
        properties: Reader of property expressions.
        ranges: Reader of data ranges.
    """

    graph: OntologyGraph
    declared: Declarations
    faults: Faults
    properties: PropertyReader = field(init=False)
    ranges: DataRangeReader = field(init=False)

    @properties.default
    def _property_reader(self) -> PropertyReader:
        return PropertyReader(self.graph, self.declared, self.faults)

    @ranges.default
    def _range_reader(self) -> DataRangeReader:
        return DataRangeReader(self.graph, self.faults)

    def read(self, node: Term) -> Expression:
        """The class expression at ``node``: a name, a connective, an enumeration or a restriction."""
        if isinstance(node, NamedNode):
            return Expression("Class", node.value)
        if isinstance(node, Literal):
            return self.malformed(node, "a literal stands where a class belongs")
        self.faults.explain(node)
        if node in self.faults.readings:
            return self.faults.readings[node]
        if node in self.faults.being_read:
            return self.malformed(node, "a class expression contains itself")
        self.faults.being_read.add(node)
        expression = self.faults.readings[node] = self._anonymous(node)
        self.faults.being_read.discard(node)
        return expression

    def _anonymous(self, node: BlankNode) -> Expression:
        keys = [key for key in (*CONNECTIVES, OWL + "onProperty") if self.graph.objects(node, key)]
        if len(keys) != 1 or len(self.graph.objects(node, keys[0])) != 1:
            return self.malformed(node, "a class expression needs exactly one constructor")
        if not any(self.graph.has_type(node, OWL + name) for name in ("Class", "Restriction")):
            self.faults.add("malformed-expression", node, "the type owl:Class or owl:Restriction is missing")
        if keys[0] == OWL + "onProperty":
            return RestrictionReader(self, node).read()
        return self.connective(node, keys[0])

    def read_either(self, node: Term) -> Expression:
        """The class expression or data range at ``node``, whichever its declaration or type says."""
        return self.ranges.read(node) if self.is_range(node) else self.read(node)

    def is_range(self, node: Term) -> bool:
        """Whether ``node`` is a datatype or typed as one."""
        if isinstance(node, NamedNode):
            is_class = self.declared.is_a(node.value, Kind.CLASS)
            return self.declared.is_a(node.value, Kind.DATATYPE) and not is_class
        return isinstance(node, BlankNode) and any(self.graph.has_type(node, name) for name in RANGE_TYPES)

    def connective(self, node: NamedNode | BlankNode, key: str) -> Expression:
        """The boolean connective or enumeration that ``node`` states under the predicate ``key``."""
        value, form = self.graph.objects(node, key)[0], CONNECTIVES[key]
        if form == "ObjectComplementOf":
            return Expression(form, operands=(self.read(value),))
        members = read_list(self.graph, value, self.faults)
        if form == "ObjectOneOf":
            return self._enumeration(node, members)
        if len(members) < 2:
            self.faults.add("malformed-expression", node, f"{form} needs two or more operands")
        return Expression(form, operands=tuple(self.read(member) for member in members))

    def _enumeration(self, node: NamedNode | BlankNode, members: list[Term]) -> Expression:
        if not members or any(isinstance(member, Literal) for member in members):
            return self.malformed(node, "ObjectOneOf needs one or more individuals and nothing else")
        return Expression("ObjectOneOf", values=tuple(members))

    def malformed(self, node: Term, message: str) -> Expression:
        """Note that ``node`` is no class expression."""
        self.faults.explain(node)
        self.faults.add("malformed-expression", node, message)
        return MALFORMED
