"""Terms exactly as CASRAI prints them, with the defects that its readers are used to.

In our own form (`terms.exports.defined_term`, `terms.exports.jats`) the subject has an IRI, aliases stand under alternateName,
the set is named by its page too, and the vocabulary in JATS is named `credit` for CRediT roles alone.
"""

from __future__ import annotations

import json
from typing import Any

from lineage_rdf.terms.casrai.known import set_of
from lineage_rdf.terms.exports.jats import casrai_role
from lineage_rdf.terms.model import Term

__all__ = ["casrai_jsonld", "casrai_role"]


def casrai_jsonld(term: Term) -> str:
    """Return the DefinedTerm JSON-LD of a term page, key by key; what the term does not have is left out."""
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
    kept = {key: value for key, value in row.items() if value not in ("", [])}
    return json.dumps(kept, ensure_ascii=False, indent=2) + "\n"


def _set(term: Term) -> str:
    """Return the address of the set that CASRAI's JSON-LD uses, or the first that there is."""
    for address in term.sets:
        part = set_of(address)
        if part and part.pages:
            return part.pages[0]
    return next(iter(term.sets), "")
