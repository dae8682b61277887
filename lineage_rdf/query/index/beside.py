"""Finds the index beside a store. Knows no arrays, so that small questions need not load what handles them."""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final
from weakref import WeakSet

from lineage_rdf.query.catalogue_files import part
from lineage_rdf.query.index.kinds import questions
from lineage_rdf.store import Store
from lineage_rdf.store.files import StoreFiles

if TYPE_CHECKING:
    from lineage_rdf.query.index.index import Index

PREFIX: Final = "lineage-index-"
# To be raised with any change to what is put into an index, so that older ones are no longer found.
_FORM: Final = "4"
_FORGOTTEN: Final[WeakSet[Store]] = WeakSet()


def index_of(store: Store) -> Index | None:
    """Return the index of a store; None if there is none of what the store held when it was opened.

    Args:
        store: the place.
    """
    if store.files is None or store in _FORGOTTEN or not (folder := folder_of(store.files)).is_dir():
        return None
    from lineage_rdf.query.index.files import read

    return read(folder)


def forget_index(store: Store) -> None:
    """Leave the index of a store aside as long as the store is open.

    Args:
        store: the place.
    """
    _FORGOTTEN.add(store)


def folder_of(files: StoreFiles) -> Path:
    """Return where the index of a store lies: under a name that changes with the store, and with what an index is made of.

    Args:
        files: the files of the store.
    """
    made_of = json.dumps([_FORM, sys.byteorder, files.sign, questions(), part("names")])
    return files.folder / f"{PREFIX}{sha256(made_of.encode()).hexdigest()[:32]}"


def is_out_of_date(folder: Path) -> bool:
    """Tell whether a store has an index that is not of the store as it is now.

    To open a store for writing is enough: that alone changes its files.

    Args:
        folder: the folder of the store, which nobody has open for writing.
    """
    return any(folder.glob(f"{PREFIX}*")) and not folder_of(StoreFiles.of(folder)).is_dir()
