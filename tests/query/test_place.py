"""Queries run over the union of all graphs, or not at all."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

from lineage_rdf.errors import InputError, LineageError
from lineage_rdf.query import in_memory, open_place, run_query
from lineage_rdf.query.entry import read_entry
from tests.query.cases import FAMILY
from tests.query.places import brief, quads
from tests.store.servers import altered_server, real_server

GAMMA = [("beta", "1"), ("alpha", "2")]


def ancestors(store: object) -> list[tuple[str, ...]]:
    return brief(run_query(store, "ancestors", {"model": "tide/gamma"}), "model depth")  # type: ignore[arg-type]


def test_a_store_on_disk(tmp_path: Path) -> None:
    folder = tmp_path / "hub"
    store = pyoxigraph.Store(str(folder))
    store.extend(quads(FAMILY))
    store.flush()
    del store
    with open_place(str(folder)) as opened:
        assert ancestors(opened) == GAMMA


def test_a_server_that_shows_the_union_is_asked_as_it_is() -> None:
    with real_server(quads(FAMILY), "--union-default-graph") as url, open_place(url) as store:
        assert store.name == url
        assert ancestors(store) == GAMMA


def test_statements_of_the_default_graph_alone_are_enough() -> None:
    plain = [pyoxigraph.Quad(q.subject, q.predicate, q.object) for q in quads(FAMILY)]
    assert ancestors(in_memory(plain)) == GAMMA
    with altered_server(plain) as server, open_place(server.url) as store:
        assert ancestors(store) == GAMMA


def test_a_server_that_cannot_show_the_union_is_refused() -> None:
    with (
        altered_server(quads(FAMILY)) as server,
        pytest.raises(InputError, match="does not hold what its named") as caught,
    ):
        open_place(server.url)
    assert caught.value.exit_code == 2


def test_what_is_no_place_is_said(tmp_path: Path) -> None:
    for place in (str(tmp_path), "http://127.0.0.1:9/", "https://a b/"):
        with pytest.raises(LineageError) as caught:
            open_place(place)
        assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "text",
    [
        "# title: x\n# what\nPREFIX a: <urn:a>",
        "# title: x\nPREFIX a: <urn:a>",
        "# title: x\n# question: y?\n# colour: red\nPREFIX a: <urn:a>",
        "# title: x\n# question: y?\n# parameter: a (number, required) z\nPREFIX a: <urn:a>",
    ],
)
def test_a_malformed_head_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^x\.rq:"):
        read_entry("x", text)
