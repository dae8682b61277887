"""Rows of an SQLite database from strangers: in memory, from tables only, within bounds.

The bytes are handed to SQLite as a database in memory (https://www.sqlite.org/c3ref/deserialize.html), so that it opens
no file, no journal and no log. Advice on hostile databases: https://www.sqlite.org/security.html.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

MAGIC: Final = b"SQLite format 3\0"
MAX_ROWS: Final = 200_000
MAX_VALUE: Final = 1 << 20
MAX_CHARACTERS: Final = 32 << 20
_STEPS_A_CALL: Final = 100_000
_CALLS: Final = 400
# Offsets of the header that say whether a log is used; a database in memory has none.
_LOG_MARKS: Final = slice(18, 20)
_HEADER: Final = 100


class SqliteRowsError(ValueError):
    """The database cannot be read; the message says why, in plain words."""


@contextmanager
def open_rows(data: bytes) -> Iterator[sqlite3.Connection]:
    """Open a database for reading only.

    Args:
        data: the bytes of the file.

    Raises:
        SqliteRowsError: if it is no database, or reading it takes too long.
    """
    if len(data) < _HEADER or not data.startswith(MAGIC):
        raise SqliteRowsError("it is no SQLite database")
    copy = bytearray(data)
    copy[_LOG_MARKS] = b"\1\1"
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(bytes(copy))
        _restrict(connection)
        yield connection
    except UnicodeError:
        # Names of columns and messages are decoded by the module itself, which does not forgive damage.
        raise SqliteRowsError("it is damaged") from None
    except (sqlite3.Error, OverflowError) as error:
        raise SqliteRowsError(str(error) or "it is damaged") from None
    finally:
        connection.close()


def _restrict(connection: sqlite3.Connection) -> None:
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "query_only=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE)
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    calls = iter(range(_CALLS))
    connection.set_progress_handler(lambda: int(next(calls, None) is None), _STEPS_A_CALL)
    connection.set_authorizer(_permission)


def _permission(action: int, name: str | None, *_: str | None) -> int:
    """Allow to read, and to ask what the columns of a table are; functions and everything else is refused."""
    reads = action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
    asks = action == sqlite3.SQLITE_PRAGMA and name == "table_xinfo"
    return sqlite3.SQLITE_OK if reads or asks else sqlite3.SQLITE_DENY


def columns_of(connection: sqlite3.Connection, table: str) -> frozenset[str]:
    """Return the columns of a table; none if there is no such table, or it is a view or a virtual table.

    Raises:
        SqliteRowsError: if it has columns that are worked out, which could run anything of any size.
    """
    found = connection.execute("SELECT type, rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchall()
    if len(found) != 1 or found[0][0] != "table" or not found[0][1]:
        return frozenset()
    described = connection.execute(f"PRAGMA table_xinfo({table})").fetchall()
    if any(column[6] for column in described):
        raise SqliteRowsError(f"the table {table} has generated columns, which MLflow does not make")
    return frozenset(str(column[1]) for column in described)


def rows(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], order: str
) -> list[tuple[Any, ...]]:
    """Return some columns of a table, None for those that it lacks; no rows where there is no such table.

    Args:
        connection: the database.
        table: the name of the table, ours and not the file's.
        columns: names of columns, ours and not the file's.
        order: the columns to sort by.

    Raises:
        SqliteRowsError: if there is more in it than is read.
    """
    known = columns_of(connection, table)
    if not known:
        return []
    listed = ", ".join(name if name in known else "NULL" for name in columns)
    by = ", ".join(name for name in order.split() if name in known)
    sorting = f" ORDER BY {by}" if by else ""
    return _bounded(connection.execute(f"SELECT {listed} FROM {table}{sorting} LIMIT {MAX_ROWS}"))


def _bounded(cursor: sqlite3.Cursor) -> list[tuple[Any, ...]]:
    """Return the rows of a cursor; damaged pages can make a small file give one long value many times."""
    found: list[tuple[Any, ...]] = []
    size = 0
    for row in cursor:
        size += sum(len(value) for value in row if isinstance(value, str | bytes))
        if size > MAX_CHARACTERS:
            raise SqliteRowsError(f"a table holds more than {MAX_CHARACTERS} characters")
        found.append(row)
    return found
