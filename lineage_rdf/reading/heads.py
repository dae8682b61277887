"""The heads of weight files, as far as a reader wants them: a bounded number of bytes, never the whole file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from attrs import evolve

from lineage_rdf.reading.scan import Scan, names_in
from lineage_rdf.sources import gguf_header
from lineage_rdf.sources.reader import InputFile
from lineage_rdf.sources.safetensors_header import MAX_HEADER
from lineage_rdf.sources.shards import set_name

# All heads of one folder together; above this the rest is counted and left unread.
MAX_TOGETHER = 256 << 20
_POINTER = b"version https://git-lfs.github.com/"


def has_head(name: str) -> bool:
    """Say whether weights of this name have a head that can be read without running anything; pickled ones have none."""
    return name.casefold().endswith((".safetensors", ".gguf"))


def weight_heads(scan: Scan) -> Iterator[InputFile]:
    """Return the heads of a folder's weight files one by one, those of a model that is spread over several as one.

    Pointers of Git LFS are passed over: they stand for a file that is not here.
    """
    left = MAX_TOGETHER
    beside: dict[Path, frozenset[str]] = {}
    for members in _sets(scan.weights):
        heads = []
        for relative in members:
            path = scan.root / relative
            if left <= 0:
                scan.skip(f"weight files behind the first {MAX_TOGETHER >> 20} MiB of heads")
                continue
            if path.parent not in beside:
                beside[path.parent] = names_in(path.parent)
            try:
                head = read_head(path, relative, beside[path.parent])
            except OSError:
                scan.skip("files that cannot be opened")
                continue
            if head is not None:
                left -= len(head.data)
                heads.append(head)
        if heads:
            yield evolve(heads[0], shards=tuple(heads[1:]))


def read_head(path: Path, name: str, siblings: frozenset[str]) -> InputFile | None:
    """Return the head of one weight file, or None if the file only points to weights that are elsewhere.

    Args:
        path: the file.
        name: the path by which the reading knows it.
        siblings: names of what lies in the same folder.

    Raises:
        OSError: if it cannot be read.
    """
    with path.open("rb") as stream:
        data = _bounded(stream, path.suffix.casefold())
        size = os.fstat(stream.fileno()).st_size
    return None if data.startswith(_POINTER) else InputFile(name, data, siblings, size=size)


def _bounded(stream: BinaryIO, suffix: str) -> bytes:
    """Return the first bytes of a file, as many as its head may take."""
    if suffix == ".gguf":
        return stream.read(gguf_header.MAX_HEAD)
    start = stream.read(8)
    length = int.from_bytes(start, "little")
    if start == _POINTER[:8] or length > MAX_HEADER:
        return start + stream.read(len(_POINTER) - 8)
    return start + stream.read(length)


def _sets(paths: Iterable[str]) -> list[list[str]]:
    """Return the files that have a head, those of one model together, each in the order of their names."""
    sets: dict[tuple[str, str], list[str]] = {}
    for path in sorted(path for path in paths if has_head(path)):
        folder, _, name = path.rpartition("/")
        sets.setdefault((folder, set_name(name)), []).append(path)
    return list(sets.values())
