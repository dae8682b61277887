"""Defects of links: to nothing, to itself, twice, one way only, to a deprecated term."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lineage_rdf.plain_text import clean
from lineage_rdf.terms.defects import Defect, Link, defect
from lineage_rdf.terms.links import Links
from lineage_rdf.terms.model import Relation, Remark, Term
from lineage_rdf.terms.names import Near, key
from lineage_rdf.terms.relations import ASSOCIATIVE, INVERSE, MATCHES

NO_SUCH_TERM = "FTL-T040"
ONE_WAY_HIERARCHY = "FTL-T041"
ONE_WAY = "FTL-T042"
TO_ITSELF = "FTL-T049"
TO_DEPRECATED = "FTL-T053"
NO_SUCH_ADDRESS = "FTL-T054"
TOLD_TWICE = "FTL-T055"
# Links that are meant to lead out of the glossary.
_OUT = frozenset({*MATCHES, "sameAs"})
_SPACE = re.compile(r"[^/#:]*\Z")


def link_defects(links: Links, clashes: set[Link]) -> Iterator[Defect]:
    """Yield the defects of links.

    Args:
        links: the links of the glossary.
        clashes: pairs of terms that should not be related, of which no way back is asked for.
    """
    looking = _Looking(links)
    direction = links.only_direction()
    if direction:
        yield _one_direction(links, direction)
    seen: dict[tuple[int, str, int | str], Relation] = {}
    for place, relation, other in links.all():
        end = other if other is not None else relation.target or key(relation.label)
        first = seen.setdefault((place, relation.kind, end), relation)
        if first is not relation:
            what = f"its link {relation.kind} to {_shown(relation)} is told twice"
            remark = Remark(TOLD_TWICE, links.name(place), what, "take one of them out")
            # Of two that are the same in all, one is kept in any case.
            yield Defect(remark, "one was kept", drops=((place, relation),) if relation != first else ())
            continue
        if other is None:
            yield from looking.nowhere(place, relation)
        elif other == place:
            remark = Remark(TO_ITSELF, links.name(place), f"it is {relation.kind} itself", "take it out")
            yield Defect(remark, "it was taken out", drops=((place, relation),))
        else:
            told = relation.kind == direction
            yield from _between(links, place, relation, other, clashes, told=told)


def _one_direction(links: Links, direction: str) -> Defect:
    """Return the one defect of a glossary that tells its whole hierarchy from one side, as SKOS allows."""
    back = INVERSE[direction]
    what = f"it tells all of its hierarchy by {direction}, and {back} nowhere"
    remark = Remark(ONE_WAY_HIERARCHY, "", what, f"add {back}, for readers that do not infer it")
    told = sorted(
        (other, place) for place, kind, other in links.known if kind == direction and place != other
    )
    return Defect(
        remark, f"{back} was added", adds=tuple((one, links.to(other, back)) for one, other in told)
    )


def _between(
    links: Links, place: int, relation: Relation, other: int, clashes: set[Link], *, told: bool
) -> Iterator[Defect]:
    """Yield the defects of a link from one term to another.

    Args:
        links: the links of the glossary.
        place: the term.
        relation: its link.
        other: the other term.
        clashes: pairs of terms that should not be related.
        told: whether it is told already that the whole hierarchy is told from one side.
    """
    clash = (place, other) in clashes and relation.kind in ASSOCIATIVE
    name = links.name(other)
    back = INVERSE.get(relation.kind)
    if back and not clash and not told and not _has_way_back(links, place, relation.kind, other):
        code = ONE_WAY if relation.kind in ASSOCIATIVE else ONE_WAY_HIERARCHY
        what = f"its {relation.kind} {clean(name)!r} does not say that it is {back}"
        remark = Remark(code, links.name(place), what, f"add {back} there")
        reason = relation.rationale if back == relation.kind else ""
        done = f"{back} was added there"
        yield Defect(
            remark,
            done,
            adds=((other, links.to(place, back, reason)), *_linked(links, place, relation, other)),
            drops=_unlinked(place, relation),
        )
    elif not relation.target and not clash:
        what = f"its {relation.kind} {_shown(relation)} is a label and no link"
        remark = Remark(NO_SUCH_TERM, links.name(place), what, f"link it to {clean(name)!r}")
        yield Defect(
            remark,
            f"it was linked to {clean(name)!r}",
            adds=_linked(links, place, relation, other),
            drops=_unlinked(place, relation),
        )
    if links.terms[other].is_deprecated and not links.terms[place].is_deprecated:
        replaced = links.terms[other].replaced_by
        fix = f"link it to {replaced[0]}" if replaced else "link it to the term that is used in its place"
        what = f"its {relation.kind} {clean(name)!r} is deprecated"
        yield defect(TO_DEPRECATED, links.name(place), what, fix)


def _linked(links: Links, place: int, relation: Relation, other: int) -> tuple[tuple[int, Relation], ...]:
    """Return the link to add where so far only a label stands."""
    if relation.target:
        return ()
    target = links.terms[other].iri
    return ((place, Relation(relation.kind, relation.label, target, relation.rationale)),)


def _unlinked(place: int, relation: Relation) -> tuple[tuple[int, Relation], ...]:
    return () if relation.target else ((place, relation),)


def _has_way_back(links: Links, place: int, kind: str, other: int) -> bool:
    """Say whether the other term links back; every kind of `related` is a way back for plain `related`."""
    kinds = ASSOCIATIVE if kind == "related" else (INVERSE[kind],)
    return any((other, back, place) in links.known for back in kinds)


class _Looking:
    """Looks for terms that do not exist; what comes near is looked for only when something is missing."""

    def __init__(self, links: Links) -> None:
        self._links = links
        self._spaces = {_space(term.iri) for term in links.terms}
        self._near: Near | None = None

    def nowhere(self, place: int, relation: Relation) -> Iterator[Defect]:
        """Yield the defect of a link that leads to no term of the glossary, unless it is meant to lead out of it."""
        name = self._links.name(place)
        if not relation.target:
            if relation.kind not in _OUT:
                what = f"its {relation.kind} {_shown(relation)} is no term of the glossary"
                yield defect(
                    NO_SUCH_TERM, name, what, self._suggestion(relation.label, self._links.terms[place])
                )
        elif relation.kind not in _OUT and _space(relation.target) in self._spaces:
            what = f"its {relation.kind} {clean(relation.target)} is no term of the glossary"
            yield defect(NO_SUCH_ADDRESS, name, what, "add the term, or correct the address")

    def _suggestion(self, label: str, term: Term) -> str:
        claimed = self._links.names.claimed.get(key(label), ())
        if len(claimed) > 1:
            names = " or ".join(repr(clean(term.name)) for term in claimed[:3])
            return f"several terms go by it: write {names}"
        if self._near is None:
            terms = self._links.terms
            self._near = Near(name for term in terms for name in (term.name, *term.aliases))
        near = self._near.to(label, (term.name, *term.aliases))
        meant = (
            f"if {' or '.join(repr(clean(name)) for name in near)} is meant, write that; else "
            if near
            else ""
        )
        return f"{meant}add the term, or take the label out"


def _space(iri: str) -> str:
    """Return an IRI without its last part."""
    return _SPACE.sub("", iri)


def _shown(relation: Relation) -> str:
    return repr(clean(relation.label or relation.target))
