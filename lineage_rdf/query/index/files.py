"""Indexes as files in the folder of a store."""

from __future__ import annotations

import json
import mmap
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from lineage_rdf.errors import InputError
from lineage_rdf.files import sync_file, sync_folder
from lineage_rdf.integers.adjacency import Adjacency
from lineage_rdf.integers.texts import Texts
from lineage_rdf.query.index.beside import PREFIX, folder_of
from lineage_rdf.query.index.index import Index
from lineage_rdf.query.index.kinds import all_kinds
from lineage_rdf.store.files import StoreFiles

_TEXTS: Final = ("nodes", "ids", "labels")
_STEPS: Final = ("begins", "targets", "labels")


@lru_cache(maxsize=4)
def read(folder: Path) -> Index | None:
    """Return an index; None if there is none, or what is there is none.

    Args:
        folder: where it lies.
    """
    with suppress(OSError, ValueError, TypeError, EOFError):
        relations = json.loads((folder / "relations.json").read_text(encoding="utf-8"))
        nodes, ids, labels = (
            Texts(_load(folder, f"{n}-ends"), _load(folder, f"{n}-data", np.uint8)) for n in _TEXTS
        )
        kinds = {kind: _steps(folder, kind, len(relations)) for kind in all_kinds()}
        index = Index(nodes, ids, labels, tuple(tuple(map(str, found)) for found in relations), kinds)
        return index if _fits(index) else None
    return None


def _steps(folder: Path, kind: str, names: int) -> Adjacency:
    begins, targets, labels = (_load(folder, f"{kind}-{part}") for part in _STEPS)
    return Adjacency(begins, targets, labels, names)


def write(files: StoreFiles, index: Index) -> None:
    """Put an index beside a store in the place of those that were there; it is there as a whole or not at all.

    Args:
        files: the files of the store, as they were before the index was made.
        index: the index.

    Raises:
        InputError: if it cannot be written.
    """
    target = folder_of(files)
    beside = target.with_suffix(".tmp")
    try:
        _clear(files.folder)
        beside.mkdir()
        for name, array in _arrays(index):
            array.tofile(beside / name)
        relations = json.dumps(index.relations, ensure_ascii=False)
        (beside / "relations.json").write_text(relations, encoding="utf-8")
        for path in beside.iterdir():
            sync_file(path)
        os.replace(beside, target)
        sync_folder(files.folder)
    except OSError as error:
        what = f"the index cannot be written: {error.strerror or error}"
        raise InputError(what, str(files.folder), "without it questions take longer") from None
    read.cache_clear()


def _clear(folder: Path) -> None:
    for old in folder.glob(f"{PREFIX}*"):
        shutil.rmtree(old)


def _arrays(index: Index) -> Iterator[tuple[str, Any]]:
    for name, texts in zip(_TEXTS, (index.nodes, index.ids, index.labels), strict=True):
        yield f"{name}-ends", texts.ends
        yield f"{name}-data", texts.data
    for kind, steps in index.kinds.items():
        for part in _STEPS:
            yield f"{kind}-{part}", getattr(steps, part)


def _load(folder: Path, name: str, kind: type = np.int64) -> Any:
    """Return the numbers in a file, which are read where they are used.

    Raises:
        ValueError: if its length is none of so many numbers.
    """
    with (folder / name).open("rb") as file:
        if not file.seek(0, os.SEEK_END):
            return np.empty(0, kind)  # nothing can be mapped of nothing
        return np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), kind)


def _fits(index: Index) -> bool:
    """Tell whether the parts are of one size; whether the numbers in them can be is seen where they are used."""
    count = len(index.nodes)
    texts = (index.nodes, index.ids, index.labels)
    return all(_ends(found.ends, count, len(found.data)) for found in texts) and all(
        _ends(steps.begins, count, len(steps.targets)) and len(steps.targets) == len(steps.labels)
        for steps in index.kinds.values()
    )


def _ends(ends: Any, count: int, size: int) -> bool:
    ok = len(ends) == count + 1
    return bool(ok and int(ends[0]) == 0 and int(ends[-1]) == size)
