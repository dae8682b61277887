"""Reading property restrictions. Source: OWL 2 Mapping to RDF Graphs, tables 13 and 14."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen
from pyoxigraph import BlankNode, Literal

from tools.owl.expressions import MALFORMED, Expression
from tools.owl.graph import Term
from tools.owl.names import OWL, RDFS, THING, XSD

if TYPE_CHECKING:
    from tools.owl.classes import ClassReader

_QUANTIFIERS = {OWL + "someValuesFrom": "SomeValuesFrom", OWL + "allValuesFrom": "AllValuesFrom"}
_CARDINALITIES = {
    OWL + "minCardinality": "MinCardinality",
    OWL + "maxCardinality": "MaxCardinality",
    OWL + "cardinality": "ExactCardinality",
}
_QUALIFIED = {
    OWL + "minQualifiedCardinality": "MinCardinality",
    OWL + "maxQualifiedCardinality": "MaxCardinality",
    OWL + "qualifiedCardinality": "ExactCardinality",
}
_HAS_VALUE, _HAS_SELF = OWL + "hasValue", OWL + "hasSelf"
_KEYS = (*_QUANTIFIERS, *_CARDINALITIES, *_QUALIFIED, _HAS_VALUE, _HAS_SELF)
_LITERAL_FILLER = Expression("Datatype", RDFS + "Literal")


@frozen
class RestrictionReader:
    """Reads one node with owl:onProperty.

    Attributes:
        reader: Reader of the nested class expressions, and keeper of graph and faults.
        node: The restriction.
    """

    reader: ClassReader
    node: BlankNode

    def read(self) -> Expression:
        """The restriction, or a malformed expression and a fault."""
        keys = [key for key in _KEYS if self._all(key)]
        if len(keys) != 1 or len(self._all(keys[0])) != 1:
            return self._malformed("a restriction needs exactly one value, quantifier or bound")
        prop = self.reader.properties.read(self._all(OWL + "onProperty")[0])
        value = self._all(keys[0])[0]
        if keys[0] in _QUANTIFIERS:
            return self._quantified(prop, _QUANTIFIERS[keys[0]], value)
        if keys[0] == _HAS_VALUE:
            return self._has_value(prop, value)
        if keys[0] == _HAS_SELF:
            return self._has_self(prop, value)
        return self._bounded(prop, keys[0], value)

    def _quantified(self, prop: Expression, name: str, value: Term) -> Expression:
        if self._is_data(prop, value):
            return Expression("Data" + name, operands=(prop, self.reader.ranges.read(value)))
        return Expression("Object" + name, operands=(prop, self.reader.read(value)))

    def _has_value(self, prop: Expression, value: Term) -> Expression:
        is_literal = isinstance(value, Literal)
        if is_literal != (prop.form == "DataProperty") and prop.form != "UnknownProperty":
            return self._malformed("owl:hasValue needs a literal for a data property, else an individual")
        return Expression(
            "DataHasValue" if is_literal else "ObjectHasValue", operands=(prop,), values=(value,)
        )

    def _has_self(self, prop: Expression, value: Term) -> Expression:
        if not isinstance(value, Literal) or value.value not in ("true", "1") or prop.form == "DataProperty":
            return self._malformed("owl:hasSelf takes true, on an object property")
        return Expression("ObjectHasSelf", operands=(prop,))

    def _bounded(self, prop: Expression, key: str, bound: Term) -> Expression:
        if not isinstance(bound, Literal) or not _is_bound(bound):
            return self._malformed("a cardinality is an xsd:nonNegativeInteger")
        if key in _CARDINALITIES:
            is_data, name = prop.form == "DataProperty", _CARDINALITIES[key]
            filler = _LITERAL_FILLER if is_data else Expression("Class", THING)
        else:
            classes, ranges = self._all(OWL + "onClass"), self._all(OWL + "onDataRange")
            if len(classes) + len(ranges) != 1:
                return self._malformed("a qualified cardinality needs one owl:onClass or owl:onDataRange")
            is_data, name = bool(ranges), _QUALIFIED[key]
            filler = self.reader.ranges.read(ranges[0]) if ranges else self.reader.read(classes[0])
        form = ("Data" if is_data else "Object") + name
        return Expression(form, operands=(prop, filler), number=int(bound.value))

    def _is_data(self, prop: Expression, filler: Term) -> bool:
        if prop.form in ("UnknownProperty", "AnnotationProperty", "Malformed"):
            return self.reader.is_range(filler)
        return prop.form == "DataProperty"

    def _all(self, key: str) -> list[Term]:
        return self.reader.graph.objects(self.node, key)

    def _malformed(self, message: str) -> Expression:
        self.reader.faults.add("malformed-expression", self.node, message)
        return MALFORMED


def _is_bound(bound: Literal) -> bool:
    return bound.value.isdecimal() and bound.datatype.value == XSD + "nonNegativeInteger"
