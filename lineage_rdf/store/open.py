"""Opens a place of data by its name."""

from __future__ import annotations

from pathlib import Path

from lineage_rdf.store.address import read_address
from lineage_rdf.store.embedded import EmbeddedStore
from lineage_rdf.store.endpoint import LIMIT, EndpointStore
from lineage_rdf.store.interface import Store


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


def is_address(place: str) -> bool:
    """Tell whether the name of a place is a web address rather than a folder.

    Args:
        place: the name.
    """
    return place.lower().startswith(("http:", "https:"))
