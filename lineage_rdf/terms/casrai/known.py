"""What is known of CASRAI's identifiers, from `ontology/casrai.ttl`, and what is wrong with one that is written otherwise."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from attrs import frozen
from pyoxigraph import RdfFormat, parse

from lineage_rdf.terms import properties as p
from lineage_rdf.terms.from_graph import glossary_of
from lineage_rdf.terms.model import Glossary, Part, Remark, Term
from lineage_rdf.terms.statements import Statements
from lineage_rdf.vocabulary.namespaces import CASRAI
from lineage_rdf.vocabulary.resources import ontology_folder

DICTIONARY: Final = "https://casrai.org/dictionary/"
TITLE: Final = "CASRAI Dictionary"
CREDIT: Final = "CASRAI Dictionary, CASRAI Editorial Board"
AUTHOR: Final = "CASRAI Editorial Board"
LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
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
    quads = [*parse(path=ontology_folder() / "casrai.ttl", format=RdfFormat.TURTLE)]
    found = Statements(quads)
    parts = [Part(page, pages=tuple(found.links(page, p.SEE_ALSO))) for page in found.typed(*p.SCHEME)]
    terms = glossary_of(quads).terms
    return Known(
        {term.iri: term for term in terms if term.iri.startswith(CASRAI)},
        {address: part for part in parts for address in (part.iri, *part.pages)},
    )


def dictionary(terms: tuple[Term, ...], *, version: str = "", accessed: str = "") -> Glossary:
    """Return the dictionary with some of its terms and the sets that they are in."""
    named = {name for term in terms for name in term.sets}
    parts = {part.iri: part for address, part in known().sets.items() if address in named}
    return Glossary(
        DICTIONARY,
        TITLE,
        terms,
        license=LICENSE,
        version=version,
        accessed=accessed,
        publisher=CREDIT,
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
