"""Defects of the hierarchy: circles, and terms that are related although one lies above the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from lineage_rdf.integers.cycles import cycles
from lineage_rdf.plain_text import clean
from lineage_rdf.terms.defects import Defect, Link, defect
from lineage_rdf.terms.links import Links
from lineage_rdf.terms.model import Relation, Remark

BROADER_AND_RELATED = "FTL-T043"
CIRCLE = "FTL-T044"
_SHOWN = 8
# For so many terms at once it is looked below which others they lie: a bit for each, kept at each term on the way.
_AT_ONCE = 4096


def hierarchy_defects(links: Links, clashes: set[Link]) -> Iterator[Defect]:
    """Yield the defects of the hierarchy.

    Args:
        links: the links of the glossary.
        clashes: takes the pairs of terms that are related although one lies above the other.
    """
    edges = sorted(set(links.upwards()))
    groups = _circles(edges)
    up: dict[int, list[int]] = {}
    for below, above in edges:
        up.setdefault(below, []).append(above)
    for group in groups:
        yield _circle(links, group, up)
    for (one, other), told in sorted(_Above(edges, groups, links).related_pairs().items()):
        clashes |= {(one, other), (other, one)}
        yield _clash(links, one, other, told)


def _circles(edges: Sequence[Link]) -> list[list[int]]:
    if not edges:
        return []
    pairs = np.array(edges, np.int64)
    return cycles(pairs[:, 0], pairs[:, 1])


def _circle(links: Links, group: list[int], up: Mapping[int, Sequence[int]]) -> Defect:
    inside = set(group)
    after = {place: [above for above in up[place] if above in inside] for place in group}
    path = _way_round(group[0], after)
    names = [clean(links.name(place)) for place in path[:_SHOWN]]
    names += [f"{len(path) - _SHOWN} more"] if len(path) > _SHOWN else []
    what = f"each of these is below the next, in a circle: {', '.join([*names, clean(links.name(path[0]))])}"
    return defect(CIRCLE, links.name(path[0]), what, "take out the link that is wrong, in both directions")


def _way_round(start: int, after: Mapping[int, Sequence[int]]) -> list[int]:
    """Return a shortest way from a place back to it, without the end."""
    before: dict[int, int] = {}
    waiting = deque([start])
    while waiting:
        place = waiting.popleft()
        for above in after[place]:
            if above == start:
                way = [place]
                while way[-1] != start:
                    way.append(before[way[-1]])
                return way[::-1]
            if above not in before:
                before[above] = place
                waiting.append(above)
    raise AssertionError("a circle leads back to where it begins")


def _clash(links: Links, one: int, other: int, told: list[tuple[int, Relation]]) -> Defect:
    """Return the defect of two terms; a plain `related` can go, for broader says more, but other kinds say something else."""
    what = f"it is related to {clean(links.name(other))!r}, and one of the two lies above the other"
    fix = "take out related, or the broader that it contradicts (SKOS S27)"
    remark = Remark(BROADER_AND_RELATED, links.name(one), what, fix)
    if all(relation.kind == "related" and not relation.rationale for _, relation in told):
        return Defect(remark, "related was taken out", drops=tuple(told))
    return Defect(remark)


class _Above:
    """What lies above each term, as bits of whole numbers: one bit for each term or circle that is asked for.

    Args:
        edges: the narrower and the broader term of each link.
        groups: the circles, whose terms lie above each other.
        links: the links of the glossary.
    """

    def __init__(self, edges: Sequence[Link], groups: Sequence[Sequence[int]], links: Links) -> None:
        self._links = links
        self._head = {place: group[0] for group in groups for place in group}
        self._up: dict[int, set[int]] = {}
        self._down: dict[int, set[int]] = {}
        for below, above in edges:
            one, other = self._node(below), self._node(above)
            if one != other:
                self._up.setdefault(one, set()).add(other)
                self._down.setdefault(other, set()).add(one)

    def _node(self, place: int) -> int:
        return self._head.get(place, place)

    def related_pairs(self) -> dict[Link, list[tuple[int, Relation]]]:
        """Return the pairs that are related although one lies above the other, with the relations that say so."""
        asked: dict[int, list[tuple[int, Relation, int]]] = {}
        found: dict[Link, list[tuple[int, Relation]]] = {}
        for place, relation, other in self._links.associative():
            one, two = self._node(place), self._node(other)
            if one == two:
                found.setdefault((min(place, other), max(place, other)), []).append((place, relation))
            elif one in self._up and two in self._down:
                asked.setdefault(one, []).append((place, relation, other))
            if two in self._up and one in self._down and one != two:
                asked.setdefault(two, []).append((place, relation, other))
        ends = sorted({self._end(node, *link) for node, links in asked.items() for link in links})
        for begin in range(0, len(ends), _AT_ONCE):
            part = ends[begin : begin + _AT_ONCE]
            self._look(asked, {end: number for number, end in enumerate(part)}, found)
        return found

    def _end(self, node: int, place: int, _: Relation, other: int) -> int:
        """Return the node at the other end of a link."""
        return self._node(other) if node == self._node(place) else self._node(place)

    def _look(
        self,
        asked: Mapping[int, Sequence[tuple[int, Relation, int]]],
        numbers: Mapping[int, int],
        found: dict[Link, list[tuple[int, Relation]]],
    ) -> None:
        """Add the links whose other end is one of some nodes and lies above."""
        for node, bits in self._walk(numbers):
            for place, relation, other in asked.get(node, ()):
                number = numbers.get(self._end(node, place, relation, other))
                if number is not None and bits >> number & 1:
                    found.setdefault((min(place, other), max(place, other)), []).append((place, relation))

    def _walk(self, numbers: Mapping[int, int]) -> Iterator[tuple[int, int]]:
        """Yield each node with the bits of what lies above it, the highest first; bits that nobody needs any more are dropped.

        Args:
            numbers: node -> the number of its bit; other nodes have none.
        """
        order = deque(sorted(node for node in self._down if node not in self._up))
        missing = {node: len(above) for node, above in self._up.items()}
        left = {node: len(below) for node, below in self._down.items()}
        bits: dict[int, int] = {}
        while order:
            node = order.popleft()
            own = 0
            for above in self._up.get(node, ()):
                own |= bits[above] | (1 << numbers[above] if above in numbers else 0)
                left[above] -= 1
                if not left[above]:
                    del bits[above]
            yield node, own
            if node in self._down:
                bits[node] = own
            for below in sorted(self._down.get(node, ())):
                missing[below] -= 1
                if not missing[below]:
                    order.append(below)
