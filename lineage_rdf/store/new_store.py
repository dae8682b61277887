"""A new store of Oxigraph, built in a folder beside its place and put there when it is whole.

The bulk loader of pyoxigraph is fast and knows no transactions. Nobody sees the folder before it is renamed, so a process
that is killed leaves no store at all, and its folder is taken away by the next one that is asked for the same place.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from lineage_rdf.errors import InputError, UsageError
from lineage_rdf.files import sync_folder
from lineage_rdf.store.embedded import FAULTS
from lineage_rdf.store.embedded_writer import EmbeddedWriter, open_store_files

# Statements that are handed to the bulk loader at once: few large pieces make few large files.
_PIECE: Final = 500_000


class NewStore(EmbeddedWriter):
    """A store that is being built.

    Args:
        place: where it is going to lie; nothing, or an empty folder, may be there.

    Raises:
        UsageError: if something else is there, or the folder around it cannot be written.
    """

    is_new = True

    def __init__(self, place: Path) -> None:
        self._place = place
        _refuse_taken(place)
        _clear_away_left_overs(place)
        self._beside = place.with_name(f".{place.name[:100]}.{secrets.token_hex(8)}.tmp")
        with _refusing(place):
            self._beside.mkdir()
            self._lock = _locked(self._beside)
        self._waiting: list[Quad] = []
        self._graphs: set[NamedNode] = set()
        super().__init__(open_store_files(self._beside), str(place))

    def replace(self, graph: NamedNode, quads: Sequence[Quad], also: Sequence[NamedNode] = ()) -> None:
        """See `Writer`."""
        if graph in self._graphs or not self._graphs.isdisjoint(also):
            super().replace(graph, quads, also)
        else:
            self._waiting += quads
            if len(self._waiting) >= _PIECE:
                self._hand_over()
        self._graphs.add(graph)

    def finish(self) -> None:
        """See `Writer`; the store is closed then, and nothing can be written into it any more."""
        super().finish()
        self._store = None  # its files must not be open while their folder is renamed
        with _refusing(self._place):
            for folder, _, names in os.walk(self._beside, topdown=False):
                for name in names:
                    _sync_file(Path(folder, name))
                sync_folder(Path(folder))
            os.rename(self._beside, self._place)
            sync_folder(self._place.absolute().parent)

    def close(self) -> None:
        """Let go of the files; a store that was not finished is taken away."""
        super().close()
        shutil.rmtree(self._beside, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    @property
    def _opened(self) -> pyoxigraph.Store:
        self._hand_over()
        return super()._opened

    def _hand_over(self) -> None:
        if self._waiting and self._store is not None:
            try:
                self._store.bulk_extend(self._waiting)
            except FAULTS as error:
                # They go on waiting: half of them may be there, and a store that lacks the others must not be finished.
                raise self._unwritten(str(error)) from None
            self._waiting = []


def _refuse_taken(place: Path) -> None:
    """Refuse a place where something else is.

    Raises:
        UsageError: if there is a file, a link, or a folder that is not empty.
    """
    with _refusing(place):
        if place.is_symlink() or (place.exists() and not place.is_dir()):
            raise UsageError("this is no folder", str(place), "name the folder of a store, or of a new one")
        if place.is_dir() and any(place.iterdir()):
            what = "this folder holds something else than a store"
            raise UsageError(what, str(place), "name the folder of a store, or one that is not there yet")


def _clear_away_left_overs(place: Path) -> None:
    """Take away what processes that were killed have left beside a place; those that still run hold a lock."""
    pattern = re.compile(rf"\.{re.escape(place.name[:100])}\.[0-9a-f]{{16}}\.tmp")
    with suppress(OSError):
        for folder in [entry for entry in place.absolute().parent.iterdir() if pattern.fullmatch(entry.name)]:
            lock = _locked(folder)
            # One that is empty may be a moment old and not locked yet; it takes no space.
            if lock is not None and any(folder.iterdir()):
                shutil.rmtree(folder, ignore_errors=True)
            if lock is not None:
                os.close(lock)


def _locked(folder: Path) -> int | None:
    """Return the handle of a lock on a folder; None if another process holds it or the system has no such locks."""
    try:
        import fcntl
    except ImportError:  # pragma: no cover (Windows)
        return None
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def _refusing(place: Path) -> Iterator[None]:
    """Turn what the system says of a folder into an error that names the place."""
    try:
        yield
    except OSError as error:
        what = f"the store cannot be made: {error.strerror or error}"
        raise InputError(what, str(place), "name a folder in one that is there and can be written") from None
