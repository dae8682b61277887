"""Keeps the log of a store short: whoever opens the store for reading has to go through all that is only in the log."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyoxigraph

_MOST: Final = 512 << 10  # bytes; a reader takes some 20 ms for them


class Settling:
    """Writes what is in the log of a store into its tables, once that is much.

    The size of the log tells nothing, as its files are used again; so it is counted what this process has written.
    """

    def __init__(self) -> None:
        self._before = _written()

    def settle(self, store: pyoxigraph.Store) -> bool:
        """Do so after an update.

        Args:
            store: the store, opened for writing.

        Returns:
            Whether it was much.

        Raises:
            OSError: if it cannot be written.
        """
        now = _written()
        if now is not None and self._before is not None and now - self._before <= _MOST:
            return False
        store.flush()
        self._before = _written()
        return True


def _written() -> int | None:
    """Return how many bytes this process has written; None where the system does not tell."""
    try:
        lines = Path("/proc/self/io").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("wchar:"))
    except (OSError, ValueError, StopIteration):
        return None
