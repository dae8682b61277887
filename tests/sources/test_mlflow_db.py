from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.claims import CodeMention, DatasetMention, ModelReference, ResultMention
from lineage_rdf.lineage import read_all
from lineage_rdf.sources import sqlite_rows
from lineage_rdf.sources.mlflow_db import MAX_RUNS, READER
from lineage_rdf.sources.reader import InputFile, Reading
from lineage_rdf.sources.registry import reader_for
from tests.sources.config_cases import codes, of, only, read, settings, values
from tests.sources.mlflow_database import TABLES, database, run

COMMIT = "0123456789abcdef0123456789abcdef01234567"
TUNED = {"_name_or_path": "tide-lab/anchor-1b", "learning_rate": "2e-05", "fp16": "True"}
SOURCE = '{"path": "tide-lab/harbour-notes", "revision": null, "split": "train", "config_name": "small"}'
ROWS = [
    *run("a1", TUNED),
    ("latest_metrics", ("eval_loss", 0.5, "a1")),
    ("tags", ("mlflow.source.git.commit", COMMIT, "a1")),
    ("tags", ("mlflow.user", "someone", "a1")),
    ("datasets", ("d1", "notes", "hugging_face", SOURCE)),
    ("inputs", ("i1", "d1", "a1")),
    *run("b2", {"alpha": "0.5"}),
    *run("c3", TUNED, "deleted"),
]


def db(data: bytes) -> Reading:
    return read(InputFile("mlflow.db", data), "mlflow-db")


def test_a_run_that_looks_like_fine_tuning() -> None:
    reading = db(database(ROWS))
    assert values(reading, "base-model") == [ModelReference("tide-lab/anchor-1b")]
    assert only(reading, "base-model").locator == "runs[a1].params._name_or_path"
    assert settings(reading) == {"learning_rate": Decimal("2e-05"), "fp16": True}
    assert values(reading, "evaluation-result") == [ResultMention(metric="eval_loss", value=Decimal("0.5"))]
    assert values(reading, "dataset") == [
        DatasetMention(raw="tide-lab/harbour-notes", configuration="small", splits=("train",))
    ]
    assert values(reading, "started") == ["2026-01-02T03:04:05Z"]
    assert values(reading, "outcome") == ["succeeded"]
    assert values(reading, "code-revision") == [CodeMention(revision=COMMIT)]
    assert values(reading, "stage-name") == ["a1-otter"]
    assert codes(reading) == ["FTL-R123"]
    assert reading.problems[0].message.startswith("2 of 3 runs")
    assert "someone" not in str(reading.claims)


def test_a_database_in_a_folder_and_named_alone(tmp_path: Path) -> None:
    path = tmp_path / "mlflow.db"
    path.write_bytes(database(ROWS))
    for argument in (path, tmp_path):
        (lineage,) = read_all(argument)
        assert lineage.record.steps[0].base_models == ("https://huggingface.co/tide-lab/anchor-1b",)
    assert [other.name for other in tmp_path.iterdir()] == ["mlflow.db"]


def test_a_database_with_a_log_is_read_as_it_stands() -> None:
    data = bytearray(database(ROWS))
    data[18:20] = b"\2\2"
    assert values(db(bytes(data)), "base-model")


def test_the_number_of_runs_is_bounded() -> None:
    reading = db(database([row for n in range(MAX_RUNS + 1) for row in run(f"r{n:03}", TUNED)]))
    assert len(of(reading, "base-model")) == MAX_RUNS
    assert codes(reading) == ["FTL-R125"]
    assert of(reading, "base-model")[0].stage == "#1"


def test_views_and_other_tables_are_not_read() -> None:
    endless = (
        "CREATE VIEW params AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c)"
        " SELECT 'seed' AS key, n AS value, 'a1' AS run_uuid FROM c;"
    )
    reading = db(database(run("a1", {}), (TABLES[0], *TABLES[2:]), endless))
    assert not reading.claims


def test_columns_that_are_worked_out_are_refused() -> None:
    big = "CREATE TABLE params (key TEXT, value TEXT AS (hex(zeroblob(400000))), run_uuid TEXT)"
    reading = db(database([*run("a1", {}), ("params", ("seed", "a1"))], (TABLES[0], big)))
    assert codes(reading) == ["FTL-R124"]
    assert not reading.claims


def test_the_size_of_what_is_read_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_rows, "MAX_CHARACTERS", 100)
    assert codes(db(database(ROWS))) == ["FTL-R124"]


def test_reading_that_takes_too_long_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_rows, "_STEPS_A_CALL", 10)
    monkeypatch.setattr(sqlite_rows, "_CALLS", 20)
    reading = db(database([row for n in range(200) for row in run(f"r{n}", TUNED)]))
    assert codes(reading) == ["FTL-R124"]
    assert "interrupted" in reading.problems[0].message


@pytest.mark.parametrize("cut", [99, 150, 5000])
def test_a_database_that_is_cut_off_is_reported(cut: int) -> None:
    reading = READER(InputFile("mlflow.db", database(ROWS)[:cut]))
    assert codes(reading) == ["FTL-R124"]


def test_other_databases_have_no_reader() -> None:
    data = database([], ("CREATE TABLE people (name TEXT)",))
    assert reader_for(InputFile("people.db", data)) is None
    assert reader_for(InputFile("mlflow.db", b"run_uuid params")) is None


@given(st.lists(st.tuples(st.integers(100, 24_000), st.integers(0, 255)), min_size=1, max_size=40))
def test_no_damage_makes_the_reader_raise(damage: list[tuple[int, int]]) -> None:
    data = bytearray(_WHOLE)
    for at, value in damage:
        data[at % len(data)] = value
    reading = READER(InputFile("mlflow.db", bytes(data)))
    assert all(claim.locator for claim in reading.claims)


_WHOLE = database(ROWS)
