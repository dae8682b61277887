"""The bytes of a file, within bounds, and as text."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO, Final

from lineage_rdf.errors import InputError

MAX_BYTES = 1 << 30
_PIECE: Final = 1 << 20


def read_bytes(path: Path, most: int = MAX_BYTES) -> bytes:
    """Return the content of a file, at most one byte more than is read, which tells a file that is too large.

    Args:
        path: the file.
        most: how many bytes are read.

    Raises:
        InputError: if it cannot be opened.
    """
    try:
        if stat.S_ISFIFO(path.stat().st_mode) and not path.as_posix().startswith("/dev/"):
            raise InputError(
                "this is a pipe, and nobody may be writing to it", str(path), "use - for a stream"
            )
        with path.open("rb") as stream:
            return read_at_most(stream, most + 1, os.fstat(stream.fileno()).st_size + 1)
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror or error}", str(path)) from None


def read_at_most(stream: BinaryIO, most: int, first: int = _PIECE) -> bytes:
    """Return what a stream has, up to so many bytes; a device would never end.

    Args:
        stream: the stream.
        most: how many bytes at most; no memory is taken for those that are not there.
        first: how many bytes there probably are.
    """
    parts: list[bytes] = []
    left = most
    while left > 0 and (data := stream.read(min(left, first if not parts else _PIECE))):
        parts.append(data)
        left -= len(data)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def utf8(data: bytes, where: str) -> str:
    """Return bytes as text, without a byte order mark.

    Raises:
        InputError: if they are no UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 at byte {error.start}", where) from None
