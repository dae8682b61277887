"""Walks over the index of a store: the same rows as `lineage_rdf.query.walks` gives, in arrays until they are looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final, TypeVar

import numpy as np
from pyoxigraph import Literal

from lineage_rdf.integers.adjacency import Nodes
from lineage_rdf.query.index.index import Index
from lineage_rdf.query.index.kinds import AFFECTED, DERIVED, REVISIONS
from lineage_rdf.query.index.reach import OTHER_NAME, Reached, Renamed, Way, reach
from lineage_rdf.query.labels import as_terms
from lineage_rdf.query.results import Cells
from lineage_rdf.query.table import AFFECTED as AFFECTED_COLUMNS
from lineage_rdf.query.table import ANCESTRY, Names, Table
from lineage_rdf.query.terms import TO_DATASETS, node_of, number
from lineage_rdf.query.walk import CERTAIN, POSSIBLE, in_words

T = TypeVar("T")
_AT_ONCE: Final = 10_000  # rows that are made at once; a person who asks for twenty waits for no more


def ancestors(index: Index, start: str) -> Table:
    """Return what a model descends from: (model, depth, certainty, relation, via).

    Args:
        index: the index.
        start: the model.
    """
    steps, names = index.steps(DERIVED), index.steps(REVISIONS).and_turned

    def dead_ends(nodes: Nodes) -> tuple[Nodes, Nodes]:
        ends = nodes[~steps.has_steps(nodes)]
        return names().steps(ends)[:2] if len(ends) else (ends, ends)

    way, _ = reach(index.numbers([start]), steps, dead_ends, index.steps(REVISIONS))
    known: dict[str, Names] = {}
    return Table(ANCESTRY, _rows(index, way, known), known)


def descendants(index: Index, start: str) -> Table:
    """Return what descends from a model: (model, depth, certainty, relation, via).

    Args:
        index: the index.
        start: the model.
    """
    way, _ = reach(_with_revisions(index, start), index.steps(DERIVED, turned=True), _to_dead_ends(index))
    known: dict[str, Names] = {}
    return Table(ANCESTRY, _rows(index, way, known), known)


def affected(index: Index, start: str) -> Table:
    """Return what a model or dataset has gone into: (node, kind, depth, certainty, relation, via).

    Args:
        index: the index.
        start: the model or dataset.
    """
    way, reached = reach(_with_revisions(index, start), index.steps(AFFECTED), _to_dead_ends(index))
    leads = np.array([not TO_DATASETS.isdisjoint(found) for found in index.relations] or [False])
    labels = _labels_of_steps(reached, way.nodes)
    kinds = np.where((labels != OTHER_NAME) & leads[labels], 1, 0)
    words = (Literal("model"), Literal("dataset"))
    known: dict[str, Names] = {}
    rows = zip(_rows(index, way, known), kinds.tolist(), strict=True)
    return Table(AFFECTED_COLUMNS, ((node, words[kind], *rest) for (node, *rest), kind in rows), known)


def _labels_of_steps(reached: Reached, nodes: Nodes) -> Nodes:
    """Return the label of the last step to each node: under another name a node is what it was before."""
    before = nodes
    while (changed := (reached.label[before] == OTHER_NAME) & (reached.depth[before] > 1)).any():
        before = np.where(changed, reached.via[before], before)
    return reached.label[before]


def _with_revisions(index: Index, start: str) -> Nodes:
    """Return a node and the revisions of it, if it is a repository: a way to them is certain and ends at it."""
    begin = index.numbers([start])
    return np.union1d(begin, index.steps(REVISIONS, turned=True).steps(begin)[1])


def _to_dead_ends(index: Index) -> Renamed:
    """Return where a walk to descendants goes on: at other names of models, if nothing more is known of those."""
    derived, names = index.steps(DERIVED), index.steps(REVISIONS).and_turned()

    def onward(nodes: Nodes) -> tuple[Nodes, Nodes]:
        sources, targets, _ = names.steps(nodes)
        ends = ~derived.has_steps(targets)
        return sources[ends], targets[ends]

    return onward


def _rows(index: Index, way: Way, known: dict[str, Names]) -> Iterator[Cells]:
    """Yield (node, depth, certainty, relation, via) of each node, whose names are known then."""
    depths = _each(number)
    certainties = (Literal(CERTAIN), Literal(POSSIBLE))
    relations = [Literal(in_words(found)) for found in index.relations]
    relations.append(Literal("specializationOf"))  # at OTHER_NAME, which is -1
    via = _each(lambda place: node_of(index.nodes[place]))
    for begin in range(0, len(way.nodes), _AT_ONCE):
        some = slice(begin, begin + _AT_ONCE)
        nodes = index.nodes.take(way.nodes[some])
        known.update(zip(nodes, map(as_terms, index.names(way.nodes[some])), strict=True))
        yield from zip(
            map(node_of, nodes),
            map(depths, way.depths[some].tolist()),
            [certainties[place] for place in way.possible[some].tolist()],
            [relations[place] for place in way.labels[some].tolist()],
            map(via, way.vias[some].tolist()),
            strict=True,
        )


def _each(make: Callable[[int], T]) -> Callable[[int], T]:
    """Return a function that makes each term once."""
    return lru_cache(maxsize=_AT_ONCE)(make)
