"""Terms as schema.org DefinedTerm JSON-LD with the context in it, so that no reader needs a network.

It says what the schema.org part of our RDF says and nothing else; see https://schema.org/DefinedTerm.
"""

from __future__ import annotations

import json
from typing import Any, Final

from lineage_rdf.terms.model import Glossary, Term
from lineage_rdf.vocabulary.namespaces import SCHEMA

_LINK: Final = {"@type": "@id"}
_PLAIN: Final = {"@language": None}
# Aliases stand under alternateName, as a text under sameAs would become an IRI.
CONTEXT: Final[dict[str, Any]] = {
    "@vocab": SCHEMA,
    "@language": "en",
    "hasDefinedTerm": _LINK,
    "inDefinedTermSet": _LINK,
    "isPartOf": _LINK,
    "license": _LINK,
    "sameAs": _LINK,
    "url": _LINK,
    "termCode": _PLAIN,
    "version": _PLAIN,
}


def term_jsonld(term: Term) -> str:
    """Return one term as a JSON-LD document."""
    row = term_object(term)
    return _json({"@context": _context(term.language, [row]), **row})


def set_jsonld(glossary: Glossary) -> str:
    """Return a glossary as a DefinedTermSet with its terms; sets inside it stand beside it."""
    whole: dict[str, Any] = {
        "@id": glossary.iri,
        "@type": "DefinedTermSet",
        "name": glossary.title,
        "version": glossary.version,
        "url": glossary.url,
        "license": _link(glossary.license),
        "hasDefinedTerm": [term.iri for term in glossary.terms if glossary.iri in term.sets],
    }
    parts = [
        {"@id": part.iri, "@type": "DefinedTermSet", "name": part.title, "isPartOf": glossary.iri}
        for part in glossary.parts
    ]
    nodes = [
        whole,
        *parts,
        *(term_object(term, term.language != glossary.language) for term in glossary.terms),
    ]
    rows = [_filled(node) for node in nodes]
    return _json({"@context": _context(glossary.language, rows), "@graph": rows})


def term_object(term: Term, own_language: bool = False) -> dict[str, Any]:
    """Return the keys of one term, without a context.

    Args:
        term: the term.
        own_language: whether the term is in another language than the context says.
    """
    return _filled(
        {
            **({"@context": {"@language": term.language}} if own_language else {}),
            "@id": term.iri,
            "@type": "DefinedTerm",
            "name": term.name,
            "alternateName": list(term.aliases),
            "description": term.definition,
            "termCode": term.code,
            "inDefinedTermSet": list(term.sets),
            "url": list(term.pages),
            "sameAs": [link.target for link in term.related("sameAs") if link.target],
            "version": term.version,
            "license": _link(term.license),
        }
    )


def _context(language: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return as much of the context as some objects need."""
    keys = {key for row in rows for key in row}
    kept = {key: value for key, value in CONTEXT.items() if key.startswith("@") or key in keys}
    return {**kept, "@language": language}


def _link(license_: str) -> str:
    return license_ if license_.startswith(("http://", "https://")) else ""


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    """Return the keys that have a value; a list of one is written as that one."""
    kept = {key: value for key, value in row.items() if value not in ("", [])}
    return {
        key: value[0] if isinstance(value, list) and len(value) == 1 and key != "hasDefinedTerm" else value
        for key, value in kept.items()
    }


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
