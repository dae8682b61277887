"""An index: nodes in the order of their names, what they are called, and the steps between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import numpy as np
from attrs import frozen

from lineage_rdf.integers.adjacency import Adjacency, Nodes
from lineage_rdf.integers.texts import Texts
from lineage_rdf.query.index.kinds import answers, turned_kind

Edge = tuple[str, str, str]


@frozen(eq=False)
class Index:
    """What a store tells of nodes and the steps between them.

    Args:
        nodes: the nodes, IRIs or `_:label`, sorted by code points.
        ids: the Hub id of each node; empty for none.
        labels: the label of each node; empty for none.
        relations: the relations by which a step leads from one node to another, a tuple of each combination.
        kinds: kind of step, `turned_kind` of those that go the other way round -> the steps, each pair of nodes once, labelled
            by the place in `relations`.
    """

    nodes: Texts
    ids: Texts
    labels: Texts
    relations: tuple[tuple[str, ...], ...]
    kinds: Mapping[str, Adjacency]

    def steps(self, kind: str, *, turned: bool = False) -> Adjacency:
        """Return the steps of a kind.

        Args:
            kind: `derived` (from a model to its base), `revisions` (from a revision to its repository), or `affected`.
            turned: whether they are wanted the other way round.
        """
        return self.kinds[turned_kind(kind) if turned else kind]

    def edges(self, query: str, nodes: Collection[str] | None) -> Iterator[Edge]:
        """Yield what a query of `answers` gives: (from, to, relation), in the order of the nodes that are given.

        Args:
            query: the query.
            nodes: where the steps begin; None for all there are.
        """
        kind, turned, related = answers()[query]
        steps = self.steps(kind, turned=turned)
        begin = np.arange(len(self.nodes)) if nodes is None else self.numbers(nodes)
        sources, targets, labels = steps.steps(begin)
        names = zip(self.nodes.take(sources), self.nodes.take(targets), labels.tolist(), strict=True)
        for source, target, label in names:
            for relation in self.relations[label] if related else ("",):
                yield source, target, relation

    def names(self, numbers: Nodes) -> Iterator[tuple[str, str]]:
        """Yield the Hub id and the label of some nodes; empty texts where they have none.

        Args:
            numbers: (k,) the nodes.
        """
        return zip(self.ids.take(numbers), self.labels.take(numbers), strict=True)

    def numbers(self, nodes: Iterable[str]) -> Nodes:
        """Return the numbers of those nodes that the index knows.

        Args:
            nodes: the nodes.
        """
        return np.array(self.nodes.find_all(nodes), np.int64)
