"""Many rows of an index stay arrays, and say the same as rows that were made."""

from __future__ import annotations

from pathlib import Path

import pyarrow
import pytest

from lineage_rdf.errors import NoVerdictError
from lineage_rdf.query import Results, in_memory, make_index, open_place, run_query
from lineage_rdf.query import run as running
from lineage_rdf.query.arrays import ArrayRows
from lineage_rdf.query.forms import as_format, as_table
from lineage_rdf.query.index import beside
from tests.query.cases import FAMILY
from tests.query.places import quads
from tests.query.test_index import fill

QUESTIONS = [
    ("descendants", {"model": "tide/alpha"}),
    ("ancestors", {"model": "tide/gamma"}),
    ("affected-by-model", {"model": "tide/alpha"}),
]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("arrays") / "hub"
    fill(place, quads(FAMILY))
    make_index(place)
    return place


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "AT_ONCE", 0)
    monkeypatch.setattr("lineage_rdf.query.arrays.AT_ONCE", 2)


def answer(hub: Path, name: str, given: dict[str, str], **window: int) -> Results:
    with open_place(str(hub)) as store:
        return run_query(store, name, given, **window)  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "given"), QUESTIONS)
def test_they_say_the_same(hub: Path, name: str, given: dict[str, str]) -> None:
    found, made = answer(hub, name, given), run_query(in_memory(quads(FAMILY)), name, given)
    assert isinstance(found.rows, ArrayRows)
    assert found == made
    assert made == found
    assert list(found) == list(made)
    assert found.to_arrow().equals(made.to_arrow())
    assert [found.column(column) for column in found.columns] == [
        made.column(column) for column in made.columns
    ]
    assert as_table(found) == as_table(made)
    assert as_format(found, "json") == as_format(made, "json")


@pytest.mark.parametrize(("limit", "offset"), [(1, 0), (2, 1), (None, 1), (50, 0), (0, 0), (3, 99)])
def test_a_part_of_them(hub: Path, limit: int | None, offset: int) -> None:
    name, given = QUESTIONS[0]
    whole = run_query(in_memory(quads(FAMILY)), name, given).rows
    found = answer(hub, name, given, **({} if limit is None else {"limit": limit}), offset=offset)
    assert tuple(found.rows) == whole[offset:][:limit]


def test_one_row_and_a_slice(hub: Path) -> None:
    rows = answer(hub, *QUESTIONS[0]).rows
    whole = tuple(rows)
    assert rows[0] == whole[0]
    assert rows[-1] == whole[-1]
    assert tuple(rows[1:]) == whole[1:]
    assert tuple(rows[1:][-1:]) == whole[-1:]
    with pytest.raises(IndexError):
        rows[len(whole)]
    assert rows != whole[:-1]
    assert rows != 1


def test_they_can_be_sorted(hub: Path) -> None:
    name, given = QUESTIONS[0]
    with open_place(str(hub)) as store:
        found = run_query(store, name, given, sort="-model")
    assert found == run_query(in_memory(quads(FAMILY)), name, given, sort="-model")


@pytest.mark.parametrize(
    ("name", "byte"), [("nodes-data", b"\xff"), ("labels-data", b"\xff"), ("nodes-data", b" ")]
)
def test_an_index_found_damaged_when_they_are_looked_at_is_an_error(
    tmp_path: Path, name: str, byte: bytes
) -> None:
    place = tmp_path / "hub"
    fill(place, quads(FAMILY))
    make_index(place)
    (file,) = place.glob(f"{beside.PREFIX}*/{name}")
    file.write_bytes(file.read_bytes().replace(b"alpha", b"alph" + byte).replace(b"Alpha", b"Alph" + byte))
    rows = answer(place, *QUESTIONS[1]).rows
    with pytest.raises(NoVerdictError, match="the index is damaged") as caught:
        tuple(rows)
    assert f"lineage-rdf load {place} --index" in caught.value.fix
    if byte == b"\xff":
        with pytest.raises(NoVerdictError, match="the index is damaged"):
            rows.arrays(pyarrow)  # type: ignore[union-attr]
