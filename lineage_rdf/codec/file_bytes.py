"""The bytes of a file, within bounds, and as text."""

from __future__ import annotations

import stat
from pathlib import Path

from lineage_rdf.errors import InputError

MAX_BYTES = 1 << 30


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
            return stream.read(most + 1)  # a device would never end
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror or error}", str(path)) from None


def utf8(data: bytes, where: str) -> str:
    """Return bytes as text, without a byte order mark.

    Raises:
        InputError: if they are no UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 at byte {error.start}", where) from None
