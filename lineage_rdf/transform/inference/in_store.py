"""Inference in a store: what follows from the graph of a lineage stands in a graph beside it, so that it can go with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from attrs import define, field
from pyoxigraph import DefaultGraph, NamedNode, Quad

from lineage_rdf.claims.mint import inferred_graph_of
from lineage_rdf.codec.names import node
from lineage_rdf.codec.terms import has_blank_nodes
from lineage_rdf.errors import NoVerdictError
from lineage_rdf.store import Store, Writer
from lineage_rdf.store.graphs import batches, sizes, tenants
from lineage_rdf.transform.inference.axioms import TYPE
from lineage_rdf.transform.inference.infer import ACROSS, Inferred

Reason = Callable[[Sequence[Quad], int], Inferred]
_DERIVED = node("prov:wasDerivedFrom")


@define
class InStore:
    """What inference did in a store.

    Args:
        graphs: how many graphs of lineages were looked at.
        inferred: how many statements follow from them and are in the store now.
        blank: how many were left out, as they tell of blank nodes, which have no name in another graph.
        contradictions: in what lineages contradict the axioms.
        contradicting: the graphs that do. Nothing is written for them, and what was inferred from them before is gone.
    """

    graphs: int = 0
    inferred: int = 0
    blank: int = 0
    contradictions: list[str] = field(factory=list)
    contradicting: list[NamedNode] = field(factory=list)


def infer_in_store(writer: Writer, reason: Reason, *, across: bool = False) -> InStore:
    """Infer from the lineages in a store and write what follows, in the place of what was inferred before.

    Each graph with a lineage is reasoned over by itself, unless `across`. What follows goes into the graph
    `inferred_graph_of`; the default graph says that it is a prov:Bundle derived from the other. It is written whole or not
    at all, graph by graph. A graph that contradicts the axioms loses its conclusions, and no other graph does.

    Args:
        writer: the store; it is finished and not closed.
        reason: gives what follows from statements, told how many conclusions there were before, so that a
            bound is one of the run.
        across: whether all graphs are read together, and `reason` draws conclusions from several; they go into `ACROSS`,
            which goes if not.

    Raises:
        LineageError: if the store cannot be read or written, or too much follows; some graphs may be written then, and the
            error says how many were looked at.
    """
    done = InStore()
    there = sizes(writer)
    before = 0
    for graphs in _together(lineage_graphs(writer, there), across):
        found = _found(reason, list(statements(writer, graphs)), before, done)
        before += len(found.quads)
        done.graphs += len(graphs)
        done.contradictions += found.contradictions
        done.contradicting += [graph for graph in graphs if graph in found.contradicting]
        usable = [quad for quad in found.quads if quad.graph_name not in found.contradicting]
        _write(writer, [*graphs, *([ACROSS] if across else [])], usable, there, done)
    if ACROSS.value in there and not (across and done.graphs):
        writer.delete(ACROSS)
    writer.finish()
    return done


def remove_inferred(writer: Writer) -> int:
    """Take all that was inferred out of a store, and return how many statements that was.

    Args:
        writer: the store; it is finished and not closed.

    Raises:
        LineageError: if the store cannot be read or written.
    """
    there = sizes(writer)
    beside = {ACROSS, *(beside_of(NamedNode(graph)) for graph in there)}
    gone = sorted((graph for graph in beside if graph.value in there), key=str)
    for graph in gone:
        writer.delete(graph)
    writer.finish()
    return sum(there[graph.value] for graph in gone)


def lineage_graphs(store: Store, graphs: Iterable[str]) -> list[NamedNode]:
    """Return the graphs that hold a lineage and were not inferred.

    Args:
        store: the store.
        graphs: IRIs of its graphs.
    """
    names = list(map(NamedNode, graphs))
    inferred = {ACROSS, *map(beside_of, names)}
    asked = [name for name in names if name not in inferred]
    return sorted(map(NamedNode, tenants(store, asked)), key=str)


def statements(store: Store, graphs: Sequence[NamedNode]) -> Iterator[Quad]:
    """Yield the statements of some named graphs.

    Args:
        store: the store.
        graphs: the graphs.
    """
    for batch in batches(graphs):
        names = " ".join(map(str, batch))
        rows: Any = store.select(
            f"SELECT ?g ?s ?p ?o WHERE {{ VALUES ?g {{ {names} }} GRAPH ?g {{ ?s ?p ?o }} }}"
        )
        for row in rows:
            yield Quad(row["s"], row["p"], row["o"], row["g"])


def beside_of(graph: NamedNode) -> NamedNode:
    """Return the graph that holds what was inferred from another one; what came of several is in `ACROSS` itself."""
    return graph if graph == ACROSS else NamedNode(inferred_graph_of(graph.value))


def _found(reason: Reason, quads: Sequence[Quad], before: int, done: InStore) -> Inferred:
    """Return what follows; an error says how far the run came."""
    try:
        return reason(quads, before)
    except NoVerdictError as error:
        if not done.graphs:
            raise
        far = f"{error.what}; what follows from the first {done.graphs:,} graphs of lineages is written"
        raise NoVerdictError(far, error.where, error.fix) from None


def _together(graphs: Sequence[NamedNode], across: bool) -> Iterator[Sequence[NamedNode]]:
    return iter([graphs] if graphs else []) if across else batches(graphs)


def _write(
    writer: Writer, graphs: Sequence[NamedNode], quads: Iterable[Quad], there: dict[str, int], done: InStore
) -> None:
    found: dict[object, list[Quad]] = {}
    for quad in quads:
        if has_blank_nodes([quad]):
            done.blank += 1
        else:
            found.setdefault(quad.graph_name, []).append(quad)
    for graph in graphs:
        beside, new = beside_of(graph), found.get(graph, [])
        if new:
            writer.replace(beside, [*_described(beside, graph), *_moved(new, beside)])
            done.inferred += len(new)
        elif beside.value in there:
            writer.delete(beside)


def _moved(quads: Iterable[Quad], graph: NamedNode) -> Iterator[Quad]:
    return (Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads)


def _described(beside: NamedNode, graph: NamedNode) -> Iterator[Quad]:
    for name in ("prov:Bundle", "prov:Entity"):
        yield Quad(beside, TYPE, node(name), DefaultGraph())
    if beside != graph:
        yield Quad(beside, _DERIVED, graph, DefaultGraph())
