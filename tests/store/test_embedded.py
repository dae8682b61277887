"""Stores on disk and in memory: what they answer, and that reading never changes them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from lineage_rdf.errors import InputError, NoVerdictError
from lineage_rdf.store.embedded import EmbeddedStore

A, P, GRAPH = NamedNode("urn:a"), NamedNode("urn:p"), NamedNode("urn:g")
QUADS = [Quad(A, P, Literal('é "x"\n', language="fr"), GRAPH), Quad(A, P, BlankNode("b"), GRAPH)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = pyoxigraph.Store(str(tmp_path / "hub"))
    store.extend(QUADS)
    store.flush()
    del store
    return tmp_path / "hub"


def test_rows_hold_the_variables_that_have_a_value(folder: Path) -> None:
    query = "SELECT ?g ?o ?none { GRAPH ?g { <urn:a> ?p ?o } FILTER(isLiteral(?o)) }"
    with EmbeddedStore.open(folder) as disk, EmbeddedStore.in_memory(QUADS) as memory:
        for store in (disk, memory):
            assert list(store.select(query)) == [{"g": GRAPH, "o": QUADS[0].object}]
            assert store.ask("ASK { GRAPH ?g { ?s ?p ?o } }")
            assert not store.ask("ASK { ?s ?p ?o }")
        assert (disk.name, memory.name) == (str(folder), "<memory>")


def test_blank_nodes_keep_their_labels_from_query_to_query(folder: Path) -> None:
    query = "SELECT ?o { GRAPH ?g { ?s ?p ?o } FILTER(isBlank(?o)) }"
    with EmbeddedStore.open(folder) as store:
        assert store.stable_labels
        assert list(store.select(query)) == list(store.select(query)) != []


def test_reading_leaves_the_folder_as_it_is(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with EmbeddedStore.open(folder) as store:
        assert len(list(store.select("SELECT * { GRAPH ?g { ?s ?p ?o } }"))) == 2
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_what_is_no_store_is_refused_and_none_is_made(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    for place in (tmp_path, tmp_path / "none", file):
        with pytest.raises(InputError) as caught:
            EmbeddedStore.open(place)
        assert caught.value.fix
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


def test_a_damaged_store_is_unreadable_input(folder: Path) -> None:
    (folder / "CURRENT").write_text("MANIFEST-999999\n")
    with pytest.raises(InputError, match="cannot be opened"):
        EmbeddedStore.open(folder)


def test_a_store_that_another_program_writes_is_refused(folder: Path) -> None:
    code = "import sys, pyoxigraph; s = pyoxigraph.Store(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    writer = subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert writer.stdin is not None and writer.stdout is not None
    try:
        assert writer.stdout.readline() == b"open\n"
        with pytest.raises(InputError, match="open for writing") as caught:
            EmbeddedStore.open(folder)
        assert "endpoint" in caught.value.fix
    finally:
        writer.stdin.close()
        writer.wait(timeout=20)
        writer.stdout.close()
    with EmbeddedStore.open(folder) as store:
        assert store.ask("ASK { GRAPH ?g { ?s ?p ?o } }")


def test_readers_do_not_keep_each_other_out(folder: Path) -> None:
    with EmbeddedStore.open(folder) as first, EmbeddedStore.open(folder) as second:
        assert first.ask("ASK { GRAPH ?g { ?s ?p ?o } }") and second.ask("ASK { GRAPH ?g { ?s ?p ?o } }")


def test_a_query_that_cannot_be_run_gives_no_verdict(folder: Path) -> None:
    with EmbeddedStore.open(folder) as store:
        with pytest.raises(NoVerdictError, match="hub"):
            list(store.select("SELECT * {"))
        with pytest.raises(NoVerdictError):
            store.ask("ASK {")
    with pytest.raises(NoVerdictError, match="closed"):
        list(store.select("SELECT * {}"))
