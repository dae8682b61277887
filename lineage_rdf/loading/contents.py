"""The lineages that a store holds."""

from __future__ import annotations

from attrs import frozen

from lineage_rdf.check.in_place.graphs import lineages
from lineage_rdf.check.in_place.place import Place
from lineage_rdf.store import Store, canary
from lineage_rdf.store.graphs import sizes


@frozen
class Held:
    """A lineage in a store.

    Args:
        lineage: its IRI, or `_:label`.
        name: what a person calls its head model.
        graph: the graph that holds it.
        statements: how many statements that graph has.
    """

    lineage: str
    name: str
    graph: str
    statements: int


def held_lineages(store: Store) -> list[Held]:
    """Return the lineages in the named graphs of a store, sorted by their IRIs.

    Args:
        store: the store.

    Raises:
        InputError: if it cannot be reached, or is no store.
        NoVerdictError: if the answer is not whole.
    """
    canary(store)
    counts = sizes(store)
    found = lineages(Place(store, default=False))
    held = [
        Held(head.iri, head.name, graph, counts.get(graph, 0)) for graph in found for head in found[graph]
    ]
    return sorted(held, key=lambda item: (item.lineage, item.graph))
