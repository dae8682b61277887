"""A store of Oxigraph on disk, opened for reading only, or one in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyoxigraph

from lineage_rdf.errors import InputError, NoVerdictError
from lineage_rdf.store.files import StoreFiles
from lineage_rdf.store.interface import Row
from lineage_rdf.store.outgoing import outgoing_words, refuse_outgoing

FAULTS = (OSError, RuntimeError, SyntaxError, ValueError)


class EmbeddedStore:
    """A store of Oxigraph in this process; the data are those of the moment in which it was opened.

    Args:
        store: the store.
        name: what messages call it.
        union: whether the default graph of a query also holds what all named graphs hold.
        allowed: which of SERVICE and FROM queries may have.
    """

    stable_labels = True

    def __init__(
        self, store: pyoxigraph.Store, name: str, *, union: bool = False, allowed: Collection[str] = ()
    ) -> None:
        self.name = name
        self._store: pyoxigraph.Store | None = store
        self._union = union
        self._allowed = frozenset(allowed)
        self.files: StoreFiles | None = None

    @classmethod
    def open(cls, folder: Path, *, union: bool = False, allowed: Collection[str] = ()) -> Self:
        """Open a store on disk for reading only.

        Args:
            folder: the folder of the store; it is never created.
            union: see the class.
            allowed: see the class.

        Returns:
            The store.

        Raises:
            InputError: if the folder holds no store, or another program has it open for writing.
        """
        refuse_no_store(folder)
        if _is_written(folder / "LOCK"):
            what = "another program has the store open for writing"
            fix = "end it, or ask it through its SPARQL endpoint"
            raise InputError(what, str(folder), fix)
        try:
            files = StoreFiles.of(folder)
            opened = cls(pyoxigraph.Store.read_only(str(folder)), str(folder), union=union, allowed=allowed)
        except FAULTS as error:
            raise InputError(f"the store cannot be opened: {error}", str(folder)) from None
        opened.files = files
        return opened

    @classmethod
    def in_memory(
        cls,
        quads: Iterable[pyoxigraph.Quad] = (),
        name: str = "<memory>",
        *,
        union: bool = False,
        allowed: Collection[str] = (),
    ) -> Self:
        """Return a store in memory.

        Args:
            quads: its statements.
            name: what messages call it.
            union: see the class.
            allowed: see the class.
        """
        store = pyoxigraph.Store()
        store.bulk_extend(quads)
        return cls(store, name, union=union, allowed=allowed)

    def select(self, query: str) -> Iterator[Row]:
        """See `Store`; rows are yielded while the store finds them."""
        refuse_outgoing(query, self._allowed)
        try:
            rows: Any = self._opened.query(query, use_default_graph_as_union=self._is_union(query))
            names = [variable.value for variable in rows.variables]
            for row in rows:
                yield {name: term for name in names if (term := row[name]) is not None}
            return
        except FAULTS as error:
            said = str(error)
        rows = row = None  # the error would keep them, and they must end in the thread in which they began
        raise self._failed(said)

    def ask(self, query: str) -> bool:
        """See `Store`."""
        refuse_outgoing(query, self._allowed)
        try:
            return bool(self._opened.query(query, use_default_graph_as_union=self._is_union(query)))
        except FAULTS as error:
            raise self._failed(str(error)) from None

    def _is_union(self, query: str) -> bool:
        """Tell whether a query runs over the union; one that says FROM which graphs does not, but the engine would make it."""
        return self._union and not ("FROM" in self._allowed and "FROM" in outgoing_words(query))

    def ordered(self, query: str) -> Iterator[Row]:
        """Yield the rows of a SELECT query in the order that it asks for."""
        return self.select(query)

    def close(self) -> None:
        """Let go of the files."""
        self._store = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def _opened(self) -> pyoxigraph.Store:
        if self._store is None:
            raise OSError("the store is closed")
        return self._store

    def _failed(self, said: str) -> NoVerdictError:
        return NoVerdictError(f"a query failed: {said}", self.name)


def is_store(folder: Path) -> bool:
    """Tell whether a folder is that of a store."""
    return (folder / "CURRENT").is_file()


def refuse_no_store(folder: Path) -> None:
    """Refuse a folder that holds no store.

    Raises:
        InputError: if it holds none, or is not there.
    """
    if not is_store(folder):
        if folder.is_file():
            fix = f"put the file into one: lineage-rdf load STORE {folder}"
            raise InputError("this is a file, and no folder of a store", str(folder), fix)
        what = "this folder holds no store" if folder.is_dir() else "there is no such folder"
        raise InputError(what, str(folder), "name the folder of an Oxigraph store")


def _is_written(lock: Path) -> bool:
    """Tell whether another program holds the lock of a store; where the system has no such locks, nobody knows.

    Must not be asked of a store that this very process writes: letting go of the file would drop its lock.
    """
    try:
        import fcntl
    except ImportError:  # pragma: no cover (Windows)
        return False
    # A store may have no lock yet, or one that only its writer may read, and a file system may know no locks.
    with suppress(OSError), lock.open("rb") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):  # POSIX lets a system choose
            return True
    return False
