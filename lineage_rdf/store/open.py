"""Opens a place of data by its name, for reading or for writing."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from lineage_rdf.errors import UsageError
from lineage_rdf.store.address import read_address
from lineage_rdf.store.embedded import EmbeddedStore, is_store
from lineage_rdf.store.embedded_writer import EmbeddedWriter
from lineage_rdf.store.endpoint import LIMIT, EndpointStore
from lineage_rdf.store.endpoint_writer import EndpointWriter, update_url
from lineage_rdf.store.graph_store_writer import GraphStoreWriter
from lineage_rdf.store.interface import Store, Writer
from lineage_rdf.store.new_store import NewStore

_ONE_OF_THEM: Final = "leave out --update-endpoint or --graph-store"


def open_store(
    place: str, *, login: str | None = None, token: str | None = None, limit: float = LIMIT
) -> Store:
    """Open a store on disk, or an endpoint.

    Args:
        place: the folder of an Oxigraph store, or the http or https address of a SPARQL 1.1 endpoint.
        login: `user:password` for an endpoint; see `read_address` for the environment variables used otherwise.
        token: bearer token for an endpoint.
        limit: seconds that one request to an endpoint may take.

    Returns:
        The place, to be closed when done. An endpoint is asked nothing yet: `canary` does that.

    Raises:
        UsageError: if an address, a login or the limit cannot be used.
        InputError: if the folder holds no store that can be read.
    """
    if not is_address(place):
        return EmbeddedStore.open(Path(place))
    return EndpointStore(read_address(place, login, token), limit=limit)


def open_writer(
    place: str,
    *,
    updates: str = "",
    graph_store: str = "",
    login: str | None = None,
    token: str | None = None,
    limit: float = LIMIT,
    may_be_new: bool = True,
) -> Writer:
    """Open a store on disk, or an endpoint, for writing.

    Args:
        place: the folder of an Oxigraph store, which need not be there, or the address of a SPARQL 1.1 endpoint.
        updates: the address at which the endpoint takes updates; without it `/update` in the place of `/query` at the end of
            the other one, or else the same.
        graph_store: the address of its graph store, if it is to be written by the Graph Store HTTP Protocol instead.
        login: `user:password` for an endpoint; see `read_address` for the environment variables used otherwise.
        token: bearer token for an endpoint.
        limit: seconds that one request to an endpoint may take.
        may_be_new: whether a store on disk that is not there is made.

    Returns:
        The place, to be finished and closed when done.

    Raises:
        UsageError: if an address, a login or the limit cannot be used, or something else is where the store should be.
        InputError: if the folder holds no store that can be written.
    """
    if graph_store and updates:
        raise UsageError("an endpoint is written by updates or by its graph store", place, _ONE_OF_THEM)
    if is_address(place):
        asked, written = (
            read_address(url, login, token) for url in (place, graph_store or updates or update_url(place))
        )
        return (GraphStoreWriter if graph_store else EndpointWriter)(asked, written, limit=limit)
    if updates:
        raise UsageError("a store on disk has no address for updates", place, "leave out --update-endpoint")
    if graph_store:
        raise UsageError("a store on disk has no address of a graph store", place, "leave out --graph-store")
    if may_be_new and not is_store(Path(place)):
        return NewStore(Path(place))
    return EmbeddedWriter.open_to_write(Path(place))


def is_address(place: str) -> bool:
    """Tell whether the name of a place is a web address rather than a folder.

    Args:
        place: the name.
    """
    return place.lower().startswith(("http:", "https:"))
