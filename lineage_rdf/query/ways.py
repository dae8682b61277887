"""Walks over the index of a store: the same rows as `lineage_rdf.query.walks` gives, in arrays until they are looked at."""

from __future__ import annotations

import numpy as np
from attrs import evolve
from pyoxigraph import Literal

from lineage_rdf.integers.adjacency import Nodes, union
from lineage_rdf.query.arrays import ArrayRows, Counted, Named, Worded
from lineage_rdf.query.index.index import Index
from lineage_rdf.query.index.kinds import AFFECTED, DERIVED, REVISIONS
from lineage_rdf.query.index.reach import OTHER_NAME, Reached, Renamed, Way, reach
from lineage_rdf.query.table import AFFECTED as COLUMNS
from lineage_rdf.query.table import ANCESTRY, Table, called
from lineage_rdf.query.terms import TO_DATASETS, node_of
from lineage_rdf.query.walk import CERTAIN, POSSIBLE, in_words


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
    rows = _rows(index, way)
    columns = (*rows.columns[:3], Worded(("model", "dataset"), kinds), *rows.columns[3:])
    return Table(called(COLUMNS), evolve(rows, columns=columns))


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


def _rows(index: Index, way: Way) -> ArrayRows:
    """Return (node, its id and label, depth, certainty, relation, via, its id and label) of each node."""
    relations = [
        *(in_words(found) for found in index.relations),
        "specializationOf",
    ]  # at OTHER_NAME, which is -1
    columns = (
        *_called(index, way.nodes),
        Counted(way.depths),
        Worded((CERTAIN, POSSIBLE), way.possible),
        Worded(relations, way.labels),
        *_called(index, way.vias, repeated=True),
    )
    return ArrayRows(columns, range(len(way.nodes)))


def _called(index: Index, nodes: Nodes, *, repeated: bool = False) -> tuple[Named, Named, Named]:
    """Return columns of nodes, and of what they are called: their Hub ids, and their labels."""
    return (
        Named(index.nodes, nodes, node_of, repeated),
        Named(index.ids, nodes, Literal, repeated),
        Named(index.labels, nodes, Literal, repeated),
    )
