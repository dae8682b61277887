"""Cycles among nodes: the strongly connected components (Tarjan 1972), found without recursion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def cycles(after: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return the groups of nodes that lead to each other, or of one node that leads to itself.

    Args:
        after: node -> the nodes it leads to.

    Returns:
        The groups, by their first node; each sorted.
    """
    search = _Search(after)
    for node in after:
        if node not in search.number:
            search.begin(node)
    found = (group for group in search.groups if len(group) > 1 or group[0] in after.get(group[0], ()))
    return sorted(sorted(group) for group in found)


class _Search:
    """A depth-first search that keeps its path in a list."""

    def __init__(self, after: Mapping[str, Sequence[str]]) -> None:
        self.after = after
        self.number: dict[str, int] = {}
        self.low: dict[str, int] = {}
        self.open: list[str] = []
        self.is_open: set[str] = set()
        self.groups: list[list[str]] = []

    def begin(self, start: str) -> None:
        """Search everything that one node leads to."""
        self._enter(start)
        path = [(start, iter(self.after.get(start, ())))]
        while path:
            node, targets = path[-1]
            for target in targets:
                if target not in self.number:
                    self._enter(target)
                    path.append((target, iter(self.after.get(target, ()))))
                    break
                if target in self.is_open:
                    self.low[node] = min(self.low[node], self.number[target])
            else:
                path.pop()
                if path:
                    before = path[-1][0]
                    self.low[before] = min(self.low[before], self.low[node])
                self._leave(node)

    def _enter(self, node: str) -> None:
        self.number[node] = self.low[node] = len(self.number)
        self.open.append(node)
        self.is_open.add(node)

    def _leave(self, node: str) -> None:
        if self.low[node] != self.number[node]:
            return
        group: list[str] = []
        while not group or group[-1] != node:
            group.append(self.open.pop())
        self.is_open.difference_update(group)
        self.groups.append(group)
