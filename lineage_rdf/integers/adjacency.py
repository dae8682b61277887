"""Steps between numbered nodes as compressed sparse rows: the neighbours of node i are `targets[begins[i]:begins[i + 1]]`."""

from __future__ import annotations

from typing import Self, TypeAlias

import numpy as np
import numpy.typing as npt
from attrs import frozen

from lineage_rdf.integers.damage import within

Nodes: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]


def first_of_each(values: Nodes) -> tuple[Nodes, Nodes]:
    """Return the different values, sorted, and where each stands first; `numpy.unique` would load masked arrays first.

    Args:
        values: (n,) the values.
    """
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    fresh = np.ones(len(ordered), bool)
    fresh[1:] = ordered[1:] != ordered[:-1]
    return ordered[fresh], order[fresh]


def union(*values: Nodes) -> Nodes:
    """Return the different values of some arrays, sorted.

    Args:
        values: the arrays.
    """
    return first_of_each(np.concatenate(values))[0]


@frozen(eq=False)
class Adjacency:
    """Labelled steps; those of a node stand together, in the order of their targets.

    Args:
        begins: (n + 1,) where the steps of each node begin.
        targets: (m,) where each step leads to.
        labels: (m,) what each step is called, as a number.
        names: how many names there are; labels are numbers below.
    """

    begins: Nodes
    targets: Nodes
    labels: Nodes
    names: int

    @classmethod
    def of(cls, sources: Nodes, targets: Nodes, labels: Nodes, count: int, names: int) -> Self:
        """Return steps that are given one by one in any order.

        Args:
            sources: (m,) where they begin.
            targets: (m,) where they lead to.
            labels: (m,) what they are called.
            count: how many nodes there are.
            names: how many names there are.
        """
        order = np.lexsort((targets, sources))
        begins = np.zeros(count + 1, np.int64)
        np.cumsum(np.bincount(sources, minlength=count), out=begins[1:])
        return cls(begins, targets[order], labels[order], names)

    def __len__(self) -> int:
        """Return the number of steps."""
        return len(self.targets)

    @property
    def sources(self) -> Nodes:
        """(m,) where each step begins."""
        return np.repeat(np.arange(len(self.begins) - 1), np.diff(self.begins))

    def turned(self) -> Adjacency:
        """Return the same steps the other way round."""
        return Adjacency.of(self.targets, self.sources, self.labels, len(self.begins) - 1, self.names)

    def steps(self, nodes: Nodes) -> tuple[Nodes, Nodes, Nodes]:
        """Return (sources, targets, labels) of the steps from some nodes, in the order of the nodes.

        Args:
            nodes: (k,) the nodes.

        Raises:
            Damaged: if there are no such steps.
        """
        first = self.begins[nodes]
        counts = self._counts(nodes, first)
        ends = np.cumsum(counts)
        places = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts - first, counts)
        within(places, len(self.targets))
        targets, labels = self.targets[places], self.labels[places]
        within(targets, len(self.begins) - 1)
        within(labels, self.names)
        return np.repeat(nodes, counts), targets, labels

    def has_steps(self, nodes: Nodes) -> Mask:
        """Return of each node whether a step begins there.

        Args:
            nodes: (k,) the nodes.

        Raises:
            Damaged: if nobody can tell.
        """
        return np.asarray(self._counts(nodes, self.begins[nodes]) > 0)

    def _counts(self, nodes: Nodes, first: Nodes) -> Nodes:
        """Return how many steps begin at each node."""
        counts = self.begins[nodes + 1] - first
        within(counts, len(self.targets) + 1)
        return counts
