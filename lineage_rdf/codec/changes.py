"""What changed between two versions of some statements, blank nodes compared by what is said of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from attrs import frozen
from pyoxigraph import BlankNode, Quad, Triple

from lineage_rdf.codec.canonical import digest, labelled, sorted_lines
from lineage_rdf.codec.terms import blanks, has_blank_nodes, relabelled

_Component: TypeAlias = list[Quad]
# A chain of nodes that differ only at its end takes a round for each; nothing we read has such chains longer than this.
_ROUNDS = 50
# The canonical labels of nodes that look alike take time beyond all bounds: 8 of them 3 seconds, 9 already 34.
_MAX_ALIKE = 6


@frozen
class Changes:
    """The difference between an old and a new version.

    Args:
        removed: statements without blank nodes that only the old version has.
        added: statements that only the new version has; a blank node in them is in no statement that stays.
        stuck: statements with blank nodes that only the old version has: SPARQL's DELETE DATA cannot name them.
        unknown: statements about blank nodes that look too much alike to be compared.
    """

    removed: tuple[Quad, ...]
    added: tuple[Quad, ...]
    stuck: tuple[Quad, ...] = ()
    unknown: tuple[Quad, ...] = ()


def changes(old: Iterable[Quad], new: Iterable[Quad]) -> Changes:
    """Return what must be removed from the old version and added to it, so that it says what the new one says.

    Args:
        old: the statements as they were.
        new: the statements as they are to be.
    """
    before, after = dict.fromkeys(old), dict.fromkeys(new)
    ground_before, ground_after = (
        {quad for quad in version if not has_blank_nodes([quad])} for version in (before, after)
    )
    left, more, unknown = _components_that_differ(
        [quad for quad in before if quad not in ground_before],
        [quad for quad in after if quad not in ground_after],
    )
    return Changes(
        removed=tuple(quad for quad in before if quad in ground_before - ground_after),
        added=(*(quad for quad in after if quad in ground_after - ground_before), *more),
        stuck=tuple(left),
        unknown=tuple(unknown),
    )


def _components_that_differ(
    before: Sequence[Quad], after: Sequence[Quad]
) -> tuple[list[Quad], list[Quad], list[Quad]]:
    """Return the statements about blank nodes that are only in one version, and those that cannot be compared."""
    unknown: list[Quad] = []
    keyed: list[dict[frozenset[str], list[_Component]]] = []
    for version in (before, after):
        groups: dict[frozenset[str], list[_Component]] = defaultdict(list)
        for component in _components(version):
            key = _key(component)
            if key is None:
                unknown += component
            else:
                groups[key].append(component)
        keyed.append(groups)
    old, new = keyed
    common = Counter({key: min(len(old[key]), len(new[key])) for key in old.keys() & new.keys()})
    left, more = (
        [quad for key, found in side.items() for component in found[common[key] :] for quad in component]
        for side in keyed
    )
    return left, more, unknown


def _components(quads: Sequence[Quad]) -> Iterator[_Component]:
    """Yield the statements in groups that share no blank node with each other."""
    about: dict[BlankNode, list[int]] = defaultdict(list)
    for place, quad in enumerate(quads):
        for blank in blanks([quad]):
            about[blank].append(place)
    seen: set[int] = set()
    for start in range(len(quads)):
        if start in seen:
            continue
        seen.add(start)
        queue = [start]
        for place in queue:
            for other in (found for blank in blanks([quads[place]]) for found in about.pop(blank, ())):
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
        yield [quads[place] for place in sorted(queue)]


def _key(component: _Component) -> frozenset[str] | None:
    """Return the statements of a component with names that depend on nothing but what is said, or None if that takes too long."""
    names = _refined(component)
    alike = sum(count for count in Counter(names.values()).values() if count > 1)
    if not alike:
        return frozenset(relabelled(quad, names.__getitem__) for quad in component)
    if alike > _MAX_ALIKE or any(isinstance(quad.object, Triple) for quad in component):
        return None
    return frozenset(sorted_lines(labelled(component)))


def _refined(component: _Component) -> dict[BlankNode, str]:
    """Return a name for each blank node, made of what is said of it and of its neighbours' names, round by round."""
    about: dict[BlankNode, list[Quad]] = defaultdict(list)
    for quad in component:
        for blank in dict.fromkeys(blanks([quad])):
            about[blank].append(quad)
    names = dict.fromkeys(about, "")
    kinds = 0
    for _ in range(_ROUNDS):
        if kinds == len(set(names.values())):
            break
        kinds = len(set(names.values()))
        names = {
            blank: digest(sorted(_seen_from(blank, quad, names) for quad in found))
            for blank, found in about.items()
        }
    return names


def _seen_from(blank: BlankNode, quad: Quad, names: dict[BlankNode, str]) -> str:
    """Return a statement under the names of its blank nodes; the one that is being named is told apart from its neighbours."""
    return relabelled(quad, lambda other: "this" if other == blank else names[other])
