"""The terms as schema.org sees them, for search engines: JSON-LD to embed in a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lineage_rdf.site.embedded import embedded
from lineage_rdf.terms.docs.model import Collection, Term
from lineage_rdf.vocabulary.namespaces import ONTOLOGY, SCHEMA


def term_set(collection: Collection) -> str:
    """Return a collection as a `schema:DefinedTermSet` with its terms, safe inside a script element."""
    document = {
        "@context": SCHEMA,
        "@id": collection.term_set,
        "@type": "DefinedTermSet",
        "name": collection.title,
        **_given("description", collection.description),
        "hasDefinedTerm": [_term(term, collection) for term in collection.terms],
    }
    return embedded(document)


def all_sets(collections: Iterable[Collection], title: str, summary: str) -> str:
    """Return all collections as parts of one whole, without their terms."""
    parts = [
        {
            "@id": item.term_set,
            "@type": "DefinedTermSet",
            "name": item.title,
            **_given("description", item.description),
        }
        for item in collections
    ]
    document = {
        "@context": SCHEMA,
        "@id": ONTOLOGY,
        "@type": "CreativeWork",
        "name": title,
        "description": summary,
        "hasPart": parts,
    }
    return embedded(document)


def _term(term: Term, collection: Collection) -> dict[str, Any]:
    return {
        "@id": term.iri,
        "@type": "DefinedTerm",
        "name": term.label,
        "termCode": term.name,
        **_given("description", term.definition),
        "inDefinedTermSet": {"@id": collection.term_set},
    }


def _given(key: str, value: str) -> dict[str, str]:
    return {key: value} if value else {}
