"""The fifteen fields of an entry in YAML, and what each may hold.

Source: the JSON Schema of the ai-glossary repository (schema/term.schema.json) and the limits of its validator.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import frozen

TEXT: Final = "text"
TEXTS: Final = "texts"
CITATIONS: Final = "citations"


@frozen
class Field:
    """One field, or one part of a field that has parts.

    Args:
        kind: `text`, `texts` or `citations`.
        required: whether an entry must have it.
        values: the values it may have; empty for any.
    """

    kind: str
    required: bool = True
    values: tuple[str, ...] = ()


ROLES: Final = ("product", "engineering", "data_science", "policy", "legal", "security", "communications")
PARTS_OF_SPEECH: Final = ("noun", "noun_phrase", "verb", "adjective", "process", "concept")
STATUSES: Final = ("draft", "reviewed", "approved", "deprecated")
LICENSE: Final = "CC BY-SA 4.0"

# In the order in which entries are written; a dot parts a field from a part of it.
FIELDS: Final[Mapping[str, Field]] = {
    "term": Field(TEXT),
    "aliases": Field(TEXTS),
    "categories": Field(TEXTS),
    "roles": Field(TEXTS, values=ROLES),
    "part_of_speech": Field(TEXT, values=PARTS_OF_SPEECH),
    "short_def": Field(TEXT),
    "long_def": Field(TEXT),
    "audiences.exec": Field(TEXT),
    "audiences.engineer": Field(TEXT),
    "examples.do": Field(TEXTS),
    "examples.dont": Field(TEXTS),
    "governance.nist_rmf_tags": Field(TEXTS, required=False),
    "governance.risk_notes": Field(TEXT, required=False),
    "relationships.broader": Field(TEXTS, required=False),
    "relationships.narrower": Field(TEXTS, required=False),
    "relationships.related": Field(TEXTS, required=False),
    "citations": Field(CITATIONS),
    "license": Field(TEXT, values=(LICENSE,)),
    "status": Field(TEXT, values=STATUSES),
    "last_reviewed": Field(TEXT),
}
GROUPS: Final = tuple(dict.fromkeys(name.split(".")[0] for name in FIELDS if "." in name))
TOP: Final = tuple(dict.fromkeys(name.split(".")[0] for name in FIELDS))
AUDIENCES: Final = ("exec", "engineer")
RELATIONS: Final = ("broader", "narrower", "related")

MOST_CHARACTERS: Final = 320  # of a short definition
MOST_WORDS: Final = 40  # of a short definition
LONG_WORDS: Final = (80, 220)  # of a long definition


def parts_of(group: str) -> tuple[str, ...]:
    """Return the names of the parts of a field, without the field's own."""
    return tuple(name.split(".")[1] for name in FIELDS if name.startswith(f"{group}."))
