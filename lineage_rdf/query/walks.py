"""The questions of the catalogue that no single SPARQL query answers: those that count steps, or compare over many."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from lineage_rdf.query.catalogue_files import part
from lineage_rdf.query.cycles import cycles
from lineage_rdf.query.edges import Edge, Edges, successors
from lineage_rdf.query.entry import Entry
from lineage_rdf.query.results import Cells
from lineage_rdf.query.walk import Reached, Steps, walk
from lineage_rdf.store import Store, Term
from lineage_rdf.vocabulary.namespaces import XSD

Terms = Mapping[str, NamedNode | Literal]
_INTEGER = NamedNode(f"{XSD}integer")
# What leads to a dataset; everything else leads to a model.
_TO_DATASETS: Final = ("generatorModel", "sourceDataset")


class Table(NamedTuple):
    """Rows in their order, before labels are put beside nodes; they are made as they are taken."""

    columns: tuple[str, ...]
    rows: Iterable[Cells]


def number(value: int) -> Literal:
    """Return an integer as a literal."""
    return Literal(str(value), datatype=_INTEGER)


def node_of(name: str) -> NamedNode | BlankNode:
    """Return the node of an IRI or `_:label`."""
    return BlankNode(name[2:]) if name.startswith("_:") else NamedNode(name)


def ancestors(store: Store, entry: Entry, terms: Terms) -> Table:
    """Return what a model descends from."""
    steps = Edges(store, entry.text).after
    reached = walk(
        {terms["model"].value}, steps, dead_ends_on(store, steps), Edges(store, part("repositories")).after
    )
    return Table(_COLUMNS, map(_ancestry, in_sequence(reached)))


def descendants(store: Store, entry: Entry, terms: Terms) -> Table:
    """Return what descends from a model."""
    reached = walk(
        with_revisions(store, terms["model"].value), Edges(store, entry.text).after, _to_dead_ends(store)
    )
    return Table(_COLUMNS, map(_ancestry, in_sequence(reached)))


def affected(store: Store, entry: Entry, terms: Terms) -> Table:
    """Return what a model or dataset has gone into."""
    start = next(iter(terms.values())).value
    reached = walk(with_revisions(store, start), Edges(store, entry.text).after, _to_dead_ends(store))
    columns = ("node", "kind", "depth", "certainty", "relation", "via")

    def row(found: Reached) -> Cells:
        kind = Literal("dataset" if _is_dataset(found, reached) else "model")
        model, *rest = _ancestry(found)
        return (model, kind, *rest)

    return Table(columns, map(row, in_sequence(reached)))


def _is_dataset(found: Reached, reached: Mapping[str, Reached]) -> bool:
    """Tell whether a node is a dataset; under another name it is what it was before."""
    while found.relation == "specializationOf":
        found = reached[found.via]
    return any(name in _TO_DATASETS for name in found.relation.split(", "))


def all_cycles(store: Store, entry: Entry, terms: Terms) -> Table:
    """Return the statements that make models their own ancestors."""
    del terms
    after = successors(Edges(store, entry.text).every())
    rows: list[Cells] = []
    for place, group in enumerate(cycles(after), 1):
        inside = set(group)
        pairs = [(model, base) for model in group for base in sorted(after[model]) if base in inside]
        rows += [(number(place), number(len(group)), node_of(model), node_of(base)) for model, base in pairs]
    return Table(("cycle", "models", "model", "base"), rows)


_COLUMNS: Final = ("model", "depth", "certainty", "relation", "via")


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
