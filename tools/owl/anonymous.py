"""Where OWL 2 DL wants named individuals. Source: OWL 2 Structural Specification, section 11.2."""

from __future__ import annotations

from pyoxigraph import BlankNode

from tools.owl.axiom import Axiom
from tools.owl.faults import name_of
from tools.owl.graph import Term
from tools.owl.violation import Profile, Violation

_NAMED_ONLY = frozenset(
    {
        "SameIndividual",
        "DifferentIndividuals",
        "NegativeObjectPropertyAssertion",
        "NegativeDataPropertyAssertion",
    }
)


def check_anonymous(axioms: tuple[Axiom, ...]) -> list[Violation]:
    """DL violations by blank nodes in (in)equalities, negations and expressions, or linked in a circle."""
    found = []
    for axiom in axioms:
        values = [v for operand in axiom.operands for e in operand.walk() for v in e.values]
        values += axiom.values if axiom.form in _NAMED_ONLY else ()
        if any(isinstance(value, BlankNode) for value in values):
            found.append(_violation(axiom, "a blank node stands where an individual must be named"))
    return found + _circles(axioms)


def _circles(axioms: tuple[Axiom, ...]) -> list[Violation]:
    """Violations by assertions that close a circle of blank nodes (the links must form a forest)."""
    found, parent = [], dict[Term, Term]()
    for axiom in axioms:
        if axiom.form != "ObjectPropertyAssertion" or not all(isinstance(v, BlankNode) for v in axiom.values):
            continue
        one, other = (_root(parent, value) for value in axiom.values)
        if one == other:
            found.append(_violation(axiom, "blank nodes are linked in a circle"))
        parent[one] = other
    return found


def _root(parent: dict[Term, Term], node: Term) -> Term:
    while parent.get(node, node) != node:
        node = parent[node]
    return node


def _violation(axiom: Axiom, message: str) -> Violation:
    return Violation(Profile.DL, "anonymous-individual", name_of(axiom.subject), f"{message} ({axiom.form})")
