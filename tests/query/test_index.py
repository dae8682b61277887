"""With an index, and without one, the same questions have the same rows; one that is out of date is not looked at."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import numpy as np
import pyoxigraph
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from lineage_rdf.errors import InputError
from lineage_rdf.query import Results, catalogue, in_memory, make_index, open_place, run_query
from lineage_rdf.query.edges import Edges
from lineage_rdf.query.index import beside
from lineage_rdf.query.index.beside import index_of
from lineage_rdf.query.index.build import build
from lineage_rdf.query.index.files import read
from lineage_rdf.query.index.index import Index
from lineage_rdf.query.index.kinds import all_kinds, answers
from lineage_rdf.query.results import Cells
from lineage_rdf.store import Store
from tests.query.cases import FAMILY, GRAPHS, Case
from tests.query.places import brief, quads
from tests.query.test_walk import chain_of, hub_of

ALL = [(trig, case) for trig, cases in GRAPHS for case in cases]
IDS = [f"{number}-{case.query}" for number, (_, case) in enumerate(ALL)]


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> object:
    """Give a function that returns the folder of a store with an index, made once of each text."""

    @cache
    def folder(trig: str) -> Path:
        place = tmp_path_factory.mktemp("stores") / "hub"
        fill(place, quads(trig))
        make_index(place)
        return place

    return folder


def fill(place: Path, statements: Sequence[Quad]) -> None:
    store = pyoxigraph.Store(str(place))
    store.extend(statements)
    store.flush()


@pytest.mark.parametrize(("trig", "case"), ALL, ids=IDS)
def test_the_same_rows_of_every_case(trig: str, case: Case, stores) -> None:  # type: ignore[no-untyped-def]
    with open_place(str(stores(trig))) as store:
        assert index_of(store) is not None
        found = run_query(store, case.query, case.given)
    assert found == run_query(in_memory(quads(trig), store.name), case.query, case.given)
    assert brief(found, case.columns) == case.rows


def node(letter: str) -> NamedNode | BlankNode:
    return BlankNode(letter) if letter == "z" else NamedNode(f"https://huggingface.co/tide/{letter}")


def ftl(name: str) -> NamedNode:
    return NamedNode(f"https://w3id.org/ftl#{name}")


LETTERS = st.sampled_from("abcdefz")
REVISION_OF = NamedNode("http://www.w3.org/ns/prov#specializationOf")
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
PLAIN = st.tuples(LETTERS, st.sampled_from([ftl("derivedFromModel"), REVISION_OF]), LETTERS)
STEP = st.tuples(
    st.sampled_from(["FineTuning", "Distilling", "Merging"]),
    LETTERS,
    st.sampled_from(["baseModel", "teacherModel", "mergeBase", "generatorModel", "sourceDataset"]),
    LETTERS,
)
NAME = st.tuples(LETTERS, st.sampled_from(["identifier", "name"]), st.sampled_from(["p/q", "ü", "z"]))


@st.composite
def statements(draw: st.DrawFn) -> list[Quad]:
    found = [Quad(node(a), p, node(b)) for a, p, b in draw(st.lists(PLAIN, max_size=12))]
    for place, (kind, made, by, base) in enumerate(draw(st.lists(STEP, max_size=5))):
        step = NamedNode(f"urn:step:{place}")
        product = "producedDataset" if by in ("generatorModel", "sourceDataset") else "producedModel"
        found += [
            Quad(step, TYPE, ftl(kind)),
            Quad(step, ftl(product), node(made)),
            Quad(step, ftl(by), node(base)),
        ]
    for a, p, value in draw(st.lists(NAME, max_size=4)):
        found.append(Quad(node(a), NamedNode(f"http://schema.org/{p}"), Literal(value)))
    return found


class Indexed:
    """A place in memory that has an index, as if it lay on disk."""

    def __init__(self, data: list[Quad]) -> None:
        self.place = in_memory(data)
        self.index = build(self.place)

    def index_of(self, store: Store) -> Index | None:
        return self.index if store is self.place else None


@settings(max_examples=300, deadline=None)
@given(
    statements(),
    st.sampled_from("abc"),
    st.sampled_from(["ancestors", "descendants", "affected-by-model", "chain"]),
)
def test_walks_over_an_index_are_the_walks_that_ask(data: list[Quad], start: str, name: str) -> None:
    given_ = {"model": f"tide/{start}"}
    expected = run_query(in_memory(data), name, given_)
    indexed = Indexed(data)
    with pytest.MonkeyPatch.context() as patch:
        for user in ("walks", "labels", "edges"):
            patch.setattr(f"lineage_rdf.query.{user}.index_of", indexed.index_of)
        assert run_query(indexed.place, name, given_) == expected
        assert run_query(indexed.place, name, given_, limit=2, offset=1).rows == expected.rows[1:3]


@settings(max_examples=100, deadline=None)
@given(statements())
def test_an_index_holds_what_each_query_gives(data: list[Quad]) -> None:
    store = in_memory(data)
    index = build(store)
    everything = [index.nodes[number] for number in range(len(index.nodes))]
    for query, (_, _, related) in answers().items():
        every = set(Edges(store, query).every())
        assert set(index.edges(query, None)) == (every if related else {(a, b, "") for a, b, _ in every})
        assert {edge for name in everything for edge in index.edges(query, [name])} == set(
            index.edges(query, None)
        )


def test_every_walk_that_asks_for_all_steps_of_models_is_answered() -> None:
    walks = {
        entry.text for entry in catalogue().values() if entry.walk in ("ancestors", "descendants", "affected")
    }
    assert walks <= set(answers())


def test_a_store_that_was_written_has_no_index(tmp_path: Path) -> None:
    hub = tmp_path / "hub"
    fill(hub, quads(FAMILY))
    assert make_index(hub) > 5
    fill(hub, quads("x:g9 { h:omega ftl:derivedFromModel h:alpha . }"))
    with open_place(str(hub)) as store:
        assert index_of(store) is None
        models = run_query(store, "descendants", {"model": "tide/alpha"}).column("model")
    assert "https://huggingface.co/tide/omega" in models
    make_index(hub)
    assert len(list(hub.glob(f"{beside.PREFIX}*"))) == 1
    with open_place(str(hub)) as store:
        assert index_of(store) is not None
        assert run_query(store, "descendants", {"model": "tide/alpha"}).column("model") == models


def test_an_empty_store_has_an_index_too(tmp_path: Path) -> None:
    fill(tmp_path / "hub", [])
    assert make_index(tmp_path / "hub") == 0
    with open_place(str(tmp_path / "hub")) as store:
        assert index_of(store) is not None
        assert run_query(store, "ancestors", {"model": "a/b"}).rows == ()
        assert run_query(store, "affected-by-model", {"model": "a/b"}).told


@pytest.mark.parametrize("name", ["nodes-data", "derived-begins", "derived-targets", "relations.json"])
def test_what_is_no_index_is_left_alone(tmp_path: Path, name: str) -> None:
    hub = tmp_path / "hub"
    fill(hub, quads(FAMILY))
    make_index(hub)
    (file,) = hub.glob(f"{beside.PREFIX}*/{name}")
    file.write_bytes(file.read_bytes()[:-9])
    with open_place(str(hub)) as store:
        assert index_of(store) is None
        assert len(run_query(store, "ancestors", {"model": "tide/gamma"})) == 2


QUESTIONS = [
    ("ancestors", "gamma"),
    ("descendants", "alpha"),
    ("affected-by-model", "alpha"),
    ("chain", "gamma"),
]
FILES = [f"{text}-ends" for text in ("nodes", "ids", "labels")] + [
    f"{kind}-{part}" for kind in all_kinds() for part in ("begins", "targets", "labels")
]


@settings(max_examples=50, deadline=None)
@given(name=st.sampled_from(FILES), data=st.data())
def test_numbers_that_cannot_be_make_no_rows(stores, name: str, data: st.DataObject) -> None:  # type: ignore[no-untyped-def]
    hub = stores(FAMILY)
    with damaged(hub, name, data), open_place(str(hub)) as store:
        for query, model in data.draw(st.permutations(QUESTIONS)):
            found = run_query(store, query, {"model": f"tide/{model}"})
            event(f"told: {bool(found.told)}")
            assert found.rows == expected(query, model)
            assert not found.told or f"lineage-rdf load {hub} --index" in found.told[0]


@cache
def expected(query: str, model: str) -> tuple[Cells, ...]:
    return run_query(in_memory(quads(FAMILY)), query, {"model": f"tide/{model}"}).rows


@contextmanager
def damaged(hub: Path, name: str, data: st.DataObject) -> Iterator[None]:
    """Put numbers that no index has in the place of some in a file of an index."""
    (file,) = hub.glob(f"{beside.PREFIX}*/{name}")
    whole = file.read_bytes()
    numbers = np.frombuffer(whole, np.int64).copy()
    places = st.lists(st.integers(0, len(numbers) - 1), min_size=1)
    for place in data.draw(places) if len(numbers) else ():
        numbers[place] = data.draw(st.integers(-(2**63), -1) | st.integers(2**20, 2**63 - 1))
    file.write_bytes(numbers.tobytes())
    read.cache_clear()
    try:
        yield
    finally:
        read.cache_clear()
        file.write_bytes(whole)


@pytest.mark.parametrize(
    ("name", "byte"), [("nodes-data", b"\xff"), ("labels-data", b"\xff"), ("nodes-data", b" ")]
)
def test_what_is_no_text_makes_no_rows(tmp_path: Path, name: str, byte: bytes) -> None:
    hub = tmp_path / "hub"
    fill(hub, quads(FAMILY))
    make_index(hub)
    (file,) = hub.glob(f"{beside.PREFIX}*/{name}")
    # Those that are looked for are found; those that they lead to are not what they were.
    file.write_bytes(file.read_bytes().replace(b"alpha", b"alph" + byte).replace(b"Alpha", b"Alph" + byte))
    with open_place(str(hub)) as store:
        found = run_query(store, "ancestors", {"model": "tide/gamma"})
    assert found.rows == expected("ancestors", "gamma")
    assert "is damaged" in found.told[0]


def test_a_damaged_index_is_left_aside_and_made_anew(tmp_path: Path) -> None:
    hub = tmp_path / "hub"
    fill(hub, quads(FAMILY))
    make_index(hub)
    (file,) = hub.glob(f"{beside.PREFIX}*/derived-targets")
    whole = file.read_bytes()
    np.full(len(whole) // 8, 10**6).tofile(file)
    for _ in range(2):
        with open_place(str(hub)) as store:
            found = run_query(store, "ancestors", {"model": "tide/gamma"})
            assert (len(found), len(found.told)) == (2, 1)
            assert (
                run_query(store, "ancestors", {"model": "tide/gamma"}).told == ()
            )  # it is not looked at again
    make_index(hub)
    assert file.read_bytes() == whole
    with open_place(str(hub)) as store:
        assert index_of(store) is not None
        assert run_query(store, "ancestors", {"model": "tide/gamma"}) == Results(found.columns, found.rows)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever runs this may write everywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    hub = tmp_path / "hub"
    fill(hub, quads(FAMILY))
    hub.chmod(0o500)
    with pytest.raises(InputError, match="the index cannot be written"):
        make_index(hub)


def test_a_place_that_is_taken_is_told(tmp_path: Path) -> None:
    hub = tmp_path / "hub"
    fill(hub, quads(FAMILY))
    (hub / f"{beside.PREFIX}file").touch()
    with pytest.raises(InputError, match="the index cannot be written"):
        make_index(hub)
    with pytest.raises(InputError, match="no such folder"):
        make_index(tmp_path / "nothing")


@pytest.mark.full
def test_long_chains_and_wide_hubs(tmp_path: Path) -> None:
    fill(tmp_path / "hub", chain_of(20_000) + hub_of(100_000))
    make_index(tmp_path / "hub")
    with open_place(str(tmp_path / "hub")) as store:
        assert len(run_query(store, "ancestors", {"model": "tide/c20000"})) == 20_000
        assert len(run_query(store, "descendants", {"model": "tide/c0"})) == 120_000
        assert run_query(store, "cycles").rows == ()
