"""The questions of the catalogue that no single SPARQL query answers: those that count steps, or compare over many."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from pyoxigraph import Literal, NamedNode

from lineage_rdf.query.catalogue_files import part
from lineage_rdf.query.edges import Edge, Edges
from lineage_rdf.query.entry import Entry
from lineage_rdf.query.index.beside import index_of
from lineage_rdf.query.results import Cells
from lineage_rdf.query.table import AFFECTED, ANCESTRY, Table
from lineage_rdf.query.terms import TO_DATASETS, node_of, number
from lineage_rdf.query.walk import Reached, Steps, walk
from lineage_rdf.store import Store, Term

Terms = Mapping[str, NamedNode | Literal]


def ancestors(store: Store, entry: Entry, terms: Terms) -> Table:
    """Return what a model descends from."""
    if index := index_of(store):
        from lineage_rdf.query import ways

        return ways.ancestors(index, terms["model"].value)
    steps = Edges(store, entry.text).after
    reached = walk(
        {terms["model"].value}, steps, dead_ends_on(store, steps), Edges(store, part("repositories")).after
    )
    return Table(ANCESTRY, map(_ancestry, in_sequence(reached)))


def descendants(store: Store, entry: Entry, terms: Terms) -> Table:
    """Return what descends from a model."""
    if index := index_of(store):
        from lineage_rdf.query import ways

        return ways.descendants(index, terms["model"].value)
    reached = walk(
        with_revisions(store, terms["model"].value), Edges(store, entry.text).after, _to_dead_ends(store)
    )
    return Table(ANCESTRY, map(_ancestry, in_sequence(reached)))


def affected(store: Store, entry: Entry, terms: Terms) -> Table:
    """Return what a model or dataset has gone into."""
    start = next(iter(terms.values())).value
    if index := index_of(store):
        from lineage_rdf.query import ways

        return ways.affected(index, start)
    reached = walk(with_revisions(store, start), Edges(store, entry.text).after, _to_dead_ends(store))

    def row(found: Reached) -> Cells:
        kind = Literal("dataset" if _is_dataset(found, reached) else "model")
        model, *rest = _ancestry(found)
        return (model, kind, *rest)

    return Table(AFFECTED, map(row, in_sequence(reached)))


def _is_dataset(found: Reached, reached: Mapping[str, Reached]) -> bool:
    """Tell whether a node is a dataset; under another name it is what it was before."""
    while found.relation == "specializationOf":
        found = reached[found.via]
    return not TO_DATASETS.isdisjoint(found.relation.split(", "))


def all_cycles(store: Store, entry: Entry, terms: Terms) -> Table:
    """Return the statements that make models their own ancestors."""
    del terms
    import numpy as np

    from lineage_rdf.integers.cycles import cycles

    pairs = sorted({edge[:2] for edge in Edges(store, entry.text).every()})
    models = sorted({model for pair in pairs for model in pair})
    numbers = {model: place for place, model in enumerate(models)}
    steps = np.array([[numbers[model], numbers[base]] for model, base in pairs], np.int64).reshape(-1, 2)
    groups = list(enumerate(cycles(steps[:, 0], steps[:, 1]), 1))
    at = {models[node]: (place, len(group)) for place, group in groups for node in group}
    inside = [(*at[model], model, base) for model, base in pairs if model in at and at[model] == at.get(base)]
    rows = [
        (number(place), number(size), node_of(model), node_of(base))
        for place, size, model, base in sorted(inside)
    ]
    return Table(("cycle", "models", "model", "base"), rows)


def _ancestry(found: Reached) -> Cells:
    relation: Term = Literal(found.relation)
    return (node_of(found.node), number(found.depth), Literal(found.certainty), relation, node_of(found.via))


def in_sequence(reached: Mapping[str, Reached]) -> list[Reached]:
    """Return what was reached beside the starts and their other names: the nearest first, then by certainty and IRI."""
    found = (item for item in reached.values() if item.depth)
    return sorted(found, key=lambda item: (item.depth, item.certainty, item.node))


def with_revisions(store: Store, start: str) -> set[str]:
    """Return a node and the revisions of it, if it is a repository: a way to them is certain and ends at it."""
    return {start, *(edge[1] for edge in Edges(store, part("revisions")).after([start]))}


def dead_ends_on(store: Store, steps: Steps) -> Steps:
    """Return where a walk to ancestors goes on: at other names of models of which nothing more is known."""
    names = _other_names(store)

    def onward(nodes: Collection[str]) -> Iterable[Edge]:
        known = {edge[0] for edge in steps(nodes)}
        return names([node for node in nodes if node not in known])

    return onward


def _to_dead_ends(store: Store) -> Steps:
    """Return where a walk to descendants goes on: at other names of models, if nothing more is known of those."""
    names, bases = _other_names(store), Edges(store, part("bases"))

    def onward(nodes: Collection[str]) -> Iterable[Edge]:
        edges = list(names(nodes))
        known = {edge[0] for edge in bases.after(sorted({edge[1] for edge in edges}))}
        return [edge for edge in edges if edge[1] not in known]

    return onward


def _other_names(store: Store) -> Steps:
    up, down = Edges(store, part("repositories")), Edges(store, part("revisions"))

    def both(nodes: Collection[str]) -> Iterable[Edge]:
        yield from up.after(nodes)
        yield from down.after(nodes)

    return both


Walk = Callable[[Store, Entry, Terms], Table]
