"""Which model was made from which, over all lineages, in arrays that every worker process holds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Self

import numpy as np
from attrs import define, field, frozen

from lineage_rdf.integers.adjacency import Adjacency
from lineage_rdf.integers.texts import Texts
from lineage_rdf.pages import Kind, Limits, Relative, Some, Thing

# Child, its label, parent, relation, words.
Made = tuple[str, str, str, str, str]


@frozen(eq=False)
class Family:
    """Models and the steps between them.

    Args:
        nodes: IRIs of models, sorted.
        labels: what people call them.
        ways: relation and words of the steps.
        children: from a model to those made from it, labelled by the place in `ways`.
        parents: the other way round.
        limits: how much a page shows.
    """

    nodes: Texts
    labels: Texts
    ways: tuple[tuple[str, str], ...]
    children: Adjacency
    parents: Adjacency
    limits: Limits

    def siblings(self, iri: str) -> Some[Relative]:
        """Return the models made from the same bases, in the order of their bases."""
        number = self.nodes.find(iri)
        if number is None:
            return Some()
        found: dict[int, Relative] = {}
        total = 0
        for parent, _ in _steps(self.parents, number):
            for child, way in _steps(self.children, parent):
                total += child != number
                if child != number and child not in found and len(found) < self.limits.siblings:
                    found[child] = self._relative(child, parent, way)
        return Some(tuple(found.values()), total)

    def family(self, iri: str) -> Some[Relative]:
        """Return what descends from a model, each after what it was made from; beyond the limit it is counted."""
        number = self.nodes.find(iri)
        if number is None:
            return Some()
        queue = [number]
        seen = {number}
        found: list[Relative] = []
        for parent in queue:
            for child, way in _steps(self.children, parent):
                if child not in seen:
                    seen.add(child)
                    queue.append(child)
                    if len(found) < self.limits.family:
                        found.append(self._relative(child, parent, way))
        return Some(tuple(found), len(queue) - 1)

    def _relative(self, child: int, parent: int, way: int) -> Relative:
        return Relative(self._thing(child), self.nodes[parent], *self.ways[way])

    def _thing(self, number: int) -> Thing:
        iri = self.nodes[number]
        return Thing(iri, Kind.MODEL, self.labels[number] or iri)


def _steps(steps: Adjacency, node: int) -> Iterator[tuple[int, int]]:
    begin, end = int(steps.begins[node]), int(steps.begins[node + 1])
    return zip(steps.targets[begin:end].tolist(), steps.labels[begin:end].tolist(), strict=True)


@define
class Families:
    """Gathers the steps between models.

    Args:
        limits: how much a page shows.
    """

    limits: Limits = field(factory=Limits)
    _labels: dict[str, str] = field(factory=dict, init=False)
    _ways: dict[tuple[str, str], int] = field(factory=dict, init=False)
    _steps: dict[tuple[str, str], int] = field(factory=dict, init=False)

    def add(self, made: Made) -> Self:
        """Add that one model was made from another; what is told first counts."""
        child, label, parent, relation, words = made
        self._labels[child] = self._labels.get(child) or label
        self._labels.setdefault(parent, "")
        way = self._ways.setdefault((relation, words), len(self._ways))
        self._steps.setdefault((parent, child), way)
        return self

    def family(self) -> Family:
        """Return all of it."""
        nodes = sorted(self._labels)
        numbers = {node: number for number, node in enumerate(nodes)}
        flat = chain.from_iterable(
            (numbers[parent], numbers[child], way) for (parent, child), way in self._steps.items()
        )
        columns = np.fromiter(flat, np.int64, 3 * len(self._steps)).reshape(-1, 3)
        children = Adjacency.of(columns[:, 0], columns[:, 1], columns[:, 2], len(nodes), len(self._ways))
        labels = Texts.of(self._labels[node] for node in nodes)
        return Family(Texts.of(nodes), labels, tuple(self._ways), children, children.turned(), self.limits)
