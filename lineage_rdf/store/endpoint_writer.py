"""A SPARQL 1.1 server that takes updates: each graph is changed by one request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from pyoxigraph import NamedNode, Quad

from lineage_rdf.errors import InputError, NoVerdictError, UsageError
from lineage_rdf.store.address import Address
from lineage_rdf.store.canary import canary
from lineage_rdf.store.endpoint import LIMIT, PAGE, EndpointStore
from lineage_rdf.store.fault import Fault
from lineage_rdf.store.graphs import as_stored
from lineage_rdf.store.http import UPDATE, Connection
from lineage_rdf.store.promises import refuse_other_sizes
from lineage_rdf.store.updates import deleting, replacing

MAX_UPDATE: Final = 32 << 20  # bytes; servers refuse long requests, each at a length of its own


class EndpointWriter(EndpointStore):
    """A SPARQL server that is written.

    Args:
        address: where it is asked.
        updates: where it takes updates.
        limit: seconds that one request may take.
        page_size: rows of one page of an answer.

    Raises:
        UsageError: if the limit is not greater than zero.
    """

    is_new = False
    left_behind = 0

    def __init__(
        self, address: Address, updates: Address, *, limit: float = LIMIT, page_size: int = PAGE
    ) -> None:
        super().__init__(address, limit=limit, page_size=page_size)
        self._updates = Connection(updates, limit, UPDATE)
        self._updates_name = updates.name
        self._written: dict[NamedNode, int] = {}

    def replace(self, graph: NamedNode, quads: Sequence[Quad], also: Sequence[NamedNode] = ()) -> None:
        """See `Writer`; whether a request is one transaction is up to the server."""
        update = replacing(quads, (graph, *also))
        if len(update.encode()) > MAX_UPDATE:
            what = f"the graph {graph.value} takes more than the {MAX_UPDATE >> 20} MiB that are sent at once"
            fix = "put it with --graph-store, or load it into the folder of the store while no server has it open"
            raise UsageError(what, self._updates_name, fix)
        self._send(update)
        for written in (graph, *also):
            self._written[written] = len(as_stored(quad for quad in quads if quad.graph_name == written))

    def delete(self, graph: NamedNode, also: Sequence[NamedNode] = ()) -> None:
        """See `Writer`."""
        self._send(deleting((graph, *also)))
        self._written |= dict.fromkeys((graph, *also), 0)

    def finish(self) -> None:
        """See `Writer`: counts the statements, for a server may say that it did what it did not."""
        fix = "look whether the addresses for queries and for updates lead to the same data"
        refuse_other_sizes(self, self._written, fix)

    def close(self) -> None:
        """Close the connections."""
        super().close()
        self._updates.close()

    def _send(self, update: str) -> None:
        if not self._answered:
            canary(self)
        try:
            self._updates.post(update)
        except Fault as fault:
            kind = NoVerdictError if self._updates.patient else InputError
            raise kind(fault.what, self._updates_name, fault.fix) from None
        self._updates.patient = True


def update_url(url: str) -> str:
    """Return where the updates of an endpoint are taken by the custom of most servers: `/update` beside `/query`.

    Args:
        url: the address for queries; one that does not end in `/query` takes both.
    """
    parts = urlsplit(url)
    if not parts.path.endswith("/query"):
        return url
    return parts._replace(path=f"{parts.path.removesuffix('/query')}/update").geturl()
