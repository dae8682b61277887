"""Terms exactly as CASRAI prints them, with the defects that its readers are used to.

In our own form (`terms.exports.defined_term`, `terms.exports.jats`) the subject has an IRI, aliases stand under alternateName,
the set is named by its page too, and the vocabulary in JATS is named `credit` for CRediT roles alone.
"""

from __future__ import annotations

import json
from typing import Any

from lineage_rdf.errors import UsageError
from lineage_rdf.terms.casrai.known import set_of
from lineage_rdf.terms.exports.jats import casrai_role, casrai_roles
from lineage_rdf.terms.model import Glossary, Term

__all__ = ["casrai_glossary", "casrai_jsonld", "casrai_role"]


def casrai_glossary(glossary: Glossary, form: str) -> str:
    """Return all terms of a glossary as CASRAI prints them: JSON-LD of one as the object that its page has, of several as a list.

    Args:
        glossary: the terms.
        form: `jsonld` or `jats`.

    Raises:
        UsageError: if CASRAI has no such form, or does not have one of the terms.
    """
    if form == "jats":
        return casrai_roles(glossary)
    if form != "jsonld":
        raise UsageError("CASRAI prints JSON-LD and JATS", fix="use --as jsonld or --as jats")
    rows = [_row(term) for term in glossary.terms]
    return _json(rows[0] if len(rows) == 1 else rows)


def casrai_jsonld(term: Term) -> str:
    """Return the DefinedTerm JSON-LD of a term page, key by key; what the term does not have is left out."""
    return _json(_row(term))


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _row(term: Term) -> dict[str, Any]:
    row: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "name": term.name,
        "identifier": term.iri,
        "description": term.definition,
        "inDefinedTermSet": _set(term),
        "url": next(iter(term.pages), term.iri),
        "sameAs": list(term.aliases),
        "license": term.license,
    }
    return {key: value for key, value in row.items() if value not in ("", [])}


def _set(term: Term) -> str:
    """Return the address of the set that CASRAI's JSON-LD uses, or the first that there is."""
    for address in term.sets:
        part = set_of(address)
        if part and part.pages:
            return part.pages[0]
    return next(iter(term.sets), "")
