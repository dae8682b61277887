"""Where a folder holds nothing that is read: whether there is something below the depth to which folders are read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from lineage_rdf.reading.scan import MAX_DEPTH, may_be_read, read_input
from lineage_rdf.sources.registry import reader_for

# Enough to tell that a person named a folder too far up, and quick on any disk.
MAX_FOLDERS = 2_000
MAX_FILES = 200
MAX_BYTES = 1 << 20


def folder_below(root: Path) -> str | None:
    """Return the relative path of the first folder deeper than 4 that holds a file of a known kind, or None.

    Hidden folders and links are not looked into; of folders the first 2,000 are, and of files the first 200 up to 1 MiB.
    """
    for path in islice(_candidates(root), MAX_FILES):
        try:
            small = path.stat().st_size <= MAX_BYTES
            file = read_input(path, path.relative_to(root).as_posix()) if small else None
        except (OSError, UnicodeError):
            continue
        if file is not None and reader_for(file) is not None:
            return file.folder
    return None


def _candidates(root: Path) -> Iterator[Path]:
    """Yield the files below the depth that may be read, in the order of their folders."""
    for folder, folders, names in islice(os.walk(root), MAX_FOLDERS):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if len(Path(folder).relative_to(root).parts) > MAX_DEPTH:
            paths = (Path(folder, name) for name in sorted(names))
            yield from (path for path in paths if may_be_read(path) and not path.is_symlink())
