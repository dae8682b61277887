"""Makes an index of what a store answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from lineage_rdf.integers.adjacency import Adjacency
from lineage_rdf.integers.texts import Texts
from lineage_rdf.query.edges import Edges
from lineage_rdf.query.index.index import Edge, Index
from lineage_rdf.query.index.kinds import TURNED, questions, turned_kind
from lineage_rdf.query.labels import all_facts, names_in
from lineage_rdf.store import Store

_Pairs = dict[tuple[str, str], set[str]]


def build(store: Store) -> Index:
    """Return the index of a store; at most one of each step and name is in memory.

    Args:
        store: the store.

    Raises:
        NoVerdictError: if the store does not answer.
    """
    kinds = {kind: _paired(Edges(store, query).every()) for kind, query in questions().items()}
    facts = all_facts(store)
    nodes = sorted(set(facts).union(*(pair for pairs in kinds.values() for pair in pairs)))
    numbers = {node: number for number, node in enumerate(nodes)}
    relations: dict[tuple[str, ...], int] = {}
    steps = {kind: _steps(pairs, numbers, relations) for kind, pairs in kinds.items()}
    steps |= {turned_kind(kind): steps[kind].turned() for kind in TURNED}
    known = [names_in(facts, node) for node in nodes]
    ids, labels = (Texts.of(name[place] for name in known) for place in (0, 1))
    return Index(Texts.of(nodes), ids, labels, tuple(relations), steps)


def _paired(edges: Iterable[Edge]) -> _Pairs:
    pairs: _Pairs = {}
    for source, target, relation in edges:
        pairs.setdefault((source, target), set()).add(relation)
    return pairs


def _steps(pairs: _Pairs, numbers: Mapping[str, int], relations: dict[tuple[str, ...], int]) -> Adjacency:
    """Return steps in numbers; combinations of relations that are new get the next number."""
    rows = [
        (numbers[source], numbers[target], relations.setdefault(tuple(sorted(found)), len(relations)))
        for (source, target), found in pairs.items()
    ]
    columns = np.array(rows, np.int64).reshape(-1, 3)
    return Adjacency.of(columns[:, 0], columns[:, 1], columns[:, 2], len(numbers), len(relations))
