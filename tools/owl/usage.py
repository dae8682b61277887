"""Every name used must be declared, be outside the reserved namespaces, and stand where its kind may stand.

Source: OWL 2 Structural Specification, sections 2.4, 5 and 5.8.1 (typing constraints).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pyoxigraph import NamedNode

from tools.owl.axiom import Axiom
from tools.owl.axioms import Ontology
from tools.owl.declarations import BUILT_IN, Kind
from tools.owl.expressions import Expression
from tools.owl.faults import name_of
from tools.owl.names import DL_DATATYPES, is_reserved, short
from tools.owl.properties import FORMS, OBJECT_FORMS
from tools.owl.propertyaxioms import KIND_FORMS
from tools.owl.violation import Profile, Violation

_PROPERTY_FORMS = frozenset({*FORMS.values(), *OBJECT_FORMS})
_KEY_FORMS = OBJECT_FORMS | {"DataProperty"}
_ASSERTIONS = frozenset(
    {"ClassAssertion", "SameIndividual", "DifferentIndividuals"}
    | {f"{sign}{kind}PropertyAssertion" for sign in ("", "Negative") for kind in ("Object", "Data")}
)


def check_usage(ontology: Ontology) -> list[Violation]:
    """DL violations of the typing constraints; one per name and rule, with the number of uses."""
    uses: Counter[tuple[str, str, str]] = Counter()
    for axiom in ontology.axioms:
        uses.update(_reserved_subjects(ontology, axiom))
        uses.update(_misplaced(axiom))
        for operand in axiom.operands:
            for expression in operand.walk():
                uses.update(_name_faults(ontology, expression))
    return [
        Violation(Profile.DL, kind, subject, f"{message} ({count} use{'s' * (count > 1)})")
        for (kind, subject, message), count in uses.items()
    ]


def _name_faults(ontology: Ontology, expression: Expression) -> Iterator[tuple[str, str, str]]:
    iri = expression.iri
    if expression.form == "Class" and not ontology.declared.is_a(iri, Kind.CLASS):
        yield _undeclared("class", iri)
    if expression.form == "UnknownProperty":
        yield _undeclared("property", iri)
    if expression.form == "Datatype" and iri not in DL_DATATYPES:
        if is_reserved(iri):
            yield "datatype-outside-map", iri, f"{short(iri)} is not in the OWL 2 datatype map"
        elif not ontology.declared.is_a(iri, Kind.DATATYPE):
            yield _undeclared("datatype", iri)


def _undeclared(what: str, iri: str) -> tuple[str, str, str]:
    if is_reserved(iri):
        return "reserved-vocabulary", iri, f"{short(iri)} is reserved and cannot be used as a {what}"
    return f"undeclared-{what}", iri, f"{what} used without a declaration"


def _reserved_subjects(ontology: Ontology, axiom: Axiom) -> Iterator[tuple[str, str, str]]:
    if axiom.form == "Declaration" and isinstance(axiom.subject, NamedNode):
        iri = axiom.subject.value
        if is_reserved(iri) and not _is_harmless(ontology, iri):
            yield "reserved-vocabulary", iri, f"{short(iri)} is reserved and cannot be declared so"
    individuals = list(axiom.values) if axiom.form in _ASSERTIONS else []
    individuals += [value for operand in axiom.operands for e in operand.walk() for value in e.values]
    for value in individuals:
        if isinstance(value, NamedNode) and is_reserved(value.value):
            yield "reserved-vocabulary", value.value, f"{short(value.value)} is no individual"


def _is_harmless(ontology: Ontology, iri: str) -> bool:
    """Whether a reserved name is re-declared as the one kind it has, or as a datatype.

    A datatype outside the map, such as xsd:date, is reported where it is used; declaring it changes nothing.
    """
    kinds = ontology.declared.kinds[iri]
    return kinds == {Kind.DATATYPE} or kinds == {BUILT_IN.get(iri)}


def _misplaced(axiom: Axiom) -> Iterator[tuple[str, str, str]]:
    containers = [(axiom.form, axiom.operands)]
    containers += [(e.form, e.operands) for operand in axiom.operands for e in operand.walk() if e.operands]
    for form, operands in containers:
        wanted = _KEY_FORMS if form == "HasKey" else next((f for kind, f in KIND_FORMS if kind in form), None)
        for operand in operands:
            if operand.form not in _PROPERTY_FORMS:
                continue
            if "Mixed" in form or (wanted is not None and operand.form not in wanted):
                name = name_of(axiom.subject)
                yield "property-kind", name, f"{operand.form} {operand} does not fit here: {axiom}"
