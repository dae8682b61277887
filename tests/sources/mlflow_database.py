"""Makes small databases with the tables of MLflow, for tests and goldens."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

TABLES = (
    "CREATE TABLE runs (run_uuid TEXT PRIMARY KEY, name TEXT, status TEXT, start_time BIGINT, end_time BIGINT,"
    " lifecycle_stage TEXT, user_id TEXT, artifact_uri TEXT)",
    "CREATE TABLE params (key TEXT, value TEXT, run_uuid TEXT)",
    "CREATE TABLE latest_metrics (key TEXT, value REAL, run_uuid TEXT)",
    "CREATE TABLE tags (key TEXT, value TEXT, run_uuid TEXT)",
    "CREATE TABLE datasets (dataset_uuid TEXT, name TEXT, dataset_source_type TEXT, dataset_source TEXT)",
    "CREATE TABLE inputs (input_uuid TEXT, source_id TEXT, destination_id TEXT)",
)


def database(
    rows: Iterable[tuple[str, tuple[Any, ...]]], tables: Iterable[str] = TABLES, more: str = ""
) -> bytes:
    """Return the bytes of a database.

    Args:
        rows: table and values of each row.
        tables: statements that make the tables.
        more: further statements.
    """
    connection = sqlite3.connect(":memory:")
    for statement in tables:
        connection.execute(statement)
    for table, values in rows:
        marks = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO {table} VALUES ({marks})", values)
    connection.executescript(more)
    connection.commit()
    data = connection.serialize()
    connection.close()
    return data


def run(key: str, params: dict[str, str], stage: str = "active") -> list[tuple[str, tuple[Any, ...]]]:
    """Return the rows of one run."""
    about = (
        key,
        f"{key}-otter",
        "FINISHED",
        1767323045123,
        1767326645000,
        stage,
        "someone",
        "/home/someone/x",
    )
    return [("runs", about), *(("params", (name, value, key)) for name, value in params.items())]
