"""A SPARQL 1.1 server that is written by the Graph Store HTTP Protocol: each graph is changed by one request.

Several requests are no transaction, so they come in an order that leaves whole graphs wherever it is broken off, and something
by which the same replacement, asked for again, is seen to be due: descriptions first, then graphs without a lineage, then the
graph itself, and only then graphs that hold the lineage elsewhere.

The protocol cannot delete single statements. What describes a deleted graph in the default graph therefore stays and is counted;
to put the default graph anew without it would undo whatever others write there meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from attrs import frozen
from pyoxigraph import DefaultGraph, NamedNode, Quad

from lineage_rdf.errors import InputError, NoVerdictError
from lineage_rdf.store.address import Address
from lineage_rdf.store.canary import canary
from lineage_rdf.store.endpoint import LIMIT, PAGE, EndpointStore
from lineage_rdf.store.fault import Fault
from lineage_rdf.store.graph_store import GraphStore, as_document
from lineage_rdf.store.graphs import as_stored, sizes, tenants
from lineage_rdf.store.promises import describes, left_behind, refuse_lost_descriptions, refuse_other_sizes

_MANY: Final = 1000  # graphs that are written before it is looked whether they are there
_FIX: Final = "look whether the addresses for queries and of the graph store lead to the same data"


@frozen
class _Piece:
    """Statements for one graph.

    Args:
        graph: the graph; None for the default graph.
        document: they as N-Triples.
        stored: they as a store gives them back, as if they stood in the default graph.
    """

    graph: NamedNode | None
    document: bytes
    stored: frozenset[Quad]


class GraphStoreWriter(EndpointStore):
    """A SPARQL server whose graphs are put and deleted.

    Args:
        address: where it is asked.
        graph_store: where its graphs are changed.
        limit: seconds that one request may take.
        page_size: rows of one page of an answer.

    Raises:
        UsageError: if the limit is not greater than zero, or the address of the graph store names a graph.
    """

    is_new = False

    def __init__(
        self, address: Address, graph_store: Address, *, limit: float = LIMIT, page_size: int = PAGE
    ) -> None:
        super().__init__(address, limit=limit, page_size=page_size)
        self._graphs = GraphStore(graph_store, limit)
        self._written: dict[NamedNode, int] = {}
        self._described: set[Quad] = set()
        self.left_behind = 0

    def replace(self, graph: NamedNode, quads: Sequence[Quad], also: Sequence[NamedNode] = ()) -> None:
        """See `Writer`; every graph is whole whatever ends it, and what described old graphs stays."""
        pieces = {piece.graph: piece for piece in _pieces(quads)}
        own = (graph, *also)
        self._begin(own)
        before, after = self._there([name for name in own if name not in pieces])
        if None in pieces:
            self._add(pieces.pop(None))
        for name in before:
            self._delete(name)
        for piece in sorted(pieces.values(), key=lambda piece: piece.graph == graph):
            self._put(piece) if piece.graph in own else self._add(piece)
        for name in after:
            self._delete(name)
        self._look_at_many()

    def delete(self, graph: NamedNode, also: Sequence[NamedNode] = ()) -> None:
        """See `Writer`; what describes the graphs stays."""
        self._begin((graph, *also))
        before, after = self._there([graph, *also])
        for name in (*before, *after):
            self._delete(name)
        self._look_at_many()

    def finish(self) -> None:
        """See `Writer`: counts the statements, and those that are left behind."""
        written, described = self._written, self._described
        self._written, self._described = {}, set()
        refuse_other_sizes(self, written, _FIX)
        refuse_lost_descriptions(self, described, _FIX)
        self.left_behind += left_behind(self, written, described)

    def close(self) -> None:
        """Close the connections."""
        super().close()
        self._graphs.close()

    def _begin(self, graphs: Sequence[NamedNode]) -> None:
        """Have graphs described by nothing that this run has added so far."""
        if not self._answered:
            canary(self)
        if not self._written.keys().isdisjoint(graphs):
            self._described = {quad for quad in self._described if not describes(quad, graphs)}

    def _there(self, graphs: Iterable[NamedNode]) -> tuple[list[NamedNode], list[NamedNode]]:
        """Return those of some graphs that are there: without a lineage, and with one.

        Those that are not count as written, for a description may be left of them.
        """
        names = list(dict.fromkeys(graphs))
        counts = sizes(self, names)
        self._written |= {name: 0 for name in names if name.value not in counts}
        held = tenants(self, map(NamedNode, counts))
        before, after = (
            [name for name in names if name.value in counts and (name.value in held) is one]
            for one in (False, True)
        )
        return before, after

    def _put(self, piece: _Piece) -> None:
        graph = piece.graph
        assert graph is not None, "the default graph is never replaced"
        self._send(lambda: self._graphs.put(graph, piece.document), graph)
        self._written[graph] = len(piece.stored)

    def _add(self, piece: _Piece) -> None:
        self._send(lambda: self._graphs.add(piece.graph, piece.document), piece.graph)
        if piece.graph is None:
            self._described |= piece.stored

    def _delete(self, graph: NamedNode) -> None:
        def work() -> None:
            # It was there a moment ago: either an earlier try has deleted it, or the graph store is another one.
            if not self._graphs.delete(graph) and graph.value in sizes(self, [graph]):
                raise Fault("the graph store does not know a graph that the endpoint holds", _FIX)

        self._send(work, graph)
        self._written[graph] = 0

    def _send(self, work: Callable[[], object], graph: NamedNode | None) -> None:
        try:
            work()
        except Fault as fault:
            kind = NoVerdictError if self._graphs.has_answered else InputError
            name = "the default graph" if graph is None else f"the graph {graph.value}"
            raise kind(f"{fault.what}; this was about {name}", self._graphs.name, fault.fix) from None

    def _look_at_many(self) -> None:
        """Look now and then, so that a server that does not do what it says is found out early."""
        if len(self._written) >= _MANY:
            self.finish()


def _pieces(quads: Iterable[Quad]) -> list[_Piece]:
    groups: dict[NamedNode | None, list[Quad]] = {}
    for quad in quads:
        name = None if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name
        assert not name or isinstance(name, NamedNode), "what is written has no blank nodes"
        groups.setdefault(name, []).append(quad)
    return [_Piece(name, as_document(group), as_stored(group)) for name, group in groups.items()]
