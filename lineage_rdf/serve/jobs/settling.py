"""Keeps the log of a store short: whoever opens the store for reading has to go through all that is only in the log."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pyoxigraph

_MOST: Final = 512 << 10  # bytes; a reader takes some 20 ms for them


def settle(store: pyoxigraph.Store, folder: Path) -> None:
    """Write what is in the log of a store into its tables, if that is much.

    Args:
        store: the store, opened for writing.
        folder: its folder.

    Raises:
        OSError: if that cannot be written.
    """
    with os.scandir(folder) as entries:
        size = sum(entry.stat().st_size for entry in entries if entry.name.endswith(".log"))
    if size > _MOST:
        store.flush()
