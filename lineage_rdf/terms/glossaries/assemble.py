"""Terms that were read, put together to a glossary: each gets its IRI, names are told apart, labels become links."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import Final
from urllib.parse import quote

from attrs import evolve, frozen

from lineage_rdf.plain_text import clean
from lineage_rdf.terms.addresses import Addresses
from lineage_rdf.terms.model import Glossary, Imported, Origin, Remark, Term
from lineage_rdf.terms.names import key, linked

TERM_TWICE: Final = "FTL-T088"
SAME_ADDRESS: Final = "FTL-T096"
NO_LICENCE: Final = "FTL-T104"
_TITLE: Final = "Glossary"


@frozen
class Found:
    """A term as it was read.

    Args:
        term: the term; an empty IRI is filled in.
        where: the file and place.
    """

    term: Term
    where: str


def assembled(found: Iterable[Found], remarks: Iterable[Remark], origin: Origin) -> Imported:
    """Return the glossary of some terms; of terms that are told twice the first is kept.

    Args:
        found: the terms in their order.
        remarks: what was remarked on them.
        origin: what the user says of them.

    Raises:
        UsageError: if the base is none.
    """
    title = origin.title or title_of(origin.folder or origin.where)
    addresses = Addresses(title, origin.base)
    told: list[Remark] = []
    terms = _addressed(list(_once(found, told)), addresses, told)
    licences = {term.license for term in terms}
    if licences == {""}:
        what = "no licence is stated"
        told.append(
            Remark(NO_LICENCE, "", what, "ask its publisher before you pass it on", where=origin.where)
        )
    glossary = Glossary(
        addresses.scheme(),
        title,
        linked([evolve(term, sets=term.sets or (addresses.scheme(),)) for term in terms]),
        license=licences.pop() if len(licences) == 1 else "",
        accessed=origin.accessed,
    )
    return Imported(glossary, (*remarks, *told))


def title_of(where: str) -> str:
    """Return what a glossary is called of which only the file is known: the file's name without its ending."""
    return clean(PurePath(where.replace("\\", "/")).stem.strip("<>")) or _TITLE


def _once(found: Iterable[Found], told: list[Remark]) -> Iterable[Found]:
    first: dict[str, Found] = {}
    for item in found:
        known = first.setdefault(key(item.term.name), item)
        if known is item:
            yield item
            continue
        what = f"there is a term of this name already, at {known.where}"
        fix = "put the two together, or rename one; this one was left out"
        told.append(Remark(TERM_TWICE, item.term.name, what, fix, where=item.where))


def _addressed(found: list[Found], addresses: Addresses, told: list[Remark]) -> list[Term]:
    """Return terms with IRIs; two names of which nothing but signs differ would share an address."""
    taken: dict[str, str] = {}
    terms = []
    for item in found:
        term = item.term
        iri = term.iri or addresses.term(term.name)
        if iri in taken:
            other, iri = taken[iri], _other(term.name, addresses, taken)
            what = f"its address would be that of {clean(other)!r}"
            told.append(Remark(SAME_ADDRESS, term.name, what, f"it got {iri}", True, item.where))
        taken[iri] = term.name
        terms.append(evolve(term, iri=iri))
    return terms


def _other(name: str, addresses: Addresses, taken: dict[str, str]) -> str:
    """Return an address that is not taken: the name with its signs, and a number if need be."""
    if not addresses.base:
        return addresses.part("other-term", name)
    plain = addresses.base + quote("-".join(name.casefold().split()), safe="")
    numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    return next(iri for iri in (plain, *numbered) if iri not in taken)
