"""The files of one run in MLflow's file store, which make one input: `meta.yaml`, and what lies in the folders beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

FOLDERS = ("metrics", "params", "tags")
MAX_FILES = 2_000
# MLflow itself takes parameters of up to 6,000 characters; of a metric the last line counts.
MAX_BYTES = 16 << 10
MAX_DEPTH = 3


def is_run(name: str, siblings: frozenset[str]) -> bool:
    """Say whether a file is the head of a run's folder, by its name and what lies beside it."""
    return name == "meta.yaml" and "params" in siblings


def run_parts(folder: Path) -> tuple[tuple[str, bytes], ...]:
    """Return name relative to the folder and bytes of the files of a run, sorted.

    Links and whatever is no ordinary file are left out, as are values longer than 16 KiB; of a metric's history the last
    16 KiB are read. At most 2,000 files are.
    """
    found: list[tuple[str, bytes]] = []
    for name in FOLDERS:
        root = folder / name
        if root.is_symlink() or not root.is_dir():
            continue
        for path in _files(root, MAX_DEPTH):
            data = _read(path, tail=name == "metrics") if len(found) < MAX_FILES else None
            if data is not None:
                found.append((path.relative_to(folder).as_posix(), data))
    return tuple(sorted(found))


def _files(folder: Path, depth: int) -> Iterator[Path]:
    """Yield the files of a folder; keys with a slash, such as `eval/loss`, are folders."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries[:MAX_FILES]:
        if entry.is_symlink() or not entry.name.isprintable():
            continue
        if entry.is_dir() and depth > 1:
            yield from _files(Path(entry.path), depth - 1)
        elif entry.is_file():
            yield Path(entry.path)


def _read(path: Path, *, tail: bool) -> bytes | None:
    try:
        with path.open("rb") as stream:
            size = stream.seek(0, os.SEEK_END)
            stream.seek(max(0, size - MAX_BYTES) if tail else 0)
            return stream.read(MAX_BYTES) if tail or size <= MAX_BYTES else None
    except OSError:
        return None
