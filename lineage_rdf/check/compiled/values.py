"""Constraints on the kind of a value: class, datatype, node kind, membership in a list."""

from __future__ import annotations

from attrs import frozen
from pyoxigraph import Literal, NamedNode

from lineage_rdf.check.compiled.lexical import well_typed
from lineage_rdf.check.compiled.literals import AS_WRITTEN
from lineage_rdf.check.compiled.scope import Scope
from lineage_rdf.check.compiled.targets import is_instance, no_instance
from lineage_rdf.vocabulary.namespaces import RDFS, SH


def same(value: str, term: NamedNode | Literal, scope: Scope) -> str:
    """Return the expression that a value is a term."""
    return f"sameTerm({value}, {scope.constant(term)})"


@frozen
class ClassOf:
    """sh:class."""

    iri: str
    name: str = f"{SH}ClassConstraintComponent"

    def test(self, value: str, scope: Scope) -> str:
        """See `ValueComponent`."""
        return is_instance(value, self.iri, scope)

    def without(self, value: str, scope: Scope) -> str:
        """Return the pattern that keeps of all values those that do not conform."""
        return no_instance(value, self.iri, scope)


@frozen
class Datatype:
    """sh:datatype; ill-typed literals have another datatype where we loaded the data, and are looked at anywhere else."""

    iri: str
    name: str = f"{SH}DatatypeConstraintComponent"

    def test(self, value: str, scope: Scope) -> str:
        """See `ValueComponent`."""
        if self.iri == f"{RDFS}Literal":
            return f"isLiteral({value})"
        if scope.in_place:
            return f"(isLiteral({value}) && DATATYPE({value}) = <{self.iri}>{well_typed(value, self.iri)})"
        return f"(isLiteral({value}) && DATATYPE({value}) IN (<{self.iri}>, <{AS_WRITTEN}{self.iri}>))"


_KINDS = {
    "IRI": "isIRI({v})",
    "BlankNode": "isBlank({v})",
    "Literal": "isLiteral({v})",
    "BlankNodeOrIRI": "!isLiteral({v})",
    "BlankNodeOrLiteral": "!isIRI({v})",
    "IRIOrLiteral": "!isBlank({v})",
}


@frozen
class NodeKind:
    """sh:nodeKind."""

    kind: str
    name: str = f"{SH}NodeKindConstraintComponent"

    def test(self, value: str, scope: Scope) -> str:
        """See `ValueComponent`."""
        return f"({_KINDS[self.kind].format(v=value)})"


def is_node_kind(iri: str) -> bool:
    """Tell whether an IRI is one of the values of sh:nodeKind."""
    return iri.removeprefix(SH) in _KINDS


@frozen
class In:
    """sh:in; membership is of terms, not of values as SPARQL's IN has it."""

    members: tuple[NamedNode | Literal, ...]
    name: str = f"{SH}InConstraintComponent"

    def test(self, value: str, scope: Scope) -> str:
        """See `ValueComponent`."""
        iris = ", ".join(str(term) for term in self.members if isinstance(term, NamedNode))
        parts = [f"(isIRI({value}) && {value} IN ({iris}))"] if iris else []
        parts += [same(value, term, scope) for term in self.members if isinstance(term, Literal)]
        return f"({' || '.join(parts) or 'false'})"
