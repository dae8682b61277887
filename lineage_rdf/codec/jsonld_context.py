"""Our JSON-LD context, as a table that works in both directions."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from attrs import frozen

from lineage_rdf.vocabulary.namespaces import ONTOLOGY, PREFIXES, XSD
from lineage_rdf.vocabulary.resources import ontology_folder

CONTEXT_URL = f"{ONTOLOGY}/context.jsonld"
CONTEXT_URLS = frozenset({CONTEXT_URL, f"{ONTOLOGY}/0.1.0/context.jsonld"})


@frozen
class Key:
    """What a JSON key of the context stands for.

    Args:
        name: the key.
        iri: the property.
        coercion: `@id`, `@vocab`, a datatype IRI, or empty for a plain string.
        many: whether values are always written as an array.
        vocabulary: for `@vocab` keys the namespace that bare values are in.
    """

    name: str
    iri: str
    coercion: str = ""
    many: bool = False
    vocabulary: str = ""


@cache
def context_document() -> dict[str, Any]:
    """Return the bundled context document, `{"@context": {...}}`. Callers must not change it."""
    document: dict[str, Any] = json.loads((ontology_folder() / "context.jsonld").read_text(encoding="utf-8"))
    return document


@cache
def context_names() -> frozenset[str]:
    """Return every name the context defines."""
    return frozenset(context_document()["@context"])


def _expand(name: str) -> str:
    prefix, colon, rest = name.partition(":")
    return PREFIXES[prefix] + rest if colon and prefix in PREFIXES else name


@cache
def keys_by_name() -> dict[str, Key]:
    """Return JSON key -> what it stands for, in the order of the context; class names are included."""
    table = {}
    for name, definition in context_document()["@context"].items():
        if name.startswith("@") or name in ("id", "type") or name in PREFIXES:
            continue
        parts: dict[str, Any] = {"@id": definition} if isinstance(definition, str) else definition
        coercion = parts.get("@type", "")
        table[name] = Key(
            name,
            _expand(parts["@id"]),
            coercion=coercion if coercion.startswith("@") or not coercion else _expand(coercion),
            many=parts.get("@container") == "@set",
            vocabulary=parts.get("@context", {}).get("@vocab", ""),
        )
    return table


@cache
def keys_by_iri() -> dict[str, Key]:
    """Return property or class IRI -> key."""
    return {key.iri: key for key in keys_by_name().values()}


DECIMAL = f"{XSD}decimal"
INTEGER = f"{XSD}integer"
BOOLEAN = f"{XSD}boolean"
STRING = f"{XSD}string"
