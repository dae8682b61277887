"""What every place that is written does: a store on disk, one that is being built, and a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from lineage_rdf.codec.names import node
from lineage_rdf.errors import InputError, NoVerdictError, UsageError
from lineage_rdf.store import Writer, endpoint_writer, graphs, open_writer
from lineage_rdf.store.graph_store_writer import GraphStoreWriter
from lineage_rdf.store.graphs import as_stored, holds_exactly, homes, sizes, tenants
from tests.store.servers import empty, real_server

A, B, P, G, H = (NamedNode(f"urn:{name}") for name in "abpgh")
TYPE, LINEAGE = node("rdf:type"), node("FineTuneLineage")
OLD = [Quad(A, P, Literal(str(n)), G) for n in range(3)]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with real_server([]) as url:
        yield url


@pytest.fixture(params=["disk", "new", "server", "graph store"])
def writer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Writer]:
    """A place without statements."""
    graph_store = ""
    if request.param in ("server", "graph store"):
        place = request.getfixturevalue("server")
        graph_store = place.removesuffix("query") + "store" if request.param == "graph store" else ""
        empty(place)
    else:
        place = str(tmp_path / "hub")
        if request.param == "disk":
            Store(place).flush()
    with open_writer(place, graph_store=graph_store) as opened:
        assert opened.is_new == (request.param == "new")
        yield opened


def test_graphs_are_put_replaced_and_deleted(writer: Writer) -> None:
    writer.replace(G, OLD)
    writer.replace(H, [Quad(A, P, A, H), Quad(H, P, A)])
    assert sizes(writer) == {"urn:g": 3, "urn:h": 1}
    writer.replace(G, [Quad(A, P, Literal("new"), G)])
    assert holds_exactly(writer, G, [Quad(A, P, Literal("new"))])
    assert holds_exactly(writer, H, [Quad(A, P, A)])
    writer.delete(H)
    assert sizes(writer) == {"urn:g": 1}
    cannot = isinstance(writer, GraphStoreWriter)
    assert writer.ask("ASK { <urn:h> ?p ?o }") == cannot
    writer.finish()
    assert writer.left_behind == cannot


def test_other_graphs_go_in_the_same_go(writer: Writer) -> None:
    writer.replace(G, OLD)
    writer.replace(H, [Quad(A, P, B, H), Quad(B, P, B, G)], also=[G])
    assert sizes(writer) == {"urn:g": 1, "urn:h": 1}
    writer.delete(G, also=[H])
    assert sizes(writer) == {}
    writer.finish()


def test_doing_it_twice_changes_nothing(writer: Writer) -> None:
    for _ in range(2):
        writer.replace(G, OLD)
        assert sizes(writer) == {"urn:g": 3}
    for _ in range(2):
        writer.delete(G)
        assert sizes(writer) == {}
    writer.finish()


def test_literals_come_back_as_they_are_said_to(writer: Writer) -> None:
    double = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    texts = ("x\\u0022 } } ; DROP ALL", "SERVICE", '"""', "\\\\U0001F426\n")
    quads = [Quad(A, P, literal, G) for literal in (Literal("5.0", datatype=double), *map(Literal, texts))]
    writer.replace(G, quads)
    assert Quad(A, P, Literal("5", datatype=double)) in as_stored(quads)
    assert holds_exactly(writer, G, quads)
    writer.delete(G)
    writer.finish()


def test_what_is_held_is_told_from_what_is_like_it(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphs, "_LENGTH", 60)  # so that several queries are sent
    writer.replace(G, [*OLD, Quad(A, P, Literal("3"), H)])
    assert holds_exactly(writer, G, OLD)
    assert holds_exactly(writer, P, [])
    for other in (OLD[:2], [*OLD, Quad(A, P, A)], [*OLD[:2], Quad(A, P, Literal("3"))], []):
        assert not holds_exactly(writer, G, other)
    writer.delete(G, also=[H])
    writer.finish()


def test_lineages_are_found_in_their_graphs(writer: Writer) -> None:
    writer.replace(G, [Quad(A, TYPE, LINEAGE, G), Quad(B, TYPE, LINEAGE, G)])
    writer.replace(H, [Quad(A, TYPE, LINEAGE, H)])
    assert homes(writer, ["urn:a", "urn:none", *(f"urn:x{n}" for n in range(250)), "urn:b"]) == {
        "urn:a": [G, H],
        "urn:b": [G],
    }
    assert tenants(writer, [G, H, P]) == {"urn:g": ["urn:a", "urn:b"], "urn:h": ["urn:a"]}
    assert sizes(writer, [H, P]) == {"urn:h": 1}
    writer.delete(G, also=[H])
    writer.finish()


def test_a_graph_that_is_too_large_for_one_request_is_refused(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoint_writer, "MAX_UPDATE", 1 << 10)
    with open_writer(server) as writer:
        with pytest.raises(UsageError, match=r"urn:g takes more than") as caught:
            writer.replace(G, [Quad(A, P, Literal("x" * 2000), G)])
        assert "folder" in caught.value.fix
        assert sizes(writer) == {}


def test_a_store_that_another_program_writes_is_refused(
    tmp_path: Path, holding: Callable[[Path], None]
) -> None:
    holding(tmp_path / "hub")
    with pytest.raises(InputError, match="open for writing"):
        open_writer(str(tmp_path / "hub"))


def test_what_is_no_store_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for place in (tmp_path, tmp_path / "none", tmp_path / "file"):
        with pytest.raises(InputError):
            open_writer(str(place), may_be_new=False)
    with pytest.raises(UsageError, match="no address for updates"):
        open_writer(str(tmp_path / "hub"), updates="http://localhost/update")
    with pytest.raises(UsageError, match="no address of a graph store"):
        open_writer(str(tmp_path / "hub"), graph_store="http://localhost/store")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    Store(str(tmp_path / "hub")).flush()
    writer = open_writer(str(tmp_path / "hub"))
    writer.close()
    for work in (lambda: writer.replace(G, OLD), lambda: writer.delete(G), writer.finish):
        with pytest.raises(NoVerdictError, match="closed"):
            work()
