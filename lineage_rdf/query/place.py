"""Opens a place for queries: the union of its graphs is what they run over, whatever engine answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import Quad

from lineage_rdf.errors import InputError, LineageError
from lineage_rdf.store import Store, canary
from lineage_rdf.store.address import read_address
from lineage_rdf.store.embedded import EmbeddedStore
from lineage_rdf.store.endpoint import LIMIT, EndpointStore
from lineage_rdf.store.open import is_address

# How servers are told that the default graph is to hold what the named graphs hold: Oxigraph, then Apache Jena Fuseki. Others
# (GraphDB, Virtuoso, Blazegraph) do so by themselves.
_UNIONS = ("union-default-graph", f"default-graph-uri={quote('urn:x-arq:UnionGraph', safe='')}")


def in_memory(quads: Iterable[Quad], name: str = "<memory>", *, allowed: Collection[str] = ()) -> Store:
    """Return a place in memory.

    Args:
        quads: its statements, in whatever graphs.
        name: what messages call it.
        allowed: which of SERVICE and FROM queries may have.
    """
    return EmbeddedStore.in_memory(quads, name, union=True, allowed=allowed)


def open_place(
    place: str,
    *,
    login: str | None = None,
    token: str | None = None,
    limit: float = LIMIT,
    allowed: Collection[str] = (),
) -> Store:
    """Open a store on disk, or an endpoint.

    Args:
        place: the folder of an Oxigraph store, or the http or https address of a SPARQL 1.1 endpoint.
        login: `user:password` for an endpoint; see `lineage_rdf.store.open_store`.
        token: bearer token for an endpoint.
        limit: seconds that one request to an endpoint may take.
        allowed: which of SERVICE and FROM queries may have.

    Returns:
        The place, to be closed when done.

    Raises:
        UsageError: if an address, a login or the limit cannot be used.
        InputError: if there is no store that can be read, or an endpoint does not answer truthfully or cannot be made to show
            the union of its graphs.
    """
    if not is_address(place):
        return EmbeddedStore.open(Path(place), union=True, allowed=allowed)

    def opened(url: str) -> EndpointStore:
        return EndpointStore(read_address(url, login, token), limit=limit, allowed=allowed)

    return _with_union(place, opened)


def _with_union(place: str, opened: Callable[[str], EndpointStore]) -> Store:
    """Return an endpoint whose default graph holds all that the named graphs hold."""
    store = opened(place)
    try:
        found = canary(store)
    except LineageError:
        store.close()
        raise
    if not found.named or found.union:
        return store
    store.close()
    for parameter in _UNIONS:
        store = opened(f"{place}{'&' if '?' in place else '?'}{parameter}")
        if _shows_union(store):
            return store
        store.close()
    raise InputError(
        "the default graph of the endpoint does not hold what its named graphs hold, over which queries run",
        store.name,
        "name an address at which it does, such as a union graph of the server",
    )


def _shows_union(store: Store) -> bool:
    """Tell whether a parameter of the address was understood; a server that does not know it may refuse it."""
    try:
        return canary(store).union is True
    except LineageError:
        return False
