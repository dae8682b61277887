"""Reads the database of an MLflow tracking server: `mlflow.db`, which holds many runs.

The tables are those of SqlAlchemyStore
(https://mlflow.org/docs/latest/self-hosting/architecture/backend-store/). Every run that looks like fine-tuning is a stage.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from lineage_rdf.claims import DatasetMention, Trust
from lineage_rdf.sources.config_references import name_of
from lineage_rdf.sources.json_text import JsonTextError, load_json
from lineage_rdf.sources.mlflow_facts import MlflowRun, is_told, say_mlflow_run
from lineage_rdf.sources.reader import InputFile, Reader, Reading
from lineage_rdf.sources.sqlite_rows import MAGIC, SqliteRowsError, open_rows, rows
from lineage_rdf.sources.tracked_run import NOT_FINE_TUNING

KIND: Final = "mlflow-db"
UNREADABLE: Final = "FTL-R124"
CUT_SHORT: Final = "FTL-R125"
MAX_RUNS: Final = 100
_ABOUT: Final = ("name", "status", "start_time", "end_time", "lifecycle_stage")
_IDENTIFIER = re.compile(r"[\w-]{1,64}\Z", re.ASCII)
_NAME = re.compile(r"[^\n{}()<>]{1,200}\Z")
# Tables by the identifier of a run: run -> name -> value.
_Table = dict[str, dict[str, Any]]


def recognises(file: InputFile) -> bool:
    """Return whether a file is an SQLite database with the tables of MLflow."""
    named = file.name.casefold().endswith((".db", ".sqlite", ".sqlite3"))
    return named and file.data.startswith(MAGIC) and b"run_uuid" in file.data and b"params" in file.data


def read(reading: Reading) -> None:
    """Add what the runs in a database say."""
    try:
        runs = _runs(reading.file.data)
    except SqliteRowsError as error:
        message = f"the database cannot be read: {error}"
        reading.problem(UNREADABLE, message, severity="violation")
        return
    told = [run for run in runs if is_told(reading, run)]
    if len(told) < len(runs):
        message = f"{len(runs) - len(told)} of {len(runs)} runs do not look like fine-tuning or were deleted"
        reading.problem(NOT_FINE_TUNING, message, locator="runs", severity="info")
    if len(told) > MAX_RUNS:
        message = (
            f"the first {MAX_RUNS} of {len(told)} runs were read; give the others by an export of their own"
        )
        reading.problem(CUT_SHORT, message, locator="runs")
    for part, run in enumerate(told[:MAX_RUNS], start=1):
        say_mlflow_run(reading, run, part if len(told) > 1 else 0)


def _runs(data: bytes) -> list[MlflowRun]:
    """Return the runs of a database by their start.

    Raises:
        SqliteRowsError: if it cannot be read.
    """
    with open_rows(data) as base:
        listed = rows(base, "runs", ("run_uuid", *_ABOUT), "start_time run_uuid")
        params = _grouped(rows(base, "params", ("run_uuid", "key", "value"), "run_uuid key"))
        metrics = _grouped(rows(base, "latest_metrics", ("run_uuid", "key", "value"), "run_uuid key"))
        tags = _grouped(rows(base, "tags", ("run_uuid", "key", "value"), "run_uuid key"))
        inputs = rows(base, "inputs", ("destination_id", "source_id"), "destination_id source_id")
        named = ("dataset_uuid", "name", "dataset_source_type", "dataset_source")
        datasets = {row[0]: row for row in rows(base, "datasets", named, "dataset_uuid")}
    used: dict[str, list[DatasetMention]] = {}
    for run, source in inputs:
        mention = _dataset(datasets.get(source))
        if mention is not None and mention not in used.setdefault(str(run), []):
            used[str(run)].append(mention)
    return [
        MlflowRun(
            params=params.get(key, {}),
            metrics=metrics.get(key, {}),
            tags=tags.get(key, {}),
            about=dict(zip(_ABOUT, about, strict=True)),
            datasets=tuple((f"inputs[{at}]", mention) for at, mention in enumerate(used.get(key, ()))),
            places=_places(key),
        )
        for key, *about in listed
        if isinstance(key, str) and _IDENTIFIER.match(key)
    ]


def _places(run: str) -> Mapping[str, str]:
    start = f"runs[{run}]."
    return {"about": start, **{name: f"{start}{name}." for name in ("params", "metrics", "tags")}}


def _grouped(found: list[tuple[Any, ...]]) -> _Table:
    table: _Table = {}
    for run, key, value in found:
        if isinstance(run, str) and isinstance(key, str) and not isinstance(value, bytes):
            table.setdefault(run, {})[key] = value
    return table


def _dataset(row: tuple[Any, ...] | None) -> DatasetMention | None:
    """Return a dataset that was logged as input of a run; one from the Hub by its path and revision there."""
    if row is None:
        return None
    _, name, kind, source = row
    found = _source(source) if kind == "hugging_face" else {}
    path = name_of(found.get("path"))
    raw = path or name_of(name)
    if raw is None or not _NAME.match(raw):
        return None
    split = name_of(found.get("split"))
    return DatasetMention(
        raw=raw,
        revision=name_of(found.get("revision")) if path else None,
        configuration=name_of(found.get("config_name")) if path else None,
        splits=(split,) if path and split else (),
    )


def _source(text: Any) -> dict[str, Any]:
    try:
        value = load_json(text).value if isinstance(text, str) else None
    except JsonTextError:
        return {}
    return value if isinstance(value, dict) else {}


READER = Reader(
    KIND,
    "database of an MLflow tracking server",
    recognises,
    read,
    Trust.MACHINE_STATE,
    recognised_by="the tables of MLflow, in mlflow.db or a SQLite database named on the command line",
)
