"""Tables made to exhaust the machine: a clear word, within two seconds of the processor and 500 MB (threats T01, T03)."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pytest

from tests.bulk import tables
from tests.bulk.tables import tuned
from tests.conftest import ROOT

SECONDS = 2.0
MEGABYTES = 500
GOOD = json.dumps({"model_id": "quay-lab/tide", "card": tuned()})
# Between us and the program, because a process counts as its own what the one that started it held.
MEASURE = """
import resource, subprocess, sys
resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
command = [sys.executable, "-m", "lineage_rdf.cli.main", *sys.argv[1:]]
code = subprocess.run(command, stdout=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


class Ended(NamedTuple):
    code: int
    err: str
    seconds: float
    megabytes: float


def program(path: Path, jobs: int = 1) -> Ended:
    """Run the program apart, and see what it used; a limit of the system stops one that would never end."""
    arguments = ["read", str(path), "--jobs", str(jobs), "-o", str(path.parent / "out.nq")]
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    code, seconds, megabytes = done.stdout.split()[-3:]
    return Ended(int(code), done.stderr, float(seconds), float(megabytes))


def judged(path: Path) -> Ended:
    ended = program(path)
    assert "Traceback" not in ended.err
    assert "fault of ours" not in ended.err
    assert ended.seconds < SECONDS
    assert ended.megabytes < MEGABYTES
    return ended


def refused(path: Path) -> str:
    (path.parent / "out.nq").unlink(missing_ok=True)
    ended = judged(path)
    assert ended.code == 2, ended.err
    assert not (path.parent / "out.nq").exists()
    assert ended.err.count("\n") == 1
    return ended.err


def _write(path: Path, *parts: str, times: int = 1) -> Path:
    with path.open("w", encoding="utf-8") as stream:
        for part in parts:
            for _ in range(times if len(part) == 1 << 20 else 1):
                stream.write(part)
    return path


def test_a_line_of_200_megabytes(tmp_path: Path) -> None:
    start = '{"model_id": "quay-lab/a", "card": "'
    path = _write(tmp_path / "t.jsonl", start, "x" * (1 << 20), '"}\n', times=200)
    assert "longer than 32 MiB" in refused(path)
    path = _write(tmp_path / "t.jsonl", f"{GOOD}\n{start}", "x" * (1 << 20), f'"}}\n{GOOD}\n', times=200)
    ended = judged(path)
    assert ended.code == 1
    assert "t.jsonl:line 2: the line is longer than 32 MiB" in ended.err


def test_lines_nested_a_million_deep(tmp_path: Path) -> None:
    for opened, closed in (("[", "]"), ('{"a":', "}")):
        deep = opened * 1_000_000 + "1" + closed * 1_000_000
        row = f'{{"model_id": "quay-lab/a", "card": "x", "more": {deep}}}'
        assert "line 1" in refused(tables.jsonl(tmp_path / "t.jsonl", [row]))
        ended = judged(tables.jsonl(tmp_path / "t.jsonl", [GOOD, row]))
        assert ended.code == 1
        assert "t.jsonl:line 2" in ended.err


def test_a_line_with_millions_of_items(tmp_path: Path) -> None:
    row = f'{{"model_id": "quay-lab/a", "card": "x", "more": [{"1," * 3_000_000}1]}}'
    ended = judged(tables.jsonl(tmp_path / "t.jsonl", [GOOD, row]))
    assert ended.code == 1
    assert "t.jsonl:line 2: the line is no JSON: it has more than 2000000 items" in ended.err


def test_a_gigabyte_in_a_small_gzip_file(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        for _ in range(1024):
            stream.write(bytes(1 << 20))
    assert "longer than 256 MiB" in refused(path)


@pytest.mark.parametrize("data", [b"PAR1" * 100_000, bytes(1_000_000), b"PAR1" + b"\xff" * 1000 + b"PAR1"])
def test_what_only_has_the_name_of_parquet(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "t.parquet"
    path.write_bytes(data)
    assert "the table cannot be read" in refused(path)


def test_a_parquet_footer_that_claims_too_much(tmp_path: Path) -> None:
    path = tables.parquet(tmp_path / "t.parquet", {"model_id": ["a/b"], "card": ["x"]})
    data = path.read_bytes()
    for claim in (b"\xff\xff\xff\x7f", b"\x00\x00\x00\x00", b"\xff\xff\xff\xff"):
        path.write_bytes(data[:-8] + claim + data[-4:])
        assert "the table cannot be read" in refused(path)


def test_a_column_of_another_type_and_of_another_shape(tmp_path: Path) -> None:
    for card in ([5], [["x"]], [{"text": "x"}], [b"x"], [None]):
        path = tables.parquet(tmp_path / "t.parquet", {"model_id": ["a/b"], "card": card})
        assert "not text" in refused(path)


def test_columns_that_unpack_to_thousands_of_times_their_size(tmp_path: Path) -> None:
    columns = {"model_id": ["a/b"] * 24, "card": ["y" * (4 << 20)] * 24}
    path = tables.parquet(tmp_path / "t.parquet", columns, compression="zstd", use_dictionary=False)
    assert "which no table of cards does" in refused(path)


@pytest.mark.parametrize(("column", "rows"), [("model_id", 40), ("card", 26)])
def test_one_long_text_for_many_rows_does_not_fill_the_memory(tmp_path: Path, column: str, rows: int) -> None:
    """The file holds the text once; unpacked for all rows at once it would take more than there is."""
    columns: dict[str, Any] = {"model_id": [f"quay-lab/m{n}" for n in range(rows)], "card": [tuned()] * rows}
    columns[column] = pa.DictionaryArray.from_arrays([0] * rows, ["y" * (20 << 20)])
    path = tmp_path / "t.parquet"
    how = {"compression": "zstd", "dictionary_pagesize_limit": 32 << 20, "store_schema": False}
    tables.parquet(path, columns, **how)
    assert path.stat().st_size < 100_000
    ended = program(path, jobs=2)
    assert ended.code == 0, ended.err
    assert ended.megabytes < MEGABYTES


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
@pytest.mark.parametrize("name", ["t.jsonl", "t.parquet"])
def test_a_pipe_in_the_place_of_a_table_is_not_opened(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    assert "no such file or folder" in refused(tmp_path / name)
