"""Literals: their datatype must be known and their text must be in its lexical space.

Source: OWL 2 Structural Specification, sections 4 and 5.7; XML Schema Definition Language 1.1 Part 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Literal

from tools.owl.axiom import Axiom
from tools.owl.axioms import Ontology
from tools.owl.declarations import Kind
from tools.owl.faults import name_of
from tools.owl.graph import Term
from tools.owl.names import DL_DATATYPES, RDF, RL_DATATYPES, XSD, is_reserved
from tools.owl.violation import Profile, Violation

LANGUAGE_TAGGED = RDF + "langString"
_DATE_TIME = r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?"
_ZONE = r"(Z|[+-]\d\d:\d\d)"
_REAL = r"[+-]?(\d+(\.\d*)?|\.\d+)"
_LEXICAL = {
    "boolean": r"true|false|0|1",
    "decimal": _REAL,
    "double": rf"{_REAL}([eE][+-]?\d+)?|[+-]?INF|NaN",
    "float": rf"{_REAL}([eE][+-]?\d+)?|[+-]?INF|NaN",
    "dateTime": f"{_DATE_TIME}{_ZONE}?",
    "dateTimeStamp": f"{_DATE_TIME}{_ZONE}",
    "hexBinary": r"([0-9a-fA-F]{2})*",
    "language": r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*",
    "nonNegativeInteger": r"\+?\d+|-0+",
    "positiveInteger": r"\+?0*[1-9]\d*",
    "nonPositiveInteger": r"-\d+|\+?0+",
    "negativeInteger": r"-0*[1-9]\d*",
} | dict.fromkeys(("integer", "long", "int", "short", "byte"), r"[+-]?\d+")
_LEXICAL |= dict.fromkeys(("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"), r"\+?\d+")
_PATTERNS = {XSD + name: re.compile(pattern) for name, pattern in _LEXICAL.items()}


def check_literals(ontology: Ontology) -> list[Violation]:
    """DL violations by the literals of axioms, and RL violations by those of axioms and annotations."""
    found: dict[Violation, None] = {}
    for axiom in ontology.axioms:
        for literal in _literals(axiom):
            found.update(dict.fromkeys(_faults(ontology, axiom, literal)))
    return list(found)


def _literals(axiom: Axiom) -> Iterator[Literal]:
    inner: list[Term] = [value for operand in axiom.operands for e in operand.walk() for value in e.values]
    return (value for value in [*axiom.values, *inner] if isinstance(value, Literal))


def _faults(ontology: Ontology, axiom: Axiom, literal: Literal) -> Iterator[Violation]:
    datatype, name = literal.datatype.value, name_of(axiom.subject)
    if datatype == LANGUAGE_TAGGED:
        return
    if not is_reserved(datatype) and not ontology.declared.is_a(datatype, Kind.DATATYPE):
        yield Violation(Profile.DL, "undeclared-datatype", datatype, "datatype used without a declaration")
    elif datatype not in DL_DATATYPES and is_reserved(datatype) and axiom.form != "AnnotationAssertion":
        message = f"{literal} has a datatype that is not in the OWL 2 datatype map"
        yield Violation(Profile.DL, "datatype-outside-map", name, message)
    elif datatype not in RL_DATATYPES:
        yield Violation(Profile.RL, "rl-datatype", name, f"{literal}: not a datatype of OWL 2 RL")
    pattern = _PATTERNS.get(datatype)
    if pattern and not pattern.fullmatch(literal.value.strip()):
        yield Violation(Profile.DL, "lexical-form", name, f"{literal} is outside the lexical space")
