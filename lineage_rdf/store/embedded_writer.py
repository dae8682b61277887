"""A store of Oxigraph on disk, opened for writing: every change is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from lineage_rdf.errors import InputError, NoVerdictError
from lineage_rdf.store.embedded import FAULTS, EmbeddedStore, refuse_no_store
from lineage_rdf.store.updates import deleting, replacing


class EmbeddedWriter(EmbeddedStore):
    """A store of Oxigraph that this process writes and nobody else.

    Args:
        store: the store.
        name: what messages call it.

    `Store.update` of pyoxigraph does all of an update in one transaction or nothing of it; so a process that is killed leaves
    whole graphs, old or new.
    """

    is_new = False
    left_behind = 0

    @classmethod
    def open_to_write(cls, folder: Path) -> Self:
        """Open a store that is there for writing.

        Args:
            folder: the folder of the store; it is never created.

        Returns:
            The store.

        Raises:
            InputError: if the folder holds no store, or another program has it open for writing.
        """
        refuse_no_store(folder)
        return cls(open_store_files(folder), str(folder))

    def replace(self, graph: NamedNode, quads: Sequence[Quad], also: Sequence[NamedNode] = ()) -> None:
        """See `Writer`."""
        self._update(replacing(quads, (graph, *also)))

    def delete(self, graph: NamedNode, also: Sequence[NamedNode] = ()) -> None:
        """See `Writer`."""
        self._update(deleting((graph, *also)))

    def finish(self) -> None:
        """See `Writer`."""
        try:
            self._opened.flush()
        except FAULTS as error:
            raise self._unwritten(str(error)) from None

    def _update(self, update: str) -> None:
        try:
            self._opened.update(update)
        except FAULTS as error:
            raise self._unwritten(str(error)) from None

    def _unwritten(self, said: str) -> NoVerdictError:
        return NoVerdictError(f"the store cannot be written: {said}", self.name)


def open_store_files(folder: Path) -> pyoxigraph.Store:
    """Open the store in a folder for writing, and make it if the folder is empty.

    Raises:
        InputError: if that cannot be done.
    """
    try:
        return pyoxigraph.Store(str(folder))
    except FAULTS as error:
        said = str(error)
    if "lock" in said.lower():
        fix = "end it, or load through its SPARQL endpoint"
        raise InputError("another program has the store open for writing", str(folder), fix)
    raise InputError(f"the store cannot be opened for writing: {said}", str(folder))
