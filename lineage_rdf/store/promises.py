"""What a server said that it has done, until it was looked at: a server may say that it did what it did not."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Final

from pyoxigraph import NamedNode, Quad

from lineage_rdf.codec.names import node
from lineage_rdf.errors import NoVerdictError
from lineage_rdf.store.canary import canary
from lineage_rdf.store.graphs import batches, holds_all, sizes
from lineage_rdf.store.interface import Store

_DERIVED: Final = node("prov:wasDerivedFrom")


def refuse_other_sizes(store: Store, written: Mapping[NamedNode, int], fix: str) -> None:
    """Count the statements of graphs.

    Args:
        store: where they are counted.
        written: the graphs and how many statements each should have.
        fix: what to do if one has another number.

    Raises:
        NoVerdictError: if one has.
    """
    found = sizes(store, list(written))
    for graph, count in written.items():
        there = found.get(graph.value, 0)
        if there != count:
            what = f"the endpoint holds {there:,} statements of the graph {graph.value} where {count:,} should be"
            raise NoVerdictError(what, store.name, fix)


def refuse_lost_descriptions(store: Store, added: Iterable[Quad], fix: str) -> None:
    """Look whether statements are in the default graph.

    Args:
        store: where it is looked.
        added: the statements, in the default graph and without blank nodes.
        fix: what to do if one is not.

    Raises:
        NoVerdictError: if one is not.
    """
    if not holds_all(store, added):
        what = (
            "the default graph of the endpoint lacks statements that describe graphs, which it said it took"
        )
        raise NoVerdictError(what, store.name, fix)


def describes(quad: Quad, graphs: Container[object]) -> bool:
    """Tell whether a statement of the default graph describes one of some graphs, in the sense of `Writer.replace`.

    Args:
        quad: the statement.
        graphs: the graphs.
    """
    return quad.subject in graphs or (quad.predicate == _DERIVED and quad.object in graphs)


def left_behind(store: Store, graphs: Iterable[NamedNode], added: Iterable[Quad]) -> int:
    """Return how many statements of the default graph describe graphs beside those that were added.

    Args:
        store: where it is looked.
        graphs: the graphs.
        added: the statements of the default graph that belong there.

    Raises:
        NoVerdictError: if the answer is not whole.
    """
    names, known = list(graphs), set(added)
    left = _describing(store, names) - known
    # Where the default graph shows the named graphs too, what stands in one of them is none of ours.
    if left and canary(store).union:
        left = _describing(store, names, "FILTER NOT EXISTS { GRAPH ?any { ?s ?p ?o } }") - known
    return len(left)


def _describing(store: Store, graphs: list[NamedNode], only: str = "") -> set[Quad]:
    """Return the statements of the default graph that describe graphs; see `describes`."""
    found: set[Quad] = set()
    for batch in batches(graphs):
        names = " ".join(map(str, batch))
        about = f"VALUES ?s {{ {names} }} ?s ?p ?o"
        derived = f"VALUES ?o {{ {names} }} VALUES ?p {{ {_DERIVED} }} ?s ?p ?o"
        for part in (about, derived):
            rows = store.select(f"SELECT DISTINCT ?s ?p ?o {{ {part} {only} }}")
            found |= {Quad(row["s"], row["p"], row["o"]) for row in rows}  # type: ignore[arg-type]
    return found
