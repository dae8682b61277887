"""The rules OWL 2 RL adds to OWL 2 DL. Source: OWL 2 Profiles, section 4.2."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tools.owl.axiom import Axiom
from tools.owl.declarations import Declarations, Kind
from tools.owl.expressions import MALFORMED, Expression
from tools.owl.faults import name_of
from tools.owl.names import DL_DATATYPES, RL_DATATYPES
from tools.owl.rlpositions import is_data_range, is_equivalent, is_sub, is_super
from tools.owl.violation import Profile, Violation

_Side = tuple[str, Callable[[Expression], bool]]
_SUB: _Side = ("rl-subclass", is_sub)
_SUPER: _Side = ("rl-superclass", is_super)
_EQUIVALENT: _Side = ("rl-equivalent-class", is_equivalent)
_RANGE: _Side = ("rl-data-range", is_data_range)
_FORBIDDEN = frozenset({"DisjointUnion", "ReflexiveObjectProperty"})
_SIDES: Mapping[str, Mapping[int, _Side]] = {
    "SubClassOf": {0: _SUB, 1: _SUPER},
    "ObjectPropertyDomain": {1: _SUPER},
    "ObjectPropertyRange": {1: _SUPER},
    "DataPropertyDomain": {1: _SUPER},
    "DataPropertyRange": {1: _RANGE},
    "DatatypeDefinition": {1: _RANGE},
    "HasKey": {0: _SUB},
    "ClassAssertion": {0: _SUPER},
}
_ALL_SIDES = {"EquivalentClasses": _EQUIVALENT, "DisjointClasses": _SUB}


def check_rl(axioms: tuple[Axiom, ...], declared: Declarations) -> list[Violation]:
    """RL violations: forbidden axioms, expressions on the wrong side, datatypes outside the profile."""
    found = [violation for axiom in axioms for violation in _check(axiom)]
    return list(dict.fromkeys(found + _declared_datatypes(axioms, declared)))


def _declared_datatypes(axioms: tuple[Axiom, ...], declared: Declarations) -> list[Violation]:
    """Violations by declared datatypes that RL does not have and that no axiom defines by those it has."""
    defined = {axiom.operands[0].iri for axiom in axioms if axiom.form == "DatatypeDefinition"}
    return [
        Violation(Profile.RL, "rl-datatype", iri, "a datatype that OWL 2 RL lacks is declared, not defined")
        for iri, kinds in declared.kinds.items()
        if Kind.DATATYPE in kinds and Kind.CLASS not in kinds and iri not in DL_DATATYPES | defined
    ]


def _check(axiom: Axiom) -> Iterator[Violation]:
    name = name_of(axiom.subject)
    if axiom.form in _FORBIDDEN:
        yield Violation(Profile.RL, "rl-axiom", name, f"OWL 2 RL has no {axiom.form}: {axiom}")
    for operand, (kind, is_allowed) in _sided(axiom):
        # What could not be read is a DL violation already.
        if not is_allowed(operand) and MALFORMED not in operand.walk():
            yield Violation(Profile.RL, kind, name, f"{operand} may not stand there: {axiom}")
    for operand in axiom.operands:
        for expression in operand.walk():
            # Datatypes outside the OWL 2 map are DL violations already.
            if expression.form == "Datatype" and expression.iri in DL_DATATYPES - RL_DATATYPES:
                yield Violation(Profile.RL, "rl-datatype", name, f"no datatype of OWL 2 RL: {axiom}")


def _sided(axiom: Axiom) -> Iterator[tuple[Expression, _Side]]:
    for position, side in _SIDES.get(axiom.form, {}).items():
        yield axiom.operands[position], side
    if axiom.form in _ALL_SIDES:
        for operand in axiom.operands:
            yield operand, _ALL_SIDES[axiom.form]
