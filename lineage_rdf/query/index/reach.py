"""The walk of `lineage_rdf.query.walk` over an index: the same levels, ways and certainties, a level at a time as arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
from attrs import define, field, frozen

from lineage_rdf.integers.adjacency import Adjacency, Nodes, first_of_each, union

Renamed = Callable[[Nodes], tuple[Nodes, Nodes]]  # nodes -> (node, other name), in the order of both
OTHER_NAME: Final = -1  # the label of a change of name, which is no step
Small: TypeAlias = npt.NDArray[np.signedinteger[Any]]  # there are fewer nodes than 2**31
_NOTHING: Final = np.empty(0, np.int64)


@frozen(eq=False)
class Way:
    """What was reached, the nearest first, then the certain, then by name.

    Args:
        nodes: (k,) the nodes.
        depths: (k,) the number of steps to each.
        possible: (k,) 0 for what is certain, 1 for what is possible.
        vias: (k,) the node before each.
        labels: (k,) the label of the step from there, or `OTHER_NAME`.
    """

    nodes: Nodes
    depths: Nodes
    possible: Nodes
    vias: Nodes
    labels: Nodes


def reach(
    starts: Nodes, steps: Adjacency, other_names: Renamed, last: Adjacency | None = None
) -> tuple[Way, Reached]:
    """Return every node that is reached beside the starts and their other names, and how any node was.

    Args:
        starts: where to begin.
        steps: the steps.
        other_names: gives other names of the repositories of some nodes, where the walk may go on.
        last: what a certain way may end with, in a step that does not count.
    """
    reached = Reached.none(len(steps.begins) - 1)
    frontier = union(starts)
    reached.put(frontier, 1, 0, frontier, OTHER_NAME)
    depth = 0
    while len(frontier):
        depth += 1
        frontier = reached.arrive(steps.steps(frontier), depth, 0)
    stepped = reached.all()
    if last is not None:
        made = stepped[reached.depth[stepped] > 1]
        sources, targets, _ = last.steps(made)
        reached.rename(sources, targets, reached.depth[sources] - 1, 0)
    _go_on(reached, stepped, steps, other_names)
    return reached.way(), reached


def _go_on(reached: Reached, stepped: Nodes, steps: Adjacency, other_names: Renamed) -> None:
    """Add what is possible, in the order of depth (see `walk._go_on`, whose names these are)."""
    count = len(reached.depth)
    changed, followed = np.zeros(count, bool), np.zeros(count, bool)
    followed[stepped] = True
    depths = reached.depth[stepped] - 1
    order = np.argsort(depths, kind="stable")
    levels = np.split(stepped[order], np.flatnonzero(np.diff(depths[order])) + 1)
    onward, depth = _NOTHING, 0
    while depth < len(levels) or len(onward):
        arrived = union(levels[depth] if depth < len(levels) else _NOTHING, onward)
        arrived = arrived[~changed[arrived]]
        changed[arrived] = True
        sources, names = other_names(arrived)
        reached.rename(sources, names, depth, 1)
        begin = union(arrived, names)
        begin = begin[~followed[begin]]
        depth += 1
        onward = _NOTHING
        if len(begin):  # mostly there are none
            followed[begin] = True
            found = steps.steps(begin)
            reached.arrive(found, depth, 1)
            onward = union(found[1])
            onward = onward[~changed[onward]]


@define(eq=False)
class Reached:
    """How each node was reached.

    Args:
        depth: one more than the number of steps; 0 for a node that was not reached.
        possible: 1 if the way is possible only.
        via: the node before.
        label: the label of the step from there.
    """

    depth: Small
    possible: Small
    via: Small
    label: Small
    _found: list[Nodes] = field(factory=list, init=False)

    @classmethod
    def none(cls, count: int) -> Reached:
        """Return that no node was reached."""
        # Small numbers: to be given memory for millions of nodes takes longer than a walk to a few hundred.
        depth, via, label = (np.zeros(count, np.int32) for _ in range(3))
        return cls(depth, np.zeros(count, np.int8), via, label)

    def put(self, nodes: Nodes, depth: Nodes | int, possible: int, via: Nodes, label: Nodes | int) -> None:
        """Say how some nodes were reached."""
        self._found.append(nodes)
        self.depth[nodes], self.possible[nodes] = depth, possible
        self.via[nodes], self.label[nodes] = via, label

    def arrive(self, found: tuple[Nodes, Nodes, Nodes], depth: int, possible: int) -> Nodes:
        """Add the nodes that steps lead to, from the first node in the order of names, and return them."""
        sources, targets, labels = found
        fresh = np.flatnonzero(self.depth[targets] == 0)
        new, first = first_of_each(targets[fresh])
        places = fresh[first]
        self.put(new, depth + 1, possible, sources[places], labels[places])
        return new

    def rename(self, sources: Nodes, names: Nodes, depth: Nodes | int, possible: int) -> None:
        """Add other names of nodes, each after the first of those nodes."""
        if not len(names):
            return
        fresh = np.flatnonzero(self.depth[names] == 0)
        new, first = first_of_each(names[fresh])
        places = fresh[first]
        at = depth if isinstance(depth, int) else depth[places]
        self.put(new, at + 1, possible, sources[places], OTHER_NAME)

    def all(self) -> Nodes:
        """Return the nodes that were reached, sorted; the others, of which there may be millions, are not looked at."""
        return np.sort(np.concatenate(self._found)) if self._found else _NOTHING

    def way(self) -> Way:
        """Return what a step was needed for, in its order."""
        nodes = self.all()
        nodes = nodes[self.depth[nodes] > 1]
        nodes = nodes[np.lexsort((nodes, self.possible[nodes], self.depth[nodes]))]
        told = (self.depth[nodes] - 1, self.possible[nodes], self.via[nodes], self.label[nodes])
        return Way(nodes, *(numbers.astype(np.int64) for numbers in told))
