"""Cycles among numbered nodes: the strongly connected components."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from lineage_rdf.integers.adjacency import Nodes

_PRUNINGS = 20  # rounds that take off the ends; chains are short, and what is left is searched


def cycles(sources: Nodes, targets: Nodes) -> list[list[int]]:
    """Return the groups of nodes that lead to each other, or of one node that leads to itself, each sorted, by their first node.

    Args:
        sources: (m,) where steps begin.
        targets: (m,) where they lead to.

    Source: Tarjan, Depth-first search and linear graph algorithms, SIAM Journal on Computing 1 (1972) 146-160.
    """
    for _ in range(_PRUNINGS):
        inner = np.isin(sources, targets) & np.isin(targets, sources)
        if inner.all():
            break
        sources, targets = sources[inner], targets[inner]
    after: dict[int, list[int]] = {}
    for source, target in zip(sources.tolist(), targets.tolist(), strict=True):
        after.setdefault(source, []).append(target)
    return sorted(_Search(after).groups())


class _Search:
    """A depth-first search that keeps its path in a list, so that the longest chain does no harm."""

    def __init__(self, after: Mapping[int, Sequence[int]]) -> None:
        self._after = after
        self._number: dict[int, int] = {}
        self._low: dict[int, int] = {}
        self._open: list[int] = []
        self._is_open: set[int] = set()

    def groups(self) -> Iterator[list[int]]:
        """Yield the groups."""
        for node in self._after:
            if node not in self._number:
                yield from self._from(node)

    def _from(self, start: int) -> Iterator[list[int]]:
        """Yield the groups of everything that one node leads to."""
        path = [(start, self._enter(start))]
        while path:
            node, targets = path[-1]
            for target in targets:
                if target not in self._number:
                    path.append((target, self._enter(target)))
                    break
                if target in self._is_open:
                    self._low[node] = min(self._low[node], self._number[target])
            else:
                path.pop()
                if path:
                    before = path[-1][0]
                    self._low[before] = min(self._low[before], self._low[node])
                yield from self._leave(node)

    def _enter(self, node: int) -> Iterator[int]:
        self._number[node] = self._low[node] = len(self._number)
        self._open.append(node)
        self._is_open.add(node)
        return iter(self._after.get(node, ()))

    def _leave(self, node: int) -> Iterator[list[int]]:
        """Take a component off the open nodes, and yield it if there is a cycle in it."""
        if self._low[node] != self._number[node]:
            return
        group: list[int] = []
        while not group or group[-1] != node:
            group.append(self._open.pop())
        self._is_open.difference_update(group)
        if len(group) > 1 or node in self._after.get(node, ()):
            yield sorted(group)
