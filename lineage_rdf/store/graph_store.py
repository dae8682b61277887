"""The SPARQL 1.1 Graph Store HTTP Protocol: whole graphs are put, added to and deleted, each by one request.

https://www.w3.org/TR/sparql11-http-rdf-update/, sections 4.2 (a graph is named in the query of the address), 5.3 (PUT), 5.4
(DELETE) and 5.5 (POST). Sent again, each of these requests changes nothing more, as long as no statement has a blank node.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import parse_qsl, quote, urlsplit

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from lineage_rdf.errors import UsageError
from lineage_rdf.store.address import Address
from lineage_rdf.store.fault import Fault
from lineage_rdf.store.http import Connection, Errand

MAX_GRAPH: Final = 1 << 30  # bytes; servers have limits of their own and say so
# Status 202 would say that it may be done later, or not. N-Triples are Turtle too, for servers that know only that.
GRAPH: Final = Errand(
    "request",
    ("application/n-triples", "text/turtle"),
    frozenset({200, 201, 204}),
    "name the address of the graph store with --graph-store; it often ends in /store, /data or /rdf-graphs/service",
    "*/*",
)


class GraphStore:
    """Changes the graphs of a server.

    Args:
        address: the address of the graph store, without the name of a graph.
        limit: seconds that one request may take.

    Raises:
        UsageError: if the address names a graph.
    """

    def __init__(self, address: Address, limit: float) -> None:
        refuse_named(address)
        self.name = address.name
        self._url = address.url
        self._connection = Connection(address, limit, GRAPH)

    @property
    def has_answered(self) -> bool:
        """Whether a request was done."""
        return self._connection.patient

    def put(self, graph: NamedNode, document: bytes) -> None:
        """Put statements in the place of those of a graph.

        Args:
            graph: the graph; it need not be there.
            document: the statements as N-Triples.

        Raises:
            Fault: if the server does not say that it was done.
        """
        self._send("PUT", graph, document)

    def add(self, graph: NamedNode | None, document: bytes) -> None:
        """Add statements to a graph.

        Args:
            graph: the graph; it need not be there. None for the default graph.
            document: the statements as N-Triples.

        Raises:
            Fault: if the server does not say that it was done.
        """
        self._send("POST", graph, document)

    def delete(self, graph: NamedNode) -> bool:
        """Delete a graph.

        Args:
            graph: the graph.

        Returns:
            Whether it was there by what the server says; one that is asked again after it has done it says no.

        Raises:
            Fault: if the server does not say that it was done, or that there is no such graph.
        """
        try:
            self._send("DELETE", graph)
        except Fault as fault:
            if fault.status != 404:
                raise
            return False
        return True

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _send(self, method: str, graph: NamedNode | None, document: bytes = b"") -> None:
        self._connection.send(method, graph_url(self._url, graph), document)
        self._connection.patient = True


def graph_url(store: str, graph: NamedNode | None) -> str:
    """Return the address of a graph (section 4.2).

    Args:
        store: the address of the graph store; what follows its question mark stays.
        graph: the graph; None for the default graph.
    """
    name = "default" if graph is None else f"graph={quote(graph.value, safe='')}"
    return f"{store}{'&' if urlsplit(store).query else '?'}{name}"


def refuse_named(address: Address) -> None:
    """Refuse an address that names a graph already.

    Raises:
        UsageError: if it does.
    """
    names = {name for name, _ in parse_qsl(urlsplit(address.url).query, keep_blank_values=True)}
    if names & {"graph", "default"}:
        fix = "leave out graph=... and default; each lineage has a graph of its own"
        raise UsageError("the address of the graph store names one of its graphs", address.name, fix)


def as_document(quads: Iterable[Quad]) -> bytes:
    """Return statements, in whatever graphs, as N-Triples in order.

    Args:
        quads: the statements, without blank nodes.

    Raises:
        UsageError: if that is more than is sent at once.
    """
    unique = sorted({quad.triple for quad in quads}, key=str)
    document = serialize(unique, format=RdfFormat.N_TRIPLES)
    assert document is not None  # no output was named, so the bytes come back
    if len(document) > MAX_GRAPH:
        what = f"a graph takes more than the {MAX_GRAPH >> 20} MiB that are sent at once"
        raise UsageError(what, fix="load it into the folder of the store while no server has it open")
    return document
