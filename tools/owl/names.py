"""The names OWL 2 gives a meaning of its own: namespaces, built-in entities, datatypes.

Source: OWL 2 Structural Specification (second edition), table 3 and sections 2.4, 4, 5; OWL 2 Profiles,
section 4.2.1.
"""

from __future__ import annotations

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"
RESERVED = (RDF, RDFS, XSD, OWL)

TYPE = RDF + "type"
FIRST, REST, NIL = RDF + "first", RDF + "rest", RDF + "nil"
THING = OWL + "Thing"
TOP_OBJECT, BOTTOM_OBJECT = OWL + "topObjectProperty", OWL + "bottomObjectProperty"
TOP_DATA, BOTTOM_DATA = OWL + "topDataProperty", OWL + "bottomDataProperty"

BUILT_IN_CLASSES = frozenset({THING, OWL + "Nothing"})
BUILT_IN_OBJECT = frozenset({TOP_OBJECT, BOTTOM_OBJECT})
BUILT_IN_DATA = frozenset({TOP_DATA, BOTTOM_DATA})
BUILT_IN_ANNOTATION = frozenset(
    {RDFS + name for name in ["label", "comment", "seeAlso", "isDefinedBy"]}
    | {OWL + name for name in ["deprecated", "versionInfo", "priorVersion"]}
    | {OWL + name for name in ["backwardCompatibleWith", "incompatibleWith"]}
)

_INTEGERS = """integer nonNegativeInteger nonPositiveInteger positiveInteger negativeInteger
long int short byte unsignedLong unsignedInt unsignedShort unsignedByte"""
_TEXTS = "string normalizedString token language Name NCName NMTOKEN"
_OTHERS = "decimal float double boolean hexBinary base64Binary anyURI dateTime dateTimeStamp"

RL_DATATYPES = frozenset(
    {XSD + name for name in f"{_INTEGERS} {_TEXTS} {_OTHERS}".split()}
    | {RDF + "PlainLiteral", RDF + "XMLLiteral", RDFS + "Literal"}
)
"""Datatypes of OWL 2 RL: the OWL 2 datatype map without owl:real and owl:rational."""

DL_DATATYPES = RL_DATATYPES | {OWL + "real", OWL + "rational"}
"""The OWL 2 datatype map, with rdfs:Literal."""


def is_reserved(iri: str) -> bool:
    """Whether ``iri`` lies in one of the four namespaces OWL 2 keeps to itself."""
    return iri.startswith(RESERVED)


def short(iri: str) -> str:
    """``iri`` for a message: prefixed in the reserved namespaces, whole otherwise."""
    for prefix, space in zip(("rdf", "rdfs", "xsd", "owl"), RESERVED, strict=True):
        if iri.startswith(space):
            return f"{prefix}:{iri.removeprefix(space)}"
    return iri
