"""Tables of cards as Parquet: two columns, read in batches of bounded size by pyarrow (an optional extra)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lineage_rdf.bulk.columns import Columns, choose_columns
from lineage_rdf.bulk.items import Row, make_row
from lineage_rdf.errors import InputError, UsageError

SUFFIXES = (".parquet",)
# Many rows may stand for one long text that the file holds once, so few are unpacked at a time; that costs nothing.
_BATCH_ROWS = 2
# Cards shrink to a tenth; what shrinks much more was made to fill the memory.
_MOST_SHRUNK = 100
_HARMLESS = 32 << 20
# What the footer may claim, which is read before anything can be judged (thrift's own limits are 100 MB and 1 million).
_LIMITS = {"thrift_string_size_limit": 16 << 20, "thrift_container_size_limit": 1 << 20}


def find_columns(path: Path, asked: Mapping[str, str]) -> Columns:
    """Return the columns of a table.

    Args:
        path: the table.
        asked: the columns as the user maps them.

    Raises:
        UsageError: if pyarrow is not installed.
        InputError: if it is no Parquet, a column is missing or holds no text, or it would fill the memory.
    """
    with _opened(path) as file:
        schema = file.schema_arrow
        columns = choose_columns(schema.names, asked, str(path))
        for name in (columns.id, columns.card):
            if not _is_text(schema.field(name).type):
                what = f"the column {name} holds {schema.field(name).type}, not text"
                raise InputError(what, str(path), "name another with --map")
        _refuse_bomb(file, columns, path)
    return columns


def count_rows(path: Path) -> int:
    """Return how many rows a table says it has."""
    with _opened(path) as file:
        return int(file.metadata.num_rows)


def rows(path: Path, columns: Columns) -> Iterator[Row]:
    """Yield the rows of a table.

    Raises:
        InputError: if it is damaged.
    """
    number = 0
    with _opened(path) as file:
        wanted = list(dict.fromkeys((columns.id, columns.card)))
        for batch in file.iter_batches(batch_size=_BATCH_ROWS, columns=wanted, use_threads=False):
            ids, cards = batch.column(columns.id), batch.column(columns.card)
            for place in range(batch.num_rows):
                number += 1
                yield _row(path.name, f"row {number}", ids[place], cards[place])


def _row(table: str, place: str, model_id: Any, card: Any) -> Row:
    try:
        return make_row(table, place, model_id.as_py(), card.as_py())
    except UnicodeDecodeError:
        return Row(table, place, fault="the row is not UTF-8")


def _is_text(kind: Any) -> bool:
    from pyarrow import types

    value = kind.value_type if types.is_dictionary(kind) else kind
    return bool(types.is_string(value) or types.is_large_string(value) or types.is_string_view(value))


def _chunks(file: Any, columns: Columns) -> Iterator[Any]:
    """Yield the metadata of the two columns in each group of rows."""
    for number in range(file.metadata.num_row_groups):
        group = file.metadata.row_group(number)
        for place in range(group.num_columns):
            if group.column(place).path_in_schema in (columns.id, columns.card):
                yield group.column(place)


def _refuse_bomb(file: Any, columns: Columns, path: Path) -> None:
    for chunk in _chunks(file, columns):
        packed, full = chunk.total_compressed_size, chunk.total_uncompressed_size
        if full > _HARMLESS and full > packed * _MOST_SHRUNK:
            what = f"{packed} bytes of it unpack to {full}, which no table of cards does"
            raise InputError(what, str(path), "write it without compression if it is sound")


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a table, and turn what the library says into an error that names it."""
    try:
        import pyarrow
        from pyarrow.parquet import ParquetFile
    except ImportError:
        fix = "pip install 'lineage-rdf[parquet]'"
        raise UsageError("reading Parquet needs pyarrow, which is not installed", str(path), fix) from None
    try:
        with path.open("rb") as stream, ParquetFile(stream, pre_buffer=False, **_LIMITS) as file:
            yield file
    except (pyarrow.ArrowException, OSError) as error:
        what = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise InputError(f"the table cannot be read: {what}", str(path)) from None
