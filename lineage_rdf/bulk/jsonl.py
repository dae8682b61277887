"""Tables of cards as JSON Lines, plain or gzipped: one object per line, read line by line within bounds."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from lineage_rdf.bulk.columns import Columns, choose_columns
from lineage_rdf.bulk.items import Row, make_row
from lineage_rdf.errors import InputError
from lineage_rdf.reading.scan import MAX_BYTES
from lineage_rdf.sources.json_text import JsonTextError, load_json

SUFFIXES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
# A line this long was never written as one row; in a compressed file it would cost nothing to make.
MAX_LINE = 256 << 20
# As far as is looked for the names of the columns.
_FIRST_LINES = 100
_FIRST_BYTES = 4 << 20


def find_columns(path: Path, asked: Mapping[str, str]) -> Columns:
    """Return the columns of a table: the keys of its first objects.

    Args:
        path: the table.
        asked: the columns as the user maps them.

    Raises:
        InputError: if it cannot be read, none of its first lines is an object, or a column is missing.
    """
    names: dict[str, None] = {}
    first_fault, size = "", 0
    for number, line in _lines(path):
        value = _row(line)
        if isinstance(value, dict):
            names.update(dict.fromkeys(value))
        else:
            first_fault = first_fault or f"line {number}: {value}"
        size += len(line or b"")
        if number >= _FIRST_LINES or size > _FIRST_BYTES:
            break
    if not names:
        what = f"none of its first lines holds a row; {first_fault or 'it is empty'}"
        raise InputError(what, str(path), "write one JSON object with id and card per line")
    return choose_columns(list(names), asked, str(path))


def rows(path: Path, columns: Columns) -> Iterator[Row]:
    """Yield the rows of a table; blank lines are none.

    Raises:
        InputError: if the file comes to a bad end.
    """
    for number, line in _lines(path):
        value = _row(line)
        if isinstance(value, dict):
            yield make_row(path.name, f"line {number}", value.get(columns.id), value.get(columns.card))
        else:
            yield Row(path.name, f"line {number}", fault=value)


def _row(line: bytes | None) -> dict[str, Any] | str:
    """Return the object on a line, or why there is none."""
    if line is None:
        return "the line is longer than 32 MiB"
    try:
        value = load_json(line.decode("utf-8-sig")).value
    except JsonTextError as error:
        return f"the line is no JSON: {error.message}"
    except UnicodeDecodeError:
        return "the line is not UTF-8"
    return value if isinstance(value, dict) else "the line holds no JSON object"


def _lines(path: Path) -> Iterator[tuple[int, bytes | None]]:
    """Yield number and bytes of each line that is not blank; None for the bytes of one that is too long."""
    with _opened(path) as stream:
        number = 0
        while line := stream.readline(MAX_BYTES + 1):
            number += 1
            if len(line) > MAX_BYTES and not line.endswith(b"\n"):
                _skip_line(stream, path)
                yield number, None
            elif not line.isspace():
                yield number, line


def _skip_line(stream: IO[bytes], path: Path) -> None:
    left = MAX_LINE - MAX_BYTES
    while left > 0:
        part = stream.readline(min(left, 1 << 20))
        if not part or part.endswith(b"\n"):
            return
        left -= len(part)
    raise InputError("a line of it is longer than 256 MiB", str(path), "write one row per line")


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a table, and turn what the system or the decompression says into an error that names it."""
    try:
        with path.open("rb") as packed:
            yield (
                cast(IO[bytes], gzip.GzipFile(fileobj=packed))
                if path.name.lower().endswith(".gz")
                else packed
            )
    except (OSError, EOFError, zlib.error) as error:
        what = getattr(error, "strerror", None) or error
        raise InputError(f"the table cannot be read: {what}", str(path)) from None
