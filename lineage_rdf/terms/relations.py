"""The kinds of relations between terms, and the properties that say them in RDF."""

from __future__ import annotations

from typing import Final

from lineage_rdf.vocabulary.namespaces import DCTERMS, GLOSSARY, SCHEMA, SKOS

# Kind -> the properties that are written for it: the specific one first, then those that it implies.
PROPERTIES: Final[dict[str, tuple[str, ...]]] = {
    "broader": (f"{SKOS}broader",),
    "narrower": (f"{SKOS}narrower",),
    "related": (f"{SKOS}related",),
    "requires": (f"{DCTERMS}requires",),
    "overlapsWith": (f"{GLOSSARY}overlapsWith", f"{SKOS}related"),
    "inTensionWith": (f"{GLOSSARY}inTensionWith", f"{SKOS}related"),
    "exactMatch": (f"{SKOS}exactMatch",),
    "closeMatch": (f"{SKOS}closeMatch",),
    "broadMatch": (f"{SKOS}broadMatch",),
    "narrowMatch": (f"{SKOS}narrowMatch",),
    "relatedMatch": (f"{SKOS}relatedMatch",),
    "sameAs": (f"{SCHEMA}sameAs",),
}
# What a kind that is not in the table means to those who do not know it.
FALLBACK: Final = f"{SKOS}related"

# Kinds that hold both ways.
SYMMETRIC: Final = frozenset({"related", "overlapsWith", "inTensionWith"})
INVERSE: Final = {"broader": "narrower", "narrower": "broader", **{kind: kind for kind in SYMMETRIC}}
# Kinds that say skos:related, which SKOS keeps apart from broader and narrower (SKOS Reference, S27).
ASSOCIATIVE: Final = SYMMETRIC

# Links to terms of other vocabularies.
MATCHES: Final = tuple(kind for kind in PROPERTIES if kind.endswith("Match"))

# Property -> kind, for reading; a property that several kinds imply stands for the one it is the first of.
KIND_OF: Final = {properties[0]: kind for kind, properties in PROPERTIES.items()}


def properties_of(kind: str) -> tuple[str, ...]:
    """Return the properties that say a relation of this kind."""
    return PROPERTIES.get(kind, (FALLBACK,))
