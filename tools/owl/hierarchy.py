"""The object property hierarchy: who is below whom, and which properties are simple.

Source: OWL 2 Structural Specification, section 11.1.
"""

from __future__ import annotations

from collections import defaultdict

from attrs import frozen

from tools.owl.axiom import Axiom
from tools.owl.expressions import Expression
from tools.owl.names import BOTTOM_OBJECT, TOP_OBJECT

Role = tuple[str, bool]
"""A property's IRI, and whether its inverse is meant."""


def role(expression: Expression) -> Role:
    """``expression`` as a role; the inverse of an inverse does not occur in RDF."""
    if expression.form == "ObjectInverseOf":
        return expression.operands[0].iri, True
    return expression.iri, False


def inverse(one: Role) -> Role:
    """The role read backwards."""
    return one[0], not one[1]


@frozen
class Hierarchy:
    """Object properties ordered by inclusion.

    Attributes:
        supers: Role to the roles directly above it.
        composite: Roles that are transitive, implied by a chain, or built in.
    """

    supers: dict[Role, set[Role]]
    composite: set[Role]

    def above(self, one: Role) -> set[Role]:
        """``one`` and every role that includes it."""
        found, waiting = {one}, [one]
        while waiting:
            for parent in self.supers.get(waiting.pop(), set()) - found:
                found.add(parent)
                waiting.append(parent)
        return found

    def non_simple(self) -> set[Role]:
        """Roles above a composite role: not allowed where OWL 2 DL asks for a simple one."""
        return {parent for one in self.composite for parent in self.above(one)}


def hierarchy(axioms: tuple[Axiom, ...]) -> Hierarchy:
    """Collect inclusions and composite roles from the property axioms."""
    supers: dict[Role, set[Role]] = defaultdict(set)
    composite: set[Role] = {(TOP_OBJECT, False), (BOTTOM_OBJECT, False)}
    for axiom in axioms:
        for below, above in _inclusions(axiom):
            supers[below].add(above)
            supers[inverse(below)].add(inverse(above))
        if axiom.form in ("TransitiveObjectProperty", "SubObjectPropertyChain"):
            composite.add(role(axiom.operands[-1]))
    return Hierarchy(dict(supers), composite | {inverse(one) for one in composite})


def _inclusions(axiom: Axiom) -> list[tuple[Role, Role]]:
    if axiom.form == "SubObjectPropertyOf":
        return [(role(axiom.operands[0]), role(axiom.operands[1]))]
    if axiom.form == "EquivalentObjectProperties":
        one, other = role(axiom.operands[0]), role(axiom.operands[1])
        return [(one, other), (other, one)]
    if axiom.form == "InverseObjectProperties":
        one, other = role(axiom.operands[0]), inverse(role(axiom.operands[1]))
        return [(one, other), (other, one)]
    if axiom.form == "SymmetricObjectProperty":
        one = role(axiom.operands[0])
        return [(one, inverse(one))]
    return []
