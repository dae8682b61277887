"""The files of a store on this machine, and a sign by which to see that they were written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from attrs import frozen

# Of RocksDB, which Oxigraph keeps its data in: tables, the log of what is not in tables yet, and the list of both.
_DATA: Final = (".sst", ".log")
_LIST: Final = ("CURRENT", "MANIFEST-")


@frozen
class StoreFiles:
    """Where a store lies.

    Args:
        folder: its folder.
        sign: a text that is another one once the store was written, by whatever program.
    """

    folder: Path
    sign: str

    @classmethod
    def of(cls, folder: Path) -> StoreFiles:
        """Return the files of a store as they are now.

        Args:
            folder: the folder of the store.

        Raises:
            OSError: if it cannot be listed.
        """
        with os.scandir(folder) as entries:
            found = [
                f"{entry.name} {(stat := entry.stat()).st_size} {stat.st_mtime_ns}"
                for entry in entries
                if entry.name.endswith(_DATA) or entry.name.startswith(_LIST)
            ]
        return cls(folder, "\n".join(sorted(found)))
