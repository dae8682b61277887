"""Axioms and connectives over a set need two different members.

Source: OWL 2 Structural Specification, sections 2.1 (a set holds no duplicates), 8.1 and 9.
"""

from __future__ import annotations

from tools.owl.axiom import Axiom
from tools.owl.faults import name_of
from tools.owl.violation import Profile, Violation

_SETS = frozenset(
    {f"{how}Classes" for how in ("Equivalent", "Disjoint")}
    | {f"{how}{kind}Properties" for how in ("Equivalent", "Disjoint") for kind in ("Object", "Data")}
    | {"SameIndividual", "DifferentIndividuals"}
)


def check_operands(axioms: tuple[Axiom, ...]) -> list[Violation]:
    """A DL violation for each axiom that says of a thing alone what can only be said of two.

    Sets of fewer than two members that are written as a list are reported where the list is read.
    """
    return [
        Violation(Profile.DL, "repeated-operand", name_of(axiom.subject), f"one member, twice: {axiom}")
        for axiom in axioms
        if axiom.form in _SETS
        and len(axiom.operands) + len(axiom.values) > 1
        and len({*axiom.operands, *axiom.values}) == 1
    ]
