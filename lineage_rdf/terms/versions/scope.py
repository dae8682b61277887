"""Whether a domain or range allows at least what it did."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from lineage_rdf.terms.versions.vocabulary import Vocabulary
from lineage_rdf.vocabulary.namespaces import OWL, RDFS, XSD

_UNION: Final = re.compile(rf"\[<{re.escape(OWL)}unionOf> \((?P<members>(?:<[^>]*> ?)+)\)\]")
_ANYTHING: Final = frozenset((f"<{OWL}Thing>", f"<{RDFS}Resource>", f"<{RDFS}Literal>"))
# Datatypes and those they are derived from (XML Schema 1.1 part 2, section 3).
_DERIVED: Final = {
    "byte": "short",
    "short": "int",
    "int": "long",
    "long": "integer",
    "unsignedByte": "unsignedShort",
    "unsignedShort": "unsignedInt",
    "unsignedInt": "unsignedLong",
    "unsignedLong": "nonNegativeInteger",
    "positiveInteger": "nonNegativeInteger",
    "nonNegativeInteger": "integer",
    "negativeInteger": "nonPositiveInteger",
    "nonPositiveInteger": "integer",
    "integer": "decimal",
    "token": "normalizedString",
    "normalizedString": "string",
    "dateTimeStamp": "dateTime",
}


def is_as_wide(old: Iterable[str], new: Iterable[str], vocabulary: Vocabulary) -> bool:
    """Tell whether whatever the old domain or range allows, the new one does.

    Several domains hold together (RDF Schema 1.1, section 3.2), and none allows everything; a union allows what one of its
    members does.

    Args:
        old: the values before, as texts.
        new: the values now.
        vocabulary: the new version, for what is a kind of what.
    """
    known = set(old)
    wider = [wide for wide in new if wide not in _ANYTHING and wide not in known]
    before = [[_above(member, vocabulary) for member in _members(narrow)] for narrow in known if wider]
    return all(any(_covers(wide, narrow) for narrow in before) for wide in wider)


def _covers(wide: str, narrow: list[set[str]]) -> bool:
    """Say whether a value allows all members of another one, of each of which is given what lies above it."""
    allowed = set(_members(wide))
    return all(allowed & above for above in narrow)


def _members(value: str) -> list[str]:
    """Return the classes of a union, or the one value."""
    found = _UNION.fullmatch(value)
    return found["members"].split() if found else [value]


def _above(value: str, vocabulary: Vocabulary) -> set[str]:
    if value.startswith(f"<{XSD}"):
        found, name = {value}, value[len(XSD) + 1 : -1]
        while name in _DERIVED:
            name = _DERIVED[name]
            found.add(f"<{XSD}{name}>")
        return found
    return {f"<{iri}>" for iri in vocabulary.above(value[1:-1])} if value.startswith("<") else {value}
