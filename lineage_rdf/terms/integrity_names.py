"""Defects of names, other names, definitions and of what is said of deprecated terms."""

from __future__ import annotations

from collections.abc import Iterator

from lineage_rdf.plain_text import clean
from lineage_rdf.terms.defects import Defect, defect
from lineage_rdf.terms.model import Glossary, Remark, Term
from lineage_rdf.terms.names import Names, key, spelling

CLAIMED_TWICE = "FTL-T045"
OTHER_NAME = "FTL-T046"
OWN_NAME = "FTL-T047"
NAME_TWICE = "FTL-T048"
NO_DEFINITION = "FTL-T050"
SAME_DEFINITION = "FTL-T051"
NO_REPLACEMENT = "FTL-T052"
NO_NAME = "FTL-T057"
_SHOWN = 5


def name_defects(glossary: Glossary) -> Iterator[Defect]:
    """Yield the defects of each term by itself, and of names and definitions that several terms share.

    Args:
        glossary: the terms.
    """
    names = Names(glossary.terms)
    for place, term in enumerate(glossary.terms):
        yield from _of_aliases(place, term, names)
        if term.name == term.iri:
            yield defect(
                NO_NAME, term.name, "it has no name, so its address stands for one", "give it a name"
            )
        if not term.definition.strip():
            yield defect(NO_DEFINITION, term.name, "it has no definition", "write one")
        if term.is_deprecated and not term.replaced_by:
            fix = "say which term to use in its place"
            yield defect(NO_REPLACEMENT, term.name, "it is deprecated and names no replacement", fix)
    for terms in names.named.values():
        if len(terms) > 1:
            fix = "put them together, or tell them apart by name"
            yield defect(NAME_TWICE, terms[0].name, f"{len(terms)} terms have this name", fix)
    for alias, terms in names.claimed.items():
        if len(terms) > 1:
            yield _claimed(names.spelt[alias], terms)
    yield from _same_definitions(glossary)


def _of_aliases(place: int, term: Term, names: Names) -> Iterator[Defect]:
    for alias in term.aliases:
        # Another spelling with capitals is a name that people look for; only the very same one is none.
        if " ".join(alias.split()) == " ".join(term.name.split()):
            what = f"{clean(alias)!r} is given as another name of the term and is its name"
            remark = Remark(OWN_NAME, term.name, what, "take it out")
            yield Defect(remark, "it was taken out", aliases=((place, alias),))
        elif other := next((other for other in names.named.get(key(alias), ()) if other is not term), None):
            what = f"{clean(alias)!r} is given as another name of it and is the name of another term"
            fix = "take it out, or make the two one term"
            if key(other.name) != key(term.name):
                yield defect(OTHER_NAME, term.name, what, fix)


def _claimed(alias: str, terms: list[Term]) -> Defect:
    others = _listed(terms[1:])
    what = f"{clean(alias)!r} is given as another name of it and of {others}"
    return defect(CLAIMED_TWICE, terms[0].name, what, "leave it with the term that it means")


def _same_definitions(glossary: Glossary) -> Iterator[Defect]:
    groups: dict[str, list[Term]] = {}
    for term in glossary.terms:
        if term.definition.strip():
            groups.setdefault(spelling(term.definition), []).append(term)
    for terms in groups.values():
        if len({key(term.name) for term in terms}) > 1:
            what = f"it has the same definition as {_listed(terms[1:])}"
            fix = "say what tells them apart, or make them one term with other names"
            yield defect(SAME_DEFINITION, terms[0].name, what, fix)


def _listed(terms: list[Term]) -> str:
    names = [clean(term.name) for term in terms]
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
