"""Tables of cards: which columns are taken, which rows there are, and what a broken one says."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import pytest

from lineage_rdf.bulk.inputs import open_inputs
from lineage_rdf.bulk.items import Row
from lineage_rdf.errors import InputError, LineageError, ManyErrors, UsageError
from tests.bulk import tables


def rows(path: Path, **asked: str) -> list[Row]:
    (opened,) = open_inputs([str(path)], asked)
    return [item for item in opened.items() if isinstance(item, Row)]


def fault(path: Path, **asked: str) -> str:
    with pytest.raises(LineageError) as caught:
        rows(path, **asked)
    return str(caught.value)


@pytest.mark.parametrize("name", ["model_id", "id", "modelId", "repo_id"])
@pytest.mark.parametrize("card", ["card", "text", "readme", "content"])
def test_usual_columns_are_found(tmp_path: Path, name: str, card: str) -> None:
    path = tables.jsonl(tmp_path / "t.jsonl", [{"n": 1, name: "quay-lab/tide", card: "# Tide"}])
    assert rows(path) == [Row("t.jsonl", "line 1", "quay-lab/tide", "# Tide")]


def test_columns_that_are_named_win_over_usual_ones(tmp_path: Path) -> None:
    row = {"model_id": "quay-lab/old", "card": "old", "repo": "quay-lab/new", "body": "new"}
    path = tables.jsonl(tmp_path / "t.jsonl", [row])
    assert rows(path, id="repo", card="body")[0].card == "new"
    assert rows(path, card="body")[0].model_id == "quay-lab/old"


def test_a_column_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    path = tables.jsonl(tmp_path / "t.jsonl", [{"repo": "quay-lab/tide", "body": "x"}])
    assert "the columns are: repo, body" in fault(path)
    assert "there is no column nope for the id" in fault(path, id="nope")


def test_a_key_that_only_later_rows_have_is_a_column(tmp_path: Path) -> None:
    path = tables.jsonl(tmp_path / "t.jsonl", [{"id": "a/b"}, {"id": "a/c", "card": "# C"}])
    assert [row.card for row in rows(path)] == [None, "# C"]


def test_gzipped_json_lines_are_read_like_plain_ones(tmp_path: Path) -> None:
    plain = tables.cards(tmp_path / "t.jsonl", [("a/b", "# Ü"), ("a/c", "x")])
    packed = tmp_path / "t.jsonl.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes(), mtime=0))
    assert [(row.model_id, row.card) for row in rows(packed)] == [("a/b", "# Ü"), ("a/c", "x")]


def test_parquet_is_read_like_json_lines(tmp_path: Path) -> None:
    columns = {"card": ["# Ü", None, ""], "other": [1, 2, 3], "model_id": ["a/b", "a/c", None]}
    found = rows(tables.parquet(tmp_path / "t.parquet", columns))
    assert [(row.place, row.model_id, row.card) for row in found] == [
        ("row 1", "a/b", "# Ü"),
        ("row 2", "a/c", None),
        ("row 3", None, ""),
    ]


def test_one_column_may_be_both(tmp_path: Path) -> None:
    path = tables.parquet(tmp_path / "t.parquet", {"text": ["a/b"]})
    assert rows(path, id="text", card="text") == [Row("t.parquet", "row 1", "a/b", "a/b")]


def test_rows_in_many_groups_keep_their_numbers(tmp_path: Path) -> None:
    columns = {"id": [f"a/{n}" for n in range(23)], "text": [str(n) for n in range(23)]}
    found = rows(tables.parquet(tmp_path / "t.parquet", columns, row_group_size=5))
    assert [(row.place, row.card) for row in found] == [(f"row {n + 1}", str(n)) for n in range(23)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "the line is no JSON"),
        ("[1, 2]", "holds no JSON object"),
        ('{"id": "a/b", "card": 7}', "of type int, not text"),
        ('{"id": "a/b", "card": ["x"]}', "of type list, not text"),
        ('{"id": "a/b", "card": "\\ud800"}', "half a surrogate pair"),
        (f'{{"id": "a/b", "card": {"[" * 200}{"]" * 200}}}', "64 levels deep"),
    ],
)
def test_a_broken_line_is_told_and_the_others_are_read(tmp_path: Path, line: str, words: str) -> None:
    good = '{"id": "a/b", "card": "x"}'
    found = rows(tables.jsonl(tmp_path / "t.jsonl", [good, line, "", good]))
    assert [row.place for row in found] == ["line 1", "line 2", "line 4"]
    assert [bool(row.fault) for row in found] == [False, True, False]
    assert words in found[1].fault


def test_a_line_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_bytes(b'{"id": "a/b", "card": "x"}\n{"id": "a/b", "card": "\xe9"}\n')
    assert [row.fault for row in rows(path)] == ["", "the line is not UTF-8"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("t.jsonl", b"", "it is empty"),
        ("t.jsonl", b"5\n[]\n", "line 1: the line holds no JSON object"),
        ("t.jsonl.gz", b"no gzip", "cannot be read"),
        ("t.jsonl.gz", gzip.compress(b'{"id": "a/b", "card": "x"}\n' * 9, mtime=0)[:-12], "cannot be read"),
        ("t.parquet", b"", "cannot be read"),
        ("t.parquet", b"PAR1" + bytes(4000), "cannot be read"),
    ],
)
def test_what_is_no_table_is_named(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    message = fault(path)
    assert words in message
    assert message.startswith(f"{path}: ")


@pytest.mark.parametrize("column", ["model_id", "card"])
def test_a_parquet_column_of_another_type_is_refused(tmp_path: Path, column: str) -> None:
    columns = {"model_id": ["a/b"], "card": ["x"], column: [1]}
    path = tables.parquet(tmp_path / "t.parquet", columns)
    assert f"the column {column} holds int64, not text" in fault(path)


def test_a_truncated_and_a_damaged_parquet_table_are_refused(tmp_path: Path) -> None:
    columns = {"model_id": ["a/b"] * 900, "card": [f"card {n} " * 20 for n in range(900)]}
    path = tables.parquet(tmp_path / "t.parquet", columns, compression="none", use_dictionary=False)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    assert "cannot be read" in fault(path)
    path.write_bytes(data[:20_000] + b"\xff" * 50_000 + data[70_000:])
    assert "cannot be read" in fault(path)


def test_all_inputs_are_looked_at_before_the_first_is_read(tmp_path: Path) -> None:
    good = tables.cards(tmp_path / "good.jsonl", [("a/b", "x")])
    bad = tables.jsonl(tmp_path / "bad.jsonl", [{"x": 1}])
    with pytest.raises(ManyErrors) as caught:
        open_inputs([str(good), str(bad), str(tmp_path / "missing.parquet")], {})
    assert [error.where for error in caught.value.errors] == [str(bad), str(tmp_path / "missing.parquet")]


def test_without_pyarrow_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tables.parquet(tmp_path / "t.parquet", {"id": ["a/b"], "card": ["x"]})
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install 'lineage-rdf\[parquet\]'"):
        open_inputs([str(path)], {})


def test_a_table_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    columns = {"id": ["a/b"] * 10, "card": ["y" * (4 << 20)] * 10}
    path = tables.parquet(tmp_path / "t.parquet", columns, compression="zstd", use_dictionary=False)
    assert path.stat().st_size < 100_000
    with pytest.raises(InputError, match="which no table of cards does"):
        open_inputs([str(path)], {})
