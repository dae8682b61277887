"""Model folders below a folder: each that holds a source at its top, and each card of a folder of cards."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from lineage_rdf.bulk.items import ModelPath
from lineage_rdf.reading.scan import may_be_read, read_input
from lineage_rdf.reading.weights import is_weight_file
from lineage_rdf.sources import model_card
from lineage_rdf.sources.reader import InputFile
from lineage_rdf.sources.registry import reader_for

MAX_DEPTH = 32
_OWN_CARD = "readme.md"


def model_paths(root: Path) -> Iterator[ModelPath]:
    """Yield the model folders below a folder, or the folder itself if it is one, in the order of their names.

    A folder is one if a source lies at its top; what lies below belongs to it then, as it does for `report`. A README.md
    that tells nothing of a model, such as one about the whole collection, makes none. Where several cards lie side by side
    and none of them is the folder's own README.md, each is a model. Hidden folders and links to folders are left out.

    Args:
        root: the folder.
    """
    yield from _walk(root, 0)


def _walk(folder: Path, depth: int) -> Iterator[ModelPath]:
    names, folders = _entries(folder)
    sources = [name for name in names if _is_source(folder / name, names)]
    if _are_cards(sources):
        yield from (_model(folder / name) for name in sources)
    elif sources:
        yield _model(folder)
        return
    for name in folders if depth < MAX_DEPTH else ():
        yield from _walk(folder / name, depth + 1)


def _model(path: Path) -> ModelPath:
    return ModelPath(str(path), path.as_posix())


def _entries(folder: Path) -> tuple[list[str], list[str]]:
    """Return the names of the files and of the folders in a folder, sorted; none if it cannot be opened."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return [], []
    files = [entry.name for entry in entries if entry.is_file()]
    kept = (entry for entry in entries if entry.is_dir(follow_symlinks=False))
    return files, [entry.name for entry in kept if not entry.name.startswith(".")]


def _is_source(path: Path, beside: list[str]) -> bool:
    if is_weight_file(path.name):
        return True
    if not may_be_read(path):
        return False
    try:
        file = read_input(path, path.name, frozenset(beside))
    except OSError:
        return False
    return file is not None and _tells_something(file)


def _tells_something(file: InputFile) -> bool:
    """Say whether a file is a source; a README.md is one for its name alone, so it has to tell something too."""
    reader = reader_for(file)
    if reader is None or reader is not model_card.READER:
        return reader is not None
    reading = reader(file)
    return bool(reading.claims or reading.problems)


def _are_cards(sources: list[str]) -> bool:
    names = [name.casefold() for name in sources]
    return len(names) > 1 and _OWN_CARD not in names and all(name.endswith(".md") for name in names)
