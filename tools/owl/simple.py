"""Where OWL 2 DL asks for simple object properties. Source: OWL 2 Structural Specification, section 11.2."""

from __future__ import annotations

from collections.abc import Iterator

from tools.owl.axiom import Axiom
from tools.owl.expressions import Expression
from tools.owl.faults import name_of
from tools.owl.hierarchy import Hierarchy, Role, role
from tools.owl.properties import OBJECT_FORMS
from tools.owl.violation import Profile, Violation

_AXIOMS = frozenset(
    {f"{name}ObjectProperty" for name in ("Functional", "InverseFunctional", "Irreflexive", "Asymmetric")}
    | {"DisjointObjectProperties"}
)
_EXPRESSIONS = frozenset(
    {"ObjectMinCardinality", "ObjectMaxCardinality", "ObjectExactCardinality", "ObjectHasSelf"}
)


def check_simple(axioms: tuple[Axiom, ...], order: Hierarchy) -> list[Violation]:
    """A DL violation for each non-simple property where only a simple one may stand."""
    non_simple = order.non_simple()
    return [
        Violation(
            Profile.DL, "non-simple-property", name_of(axiom.subject), f"{prop} is not simple in {place}"
        )
        for axiom in axioms
        for prop, place in _places(axiom)
        if _is_in(prop, non_simple)
    ]


def _places(axiom: Axiom) -> Iterator[tuple[Expression, str]]:
    if axiom.form in _AXIOMS:
        for prop in axiom.operands:
            yield prop, str(axiom)
    for operand in axiom.operands:
        for expression in operand.walk():
            if expression.form in _EXPRESSIONS:
                yield expression.operands[0], str(expression)


def _is_in(prop: Expression, roles: set[Role]) -> bool:
    return prop.form in OBJECT_FORMS and role(prop) in roles
