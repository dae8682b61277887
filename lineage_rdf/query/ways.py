"""Walks over the index of a store: the same rows as `lineage_rdf.query.walks` gives, in arrays until they are looked at."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import numpy as np
from pyoxigraph import Literal, NamedNode

from lineage_rdf.integers.adjacency import Nodes, union
from lineage_rdf.integers.damage import Damaged
from lineage_rdf.query.index.index import Index
from lineage_rdf.query.index.kinds import AFFECTED, DERIVED, REVISIONS
from lineage_rdf.query.index.reach import OTHER_NAME, Reached, Renamed, Way, reach
from lineage_rdf.query.results import Cells
from lineage_rdf.query.table import AFFECTED as COLUMNS
from lineage_rdf.query.table import ANCESTRY, Table, called
from lineage_rdf.query.terms import TO_DATASETS, node_of, number
from lineage_rdf.query.walk import CERTAIN, POSSIBLE, in_words
from lineage_rdf.store import Term

_AT_ONCE: Final = 10_000  # rows that are made at once; a person who asks for twenty waits for no more


def ancestors(index: Index, start: str) -> Table:
    """Return what a model descends from: (model, depth, certainty, relation, via).

    Args:
        index: the index.
        start: the model.
    """
    steps = index.steps(DERIVED)

    def dead_ends(nodes: Nodes) -> tuple[Nodes, Nodes]:
        return _other_names(index, nodes[~steps.has_steps(nodes)])

    way, _ = reach(index.numbers([start]), steps, dead_ends, index.steps(REVISIONS))
    return Table(called(ANCESTRY), _rows(index, way))


def descendants(index: Index, start: str) -> Table:
    """Return what descends from a model: (model, depth, certainty, relation, via).

    Args:
        index: the index.
        start: the model.
    """
    way, _ = reach(_with_revisions(index, start), index.steps(DERIVED, turned=True), _to_dead_ends(index))
    return Table(called(ANCESTRY), _rows(index, way))


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
    rows = zip(_rows(index, way), kinds.tolist(), strict=True)
    return Table(called(COLUMNS), ((*row[:3], words[kind], *row[3:]) for row, kind in rows))


def _labels_of_steps(reached: Reached, nodes: Nodes) -> Nodes:
    """Return the label of the last step to each node: under another name a node is what it was before."""
    before = nodes
    while (changed := (reached.label[before] == OTHER_NAME) & (reached.depth[before] > 1)).any():
        before = np.where(changed, reached.via[before], before)
    return reached.label[before]


def _with_revisions(index: Index, start: str) -> Nodes:
    """Return a node and the revisions of it, if it is a repository: a way to them is certain and ends at it."""
    begin = index.numbers([start])
    return union(begin, index.steps(REVISIONS, turned=True).steps(begin)[1])


def _to_dead_ends(index: Index) -> Renamed:
    """Return where a walk to descendants goes on: at other names of models, if nothing more is known of those."""
    derived = index.steps(DERIVED)

    def onward(nodes: Nodes) -> tuple[Nodes, Nodes]:
        sources, targets = _other_names(index, nodes)
        ends = ~derived.has_steps(targets)
        return sources[ends], targets[ends]

    return onward


def _other_names(index: Index, nodes: Nodes) -> tuple[Nodes, Nodes]:
    """Return (node, other name), in their order: repositories of nodes that are revisions, and revisions of repositories."""
    up, down = (index.steps(REVISIONS, turned=turned).steps(nodes) for turned in (False, True))
    sources, names = np.concatenate([up[0], down[0]]), np.concatenate([up[1], down[1]])
    order = np.lexsort((names, sources))
    return sources[order], names[order]


def _rows(index: Index, way: Way) -> Iterator[Cells]:
    """Yield (node, its id and label, depth, certainty, relation, via, its id and label) of each node."""
    depths = lru_cache(maxsize=_AT_ONCE)(number)
    certainties = (Literal(CERTAIN), Literal(POSSIBLE))
    relations = [Literal(in_words(found)) for found in index.relations]
    relations.append(Literal("specializationOf"))  # at OTHER_NAME, which is -1
    for begin in range(0, len(way.nodes), _AT_ONCE):
        some = slice(begin, begin + _AT_ONCE)
        before = union(way.vias[some])
        places = np.searchsorted(before, way.vias[some])
        vias = list(zip(*_called(index, before), strict=True))
        yield from zip(
            *_called(index, way.nodes[some]),
            map(depths, way.depths[some].tolist()),
            [certainties[place] for place in way.possible[some].tolist()],
            [relations[place] for place in way.labels[some].tolist()],
            *zip(*[vias[place] for place in places.tolist()], strict=True),
            strict=True,
        )


def _called(index: Index, nodes: Nodes) -> tuple[list[Term], list[Literal | None], list[Literal | None]]:
    """Return nodes as terms, and what they are called: their Hub ids, and their labels."""
    names = index.nodes.take(nodes)
    try:
        terms: list[Term] = [node_of(name) if name[:1] == "_" else NamedNode(name) for name in names]
    except ValueError as error:
        raise Damaged(str(error)) from None
    ids, labels = index.ids.take(nodes), index.labels.take(nodes)
    return (
        terms,
        [Literal(text) if text else None for text in ids],
        [Literal(text) if text else None for text in labels],
    )
