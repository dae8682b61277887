"""The difference of two collections of lineages: which is which, then what differs in each pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence

from lineage_rdf.transform.diff import difference
from lineage_rdf.transform.difference import ADDED, REMOVED, Difference
from lineage_rdf.transform.matching import match
from lineage_rdf.transform.telling import HasQuads, Telling, is_blank, shown


def diff_all(old: Iterable[HasQuads], new: Iterable[HasQuads]) -> list[Difference]:
    """Return what differs between the lineages of two collections, in the order of the new one; then what was removed.

    Lineages are paired by IRI, then by the name of the head model where only one on each side has it; one lineage that is
    left on each side is compared with the other.

    Args:
        old: lineages.
        new: lineages.

    Raises:
        InputError: as `diff`.
    """
    before, after = [[Telling.of(lineage) for lineage in lineages] for lineages in (old, new)]
    by_iri = match(before, after, [(_iri, _iri)])
    by_name = match(by_iri.removed, by_iri.added, [(_name(by_iri.removed), _name(by_iri.added))])
    alone = len(by_name.removed) == len(by_name.added) == 1
    only = list(zip(by_name.removed, by_name.added, strict=True)) if alone else []
    found = {
        id(new): difference(old, new, rule)
        for rule, pairs in (("iri", by_iri.pairs), ("name", by_name.pairs), ("only", only))
        for old, new in pairs
    }
    told = [found.get(id(telling)) or _alone(telling, ADDED) for telling in after]
    return told + [_alone(telling, REMOVED) for telling in by_name.removed if not alone]


def _iri(telling: Telling) -> Hashable:
    return None if is_blank(telling.record.iri) else telling.record.iri


def _name(tellings: Sequence[Telling]) -> Callable[[Telling], Hashable]:
    """Return a key that tells of names which no other lineage has."""
    count = Counter(telling.name for telling in tellings)
    return lambda telling: telling.name if telling.name and count[telling.name] == 1 else None


def _alone(telling: Telling, rule: str) -> Difference:
    iri = shown(telling.record.iri)
    return Difference("" if rule == ADDED else iri, iri if rule == ADDED else "", telling.title, rule)
