"""Pieces of bytes in one file, found again by their numbers, so that never all of them are in memory."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self


class Spool:
    """Takes pieces, and writes where each begins when it is closed.

    Args:
        path: the file; it is made.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb", buffering=1 << 20)
        self._begins = array("q", [0])

    def __len__(self) -> int:
        """Return how many pieces there are."""
        return len(self._begins) - 1

    def put(self, piece: bytes) -> int:
        """Add a piece and return its number."""
        self._file.write(piece)
        self._begins.append(self._begins[-1] + len(piece))
        return len(self) - 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        with _places(self._path).open("wb") as file:
            self._begins.tofile(file)


class Pieces(Sequence[bytes]):
    """The pieces of a spool that was closed.

    Args:
        path: its file.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._begins = array("q")
        self._begins.frombytes(_places(path).read_bytes())

    def __len__(self) -> int:
        """Return how many pieces there are."""
        return len(self._begins) - 1

    def __getitem__(self, number: int) -> bytes:  # type: ignore[override]
        """Return a piece."""
        if not 0 <= number < len(self):
            raise IndexError(number)  # which ends a loop over them
        self._file.seek(self._begins[number])
        return self._file.read(self._begins[number + 1] - self._begins[number])


def _places(path: Path) -> Path:
    return path.with_suffix(".places")
