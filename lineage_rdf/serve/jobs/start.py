"""What a worker process is told when it starts, and how it opens the place."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

import pyoxigraph
from attrs import frozen

from lineage_rdf.errors import InputError
from lineage_rdf.serve.jobs.job import Opened
from lineage_rdf.store.embedded import FAULTS, EmbeddedStore, refuse_no_store
from lineage_rdf.store.embedded_writer import open_store_files
from lineage_rdf.store.files import StoreFiles
from lineage_rdf.store.open import is_address

_TRIES: Final = 10
_PAUSE: Final = 0.02  # seconds


@frozen
class Start:
    """What a worker process needs to know.

    Args:
        place: the folder of a store, or the address of an endpoint.
        writes: whether it opens the store for writing.
        union: whether the default graph of a query also holds what the named graphs hold.
        memory_limit: how many bytes it may take beyond what it has at its start.
        result_limit: how many bytes an answer may have.
        time_limit: how many seconds a request to an endpoint may take.
    """

    place: str
    writes: bool = False
    union: bool = True
    memory_limit: int = 1 << 30
    result_limit: int = 64 << 20
    time_limit: float = 30.0


def opened(start: Start) -> Opened:
    """Open the place as it is now.

    Args:
        start: what the process was told.

    Raises:
        InputError: if it cannot be opened.
    """
    if is_address(start.place):
        # Loaded here, as it takes longer than all the rest of the start.
        from lineage_rdf.query.place import open_place

        return Opened(open_place(start.place, limit=start.time_limit), None, start.union, start.result_limit)
    folder = Path(start.place)
    refuse_no_store(folder)
    files = None if start.writes else StoreFiles.of(folder)
    native = open_store_files(folder) if start.writes else _read_only(folder)
    store = EmbeddedStore(native, start.place, union=start.union)
    store.files = files
    return Opened(store, native, start.union, start.result_limit)


def _read_only(folder: Path) -> pyoxigraph.Store:
    """Open a store for reading; unlike `EmbeddedStore.open` also while it is written, as every write is one transaction."""
    for left in range(_TRIES, 0, -1):
        try:
            return pyoxigraph.Store.read_only(str(folder))
        except FAULTS as error:
            if left == 1 or not is_overtaken(error):
                raise InputError(f"the store cannot be opened: {error}", str(folder)) from None
        time.sleep(_PAUSE)
    raise AssertionError  # the last try ends in one way or the other


def is_overtaken(error: BaseException) -> bool:
    """Tell whether an error means that whoever writes the store has put other files in the place of those that were read.

    Args:
        error: the error.
    """
    return "No such file" in str(error)
