"""The CASRAI terms and sets that are known as terms of a glossary, and what is wrong with an address that is spelt otherwise."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from attrs import frozen

from lineage_rdf.terms.model import Glossary, Part, Remark, Term
from lineage_rdf.vocabulary.casrai import DICTIONARY, TITLE, casrai_terms, edition, term_sets
from lineage_rdf.vocabulary.namespaces import CASRAI

_CREDIT: Final = f"{TITLE}, CASRAI Editorial Board"
_TERM: Final = re.compile(
    r"(https?)://(www\.)?casrai\.org/dictionary/term/([^/?#]*)(/*)([?#].*)?", re.IGNORECASE
)
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@frozen
class Known:
    """What is known without a network.

    Args:
        terms: IRI -> term, of those whose pages were read.
        sets: any address of a set -> the set.
    """

    terms: dict[str, Term]
    sets: dict[str, Part]


@cache
def known() -> Known:
    """Return the CASRAI terms and sets that are known."""
    parts = [Part(page, pages=(iri,)) for iri, page in term_sets().items()]
    sets = {address: part for part in parts for address in (part.iri, *part.pages)}
    terms: dict[str, Term] = {}
    for iri, term in sorted(casrai_terms().items()):
        part = sets.get(term.term_set)
        both = (part.iri, *part.pages) if part else ()
        terms[iri] = Term(iri, term.name, tuple(sorted(term.aliases)), sets=tuple(sorted(both)))
    return Known(terms, sets)


def dictionary(terms: tuple[Term, ...], *, version: str = "", accessed: str = "") -> Glossary:
    """Return the dictionary with some of its terms and the sets that they are in."""
    named = {name for term in terms for name in term.sets}
    parts = {part.iri: part for address, part in known().sets.items() if address in named}
    return Glossary(
        DICTIONARY,
        TITLE,
        terms,
        license=edition().licence,
        version=version,
        accessed=accessed,
        publisher=_CREDIT,
        url=DICTIONARY,
        parts=tuple(parts[iri] for iri in sorted(parts)),
    )


def is_term_address(text: str) -> bool:
    """Say whether a text is meant as the address of a CASRAI term, however it is spelt."""
    return bool(_TERM.fullmatch(text))


def canonical(address: str, name: str, where: str) -> tuple[str, list[Remark]]:
    """Return the address of a term as CASRAI spells it, and a remark for each way in which it was spelt otherwise.

    Args:
        address: the address as found.
        name: the term, for the remarks.
        where: the file and place, for the remarks.
    """
    match = _TERM.fullmatch(address)
    if not match:
        what = f"the identifier {address!r} is no address of a term of the CASRAI Dictionary"
        return address, [
            Remark("FTL-T008", name, what, f"use {CASRAI} and the slug of the term", where=where)
        ]
    scheme, www, slug, slashes, rest = match.groups()
    iri = CASRAI + slug.lower()
    faults = {
        "http in place of https": scheme.lower() == "http",
        "www": bool(www),
        "a slash at its end": bool(slashes),
        "a query or fragment": bool(rest),
        "capital letters": slug != slug.lower(),
    }
    remarks = [
        Remark("FTL-T009", name, f"the address {address} has {fault}", f"{iri} was used", True, where)
        for fault, there in faults.items()
        if there
    ]
    if not _SLUG.fullmatch(slug.lower()):
        return address, [
            Remark("FTL-T008", name, f"{address} has no slug of a term", "look it up", where=where)
        ]
    if iri not in known().terms:
        what = f"the slug {slug.lower()} is not among the terms that are known here"
        remarks.append(
            Remark("FTL-T010", name, what, f"open {iri} to see whether there is such a term", where=where)
        )
    return iri, remarks


def set_of(address: str) -> Part | None:
    """Return the set that goes by an address, in either of the forms that CASRAI uses, or None."""
    return known().sets.get(address)
