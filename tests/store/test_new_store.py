"""A new store is there whole or not at all, and what killed processes leave beside it is taken away."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from lineage_rdf.errors import InputError, LineageError, NoVerdictError, UsageError
from lineage_rdf.store import new_store
from lineage_rdf.store.new_store import NewStore

A, P, G = NamedNode("urn:a"), NamedNode("urn:p"), NamedNode("urn:g")


def numbered(graph: NamedNode, count: int = 3) -> list[Quad]:
    return [Quad(A, P, Literal(str(n)), graph) for n in range(count)]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def left_over(folder: Path, number: int, content: str = "000001.sst") -> Path:
    left = folder / f".hub.{number:016x}.tmp"
    left.mkdir()
    if content:
        (left / content).write_text("x")
    return left


@pytest.mark.parametrize("is_there", [False, True])
def test_it_is_put_in_its_place_when_it_is_finished(tmp_path: Path, is_there: bool) -> None:
    hub = tmp_path / "hub"
    if is_there:
        hub.mkdir()
    with NewStore(hub) as store:
        store.replace(G, numbered(G))
        assert (not is_there and not hub.exists()) or names(hub) == []
        store.finish()
        assert names(tmp_path) == ["hub"]
    assert set(Store.read_only(str(hub))) == set(numbered(G))


def test_statements_go_to_the_bulk_loader_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new_store, "_PIECE", 10)
    graphs = [NamedNode(f"urn:g{n}") for n in range(9)]
    with NewStore(tmp_path / "hub") as store:
        for graph in graphs:
            store.replace(graph, numbered(graph))
        store.finish()
    assert set(Store.read_only(str(tmp_path / "hub"))) == {q for graph in graphs for q in numbered(graph)}


def test_without_an_end_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(KeyError), NewStore(tmp_path / "hub") as store:
        store.replace(G, numbered(G))
        assert len(names(tmp_path)) == 1
        raise KeyError
    assert names(tmp_path) == []


def test_what_is_taken_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "none")
    for name in ("file", "full", "link"):
        with pytest.raises(UsageError):
            NewStore(tmp_path / name)
    with pytest.raises(InputError, match="cannot be made"):
        NewStore(tmp_path / "none" / "hub")
    assert names(tmp_path) == ["file", "full", "link"]


def test_what_somebody_puts_there_meanwhile_stays(tmp_path: Path) -> None:
    hub = tmp_path / "hub"
    with NewStore(hub) as store:
        store.replace(G, numbered(G))
        hub.mkdir()
        (hub / "file").write_text("mine")
        with pytest.raises(LineageError, match="cannot be made"):
            store.finish()
    assert names(tmp_path) == ["hub"] and names(hub) == ["file"]


def test_left_overs_are_taken_away_but_not_from_those_that_run(tmp_path: Path) -> None:
    left_over(tmp_path, 1)
    left_over(tmp_path, 2, "")
    running = left_over(tmp_path, 3)
    (tmp_path / ".hub.mine.tmp").mkdir()
    (tmp_path / ".hub.mine.tmp" / "file").write_text("x")
    lock = os.open(running, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with NewStore(tmp_path / "hub"):
            pass
        assert names(tmp_path) == [f".hub.{2:016x}.tmp", running.name, ".hub.mine.tmp"]
        with NewStore(tmp_path / "hub") as first, NewStore(tmp_path / "hub"):
            first.replace(G, numbered(G))
            first.finish()
    finally:
        os.close(lock)
    assert set(Store.read_only(str(tmp_path / "hub"))) == set(numbered(G))


def test_what_the_bulk_loader_did_not_take_is_not_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        def bulk_extend(self, quads: object) -> None:
            raise OSError("the disk is full")

    monkeypatch.setattr(new_store, "_PIECE", 2)
    with NewStore(tmp_path / "hub") as store:
        whole = store._store
        monkeypatch.setattr(store, "_store", Broken())
        with pytest.raises(NoVerdictError, match="the disk is full"):
            store.replace(G, numbered(G))
        with pytest.raises(NoVerdictError, match="the disk is full"):
            store.finish()
        assert not (tmp_path / "hub").exists()
        monkeypatch.setattr(store, "_store", whole)
        store.finish()
    assert set(Store.read_only(str(tmp_path / "hub"))) == set(numbered(G))


def test_a_fault_of_the_bulk_loader_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def bulk_extend(self, quads: object) -> None:
            raise OSError("the disk is full")

    with NewStore(tmp_path / "hub") as store:
        monkeypatch.setattr(store, "_store", Broken())
        store.replace(G, numbered(G))
        with pytest.raises(NoVerdictError, match="the disk is full"):
            store.finish()
    assert names(tmp_path) == []
