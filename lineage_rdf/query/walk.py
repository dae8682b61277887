"""Walks from node to node, level by level, so that depth is known and neither a long chain nor a cycle does harm.

A walk has two parts (certain ancestry and what may follow from it are told apart):

* certain: along the steps that a place tells of;
* possible: where nothing more is known of a node it may go on at another name of the same repository, one that gives a
  revision or one that gives none. Never two such changes in a row: they lead from one revision to another, which differ.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from attrs import frozen

from lineage_rdf.query.edges import Edge

CERTAIN: Final = "certain"
POSSIBLE: Final = "possible"
Steps = Callable[[Collection[str]], Iterable[Edge]]


@frozen
class Reached:
    """A node that a walk came to.

    Args:
        node: the node.
        depth: the number of steps to it.
        certainty: `certain` or `possible`.
        via: the node before it.
        relation: what leads from there to it.
    """

    node: str
    depth: int
    certainty: str
    via: str
    relation: str


def walk(
    starts: Collection[str], steps: Steps, other_names: Steps, last: Steps | None = None
) -> dict[str, Reached]:
    """Return every node that is reached, each by a shortest way; a certain way comes before a shorter possible one.

    Args:
        starts: where to begin.
        steps: gives the steps from some nodes.
        other_names: gives other names of the repositories of some nodes, where the walk may go on.
        last: gives the nodes that a certain way may end with, in a step that does not count.

    Returns:
        Node -> how it was reached. The starts are in it with depth 0.
    """
    reached = {start: Reached(start, 0, CERTAIN, "", "") for start in starts}
    frontier: list[str] = sorted(starts)
    while frontier:
        frontier = _arrive(reached, steps(frontier), CERTAIN)
    stepped = dict(reached)
    if last is not None:
        made = sorted(node for node, found in stepped.items() if found.depth)
        _rename(reached, last(made), CERTAIN)
    _go_on(reached, stepped, steps, other_names)
    return reached


def _go_on(
    reached: dict[str, Reached], stepped: dict[str, Reached], steps: Steps, other_names: Steps
) -> None:
    """Add what is possible, in the order of depth; a change of name is no step.

    Args:
        reached: what was reached, to be added to.
        stepped: the part of it that steps led to, from where all further steps were followed.
        steps: see `walk`.
        other_names: see `walk`.
    """
    changed: set[str] = set()  # nodes from which the name was changed
    followed = set(stepped)  # nodes from which the steps were followed
    waiting: dict[int, set[str]] = {}  # depth -> nodes that a step led to
    for node, found in stepped.items():
        waiting.setdefault(found.depth, set()).add(node)
    depth = -1
    while waiting:
        depth += 1
        arrived = waiting.pop(depth) - changed
        changed |= arrived
        renamed = _rename(reached, other_names(sorted(arrived)), POSSIBLE, depth)
        begin = (arrived | renamed) - followed
        followed |= begin
        edges = list(steps(sorted(begin))) if begin else []
        _arrive(reached, edges, POSSIBLE, depth + 1)
        # A node that only a change of name had led to may change its name once a step leads to it.
        onward = {target for _, target, _ in edges} - changed
        if onward:
            waiting.setdefault(depth + 1, set()).update(onward)


def _arrive(
    reached: dict[str, Reached], edges: Iterable[Edge], certainty: str, depth: int | None = None
) -> list[str]:
    """Add the nodes that steps lead to and return them; of several ways to one the first in the order of IRIs counts."""
    new: dict[str, tuple[str, set[str]]] = {}
    for source, target, relation in edges:
        if target in reached:
            continue
        if target not in new or source < new[target][0]:
            new[target] = (source, set())
        if source == new[target][0]:
            new[target][1].add(relation)
    for target, (source, relations) in new.items():
        depth_here = reached[source].depth + 1 if depth is None else depth
        reached[target] = Reached(target, depth_here, certainty, source, in_words(relations))
    return sorted(new)


def _rename(
    reached: dict[str, Reached], edges: Iterable[Edge], certainty: str, depth: int | None = None
) -> set[str]:
    """Add other names of nodes, and return all of them, also those that had been reached."""
    targets: set[str] = set()
    for source, target, _ in sorted(edges):
        targets.add(target)
        if target not in reached:
            at = reached[source].depth if depth is None else depth
            reached[target] = Reached(target, at, certainty, source, "specializationOf")
    return targets


def in_words(relations: Collection[str]) -> str:
    """Return the relations between two nodes as one text; a step of a special kind is also fine-tuning, which goes unsaid."""
    special = set(relations) & {"Distilling", "RewardModelTraining"}
    return ", ".join(sorted(set(relations) - ({"FineTuning"} if special else set())))


def in_order(nodes: Collection[str], bases: Mapping[str, Collection[str]]) -> list[str]:
    """Return nodes so that each stands after its bases; those of a cycle come last (Kahn's algorithm, ties by IRI).

    Args:
        nodes: the nodes.
        bases: node -> what it was made of.
    """
    from heapq import heapify, heappop, heappush

    inside = set(nodes)
    open_bases = {node: {base for base in bases.get(node, ()) if base in inside} for node in inside}
    results: dict[str, list[str]] = {}
    for node, its in open_bases.items():
        for base in its:
            results.setdefault(base, []).append(node)
    ready = [node for node, its in open_bases.items() if not its]
    heapify(ready)
    order: list[str] = []
    while ready:
        node = heappop(ready)
        order.append(node)
        for result in results.get(node, ()):
            open_bases[result].discard(node)
            if not open_bases[result]:
                heappush(ready, result)
    return order + sorted(inside.difference(order))
