"""What lineages tell of each thing, put together by things: rows go into many files by the digits of a key."""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Final, Self, TypeAlias

from lineage_rdf.publish.ledger import buckets

Row: TypeAlias = tuple[Any, ...]  # texts and numbers; the first is the IRI of the thing
# What waits in memory before it is written.
_MOST_WAITING: Final = 1 << 24


def packed(rows: Mapping[str, list[Row]]) -> dict[str, bytes]:
    """Return digits -> rows as bytes, to be handed from process to process and put into files as they are.

    Args:
        rows: digits -> rows.
    """
    return {digits: b"".join(map(marshal.dumps, found)) for digits, found in rows.items()}


class RowFiles:
    """Takes rows.

    Args:
        folder: where the files are made.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: defaultdict[str, list[bytes]] = defaultdict(list)
        self._size = 0

    def put(self, rows: Mapping[str, bytes]) -> None:
        """Add rows, as `packed` gives them."""
        for digits, data in rows.items():
            self._waiting[digits].append(data)
            self._size += len(data)
        if self._size >= _MOST_WAITING:
            self._write()

    def _write(self) -> None:
        for digits, pieces in self._waiting.items():
            with (self._folder / digits).open("ab") as file:
                file.writelines(pieces)
        self._waiting.clear()
        self._size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write()


def read_rows(folder: Path, shard: str) -> Iterator[Row]:
    """Yield the rows of a shard, those of one file in the order in which they were put in.

    Args:
        folder: where the files are.
        shard: the beginning of the digits.
    """
    for digits in buckets():
        path = folder / digits
        if digits.startswith(shard) and path.exists():
            with path.open("rb") as file:
                yield from _rows(file)


def _rows(file: BinaryIO) -> Iterator[Row]:
    with suppress(EOFError):  # which is how the end is told
        while True:
            yield marshal.load(file)
