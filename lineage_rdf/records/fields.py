"""Ties each field of a record to one property of the ontology.

A record class is an attrs class whose fields are made by the functions here. The field's metadata says which property
the field is and what kind of value it holds; the codec needs nothing else to turn records into quads and back.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, Final

from attrs import Attribute, field, frozen


class Kind(Enum):
    """What the values of a field are."""

    LINK = "link"  # the IRI of another node
    CODE = "code"  # the notation of a scheme's member, or the IRI of somebody else's term
    PART = "part"  # a record that belongs to this one
    STRING = "string"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    TIME = "dateTime"


@frozen
class Term:
    """The property behind a field.

    Args:
        name: its name, in ftl: unless it has a prefix.
        kind: what its values are.
        many: whether the field is a tuple of values.
        scheme: the scheme of a CODE field.
        classes: the record classes a PART field may hold.
    """

    name: str
    kind: Kind
    many: bool = False
    scheme: str = ""
    classes: tuple[type, ...] = ()


KEY: Final = "ftl"


def _make(term: Term) -> Any:
    metadata = {KEY: term}
    return (
        field(factory=tuple, converter=tuple, metadata=metadata)
        if term.many
        else field(default=None, metadata=metadata)
    )


def link(name: str) -> Any:
    """Return a field that holds the IRI of another node, or None."""
    return _make(Term(name, Kind.LINK))


def links(name: str) -> Any:
    """Return a field that holds a tuple of IRIs."""
    return _make(Term(name, Kind.LINK, many=True))


def code(name: str, scheme: str) -> Any:
    """Return a field that holds one notation of a scheme, for example `dpo`, or None."""
    return _make(Term(name, Kind.CODE, scheme=scheme))


def codes(name: str, scheme: str) -> Any:
    """Return a field that holds a tuple of notations of a scheme."""
    return _make(Term(name, Kind.CODE, many=True, scheme=scheme))


def part(name: str, *classes: type) -> Any:
    """Return a field that holds one record that belongs to this one, or None."""
    return _make(Term(name, Kind.PART, classes=classes))


def parts(name: str, *classes: type) -> Any:
    """Return a field that holds a tuple of records that belong to this one."""
    return _make(Term(name, Kind.PART, many=True, classes=classes))


def value(name: str, kind: Kind = Kind.STRING) -> Any:
    """Return a field that holds one literal value, or None."""
    return _make(Term(name, kind))


def values(name: str, kind: Kind = Kind.STRING) -> Any:
    """Return a field that holds a tuple of literal values."""
    return _make(Term(name, kind, many=True))


def terms_of(record_class: type) -> dict[str, Term]:
    """Return field name -> property for the fields of a record class that are in the graph."""
    attributes: tuple[Attribute[Any], ...] = getattr(record_class, "__attrs_attrs__")  # noqa: B009
    return {item.name: item.metadata[KEY] for item in attributes if KEY in item.metadata}
