"""Requests of the Graph Store Protocol: how graphs are named, in which order they come, and what is believed of the answers."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.codec.names import node
from lineage_rdf.errors import InputError, LineageError, NoVerdictError, UsageError
from lineage_rdf.store import Writer, graph_store, graph_store_writer, open_writer
from lineage_rdf.store.address import LOGIN, TOKEN
from lineage_rdf.store.graph_store import as_document, graph_url
from lineage_rdf.store.graphs import holds_exactly, sizes
from tests.store.servers import Alter, Altered, Asked, Reply, altered_server, empty, on_each, real_server

A, B, P, G, H = (NamedNode(f"urn:{name}") for name in "abpgh")
IN_G = [Quad(A, P, Literal(str(n)), G) for n in range(3)]
ABOUT_G = Quad(G, P, B)
LINEAGE = Quad(A, node("rdf:type"), node("FineTuneLineage"), H)
HOSTILE = [
    "http://example.org/a?b=c&default&graph=urn:other#part",
    "http://example.org/%2e%2e/%26%23?x=%20+y",
    "http://example.org/../a;b=c/d,e@f:g!$'()*",
    "urn:é\u4e2d\U0001f426",
    "urn:x?default#",
]


@pytest.fixture(scope="module")
def oxigraph() -> Iterator[str]:
    with real_server([]) as url:
        yield url


@pytest.fixture
def real(oxigraph: str) -> Iterator[Writer]:
    """A writer for an empty Oxigraph server."""
    empty(oxigraph)
    with open_writer(oxigraph, graph_store=oxigraph.removesuffix("query") + "store") as writer:
        yield writer


def changes(server: Altered) -> list[Asked]:
    return [asked for asked in server.asked if asked.kind == "graph"]


def sent(server: Altered) -> list[tuple[str, str | None]]:
    return [(asked.method, asked.graph) for asked in changes(server)]


def put(alter: Alter, times: int = 1, **options: Any) -> tuple[LineageError | None, list[Asked]]:
    """Return the error of putting a graph some times and finishing, and the changes that were asked for."""
    with (
        altered_server([], alter) as server,
        open_writer(server.url, graph_store=server.graph_store, **options) as writer,
    ):
        try:
            for _ in range(times):
                writer.replace(G, IN_G)
            writer.finish()
        except LineageError as error:
            return error, changes(server)
        return None, changes(server)


# Names


@pytest.mark.parametrize("iri", HOSTILE)
def test_a_graph_may_have_any_name(real: Writer, iri: str) -> None:
    graph, beside = NamedNode(iri), NamedNode("urn:other")
    real.replace(beside, [Quad(A, P, B, beside)])
    quads = [Quad(A, P, Literal(text), graph) for text in ("\\u0022 . } }", '"\n\r\x7f', "é\U0001f426")]
    real.replace(graph, [*quads, Quad(graph, P, B)])
    assert holds_exactly(real, graph, quads)
    assert sizes(real) == {iri: 3, "urn:other": 1}
    real.finish()
    assert real.left_behind == 0
    real.delete(graph)
    assert sizes(real) == {"urn:other": 1}
    real.finish()
    assert real.left_behind == 1


@given(st.text(st.characters(exclude_characters='<>"{}|^`\\ ', exclude_categories=["Cc", "Cs", "Zs"])))
def test_names_come_through_the_address_as_they_are(text: str) -> None:
    from urllib.parse import parse_qsl, urlsplit

    class Named:
        value = f"urn:{text}"

    address = graph_url("http://h/store?key=1", Named())  # type: ignore[arg-type]
    assert address.isascii()
    assert urlsplit(address).fragment == ""
    assert parse_qsl(urlsplit(address).query) == [("key", "1"), ("graph", Named.value)]


def test_the_default_graph_has_no_name() -> None:
    assert graph_url("http://h/store", None) == "http://h/store?default"
    assert graph_url("http://h/store?key=1", None) == "http://h/store?key=1&default"


@pytest.mark.parametrize("query", ["graph=urn:x", "default", "key=1&graph", "%67raph=urn:x"])
def test_an_address_that_names_a_graph_is_refused(query: str) -> None:
    with pytest.raises(UsageError, match="names one of its graphs"):
        open_writer("http://localhost:9/query", graph_store=f"http://localhost:9/store?{query}")


# Order


def test_the_description_comes_first_and_the_graph_after_its_evidence() -> None:
    evidence = Quad(A, P, B, H)
    with (
        altered_server([]) as server,
        open_writer(server.url, graph_store=server.graph_store) as writer,
    ):
        writer.replace(G, [*IN_G, ABOUT_G, evidence], also=[H])
        writer.finish()
        assert sent(server) == [("POST", ""), ("PUT", "urn:h"), ("PUT", "urn:g")]
        del server.asked[:]
        writer.replace(G, IN_G, also=[H])  # without evidence
        assert sent(server) == [("DELETE", "urn:h"), ("PUT", "urn:g")]
        del server.asked[:]
        writer.delete(G, also=[H])
        assert sent(server) == [("DELETE", "urn:g")]
        writer.finish()


def test_where_a_lineage_was_goes_only_when_it_is_there_anew() -> None:
    with (
        altered_server([LINEAGE, Quad(A, P, B, P)]) as server,
        open_writer(server.url, graph_store=server.graph_store) as writer,
    ):
        writer.replace(G, IN_G, also=[H, P])
        assert sent(server) == [("DELETE", "urn:p"), ("PUT", "urn:g"), ("DELETE", "urn:h")]
        writer.finish()
        assert sizes(writer) == {"urn:g": 3}


def test_of_what_is_deleted_the_lineage_goes_last() -> None:
    with (
        altered_server([LINEAGE, *IN_G]) as server,
        open_writer(server.url, graph_store=server.graph_store) as writer,
    ):
        writer.delete(H, also=[G])
        assert sent(server) == [("DELETE", "urn:g"), ("DELETE", "urn:h")]


def test_a_graph_of_another_is_added_to_and_an_empty_one_deleted(real: Writer) -> None:
    real.replace(H, [LINEAGE])
    real.replace(G, [*IN_G, Quad(B, P, B, H)])
    assert sizes(real) == {"urn:g": 3, "urn:h": 2}
    real.replace(H, [])
    assert sizes(real) == {"urn:g": 3}
    real.finish()


# What is believed


@pytest.mark.parametrize("status", [202, 302, 400, 401, 403, 404, 405, 409, 413, 500, 501])
def test_no_other_answer_is_taken_for_done_or_tried_again(status: int) -> None:
    error, asked = put(on_each("graph", lambda number, reply: Reply(status, "text/plain", b"no \x1b[2J")))
    assert isinstance(error, InputError) and len(asked) == 1
    assert "\x1b" not in str(error) and "urn:g" in str(error)
    if status in (404, 405, 501):
        assert "--graph-store" in error.fix
    error, asked = put(
        on_each("graph", lambda number, reply: Reply(status) if number > 1 else reply), times=2
    )
    assert isinstance(error, NoVerdictError) and len(asked) == 2


def test_what_does_not_know_n_triples_gets_turtle() -> None:
    def alter(asked: Asked, reply: Reply) -> Reply:
        return Reply(415) if asked.headers.get("Content-Type") == "application/n-triples" else reply

    error, asked = put(alter, times=2)
    assert error is None
    assert [item.headers["Content-Type"].rpartition("/")[2] for item in asked] == [
        "n-triples",
        "turtle",
        "turtle",
    ]
    error, asked = put(on_each("graph", lambda number, reply: Reply(415)))
    assert isinstance(error, InputError) and len(asked) == 2


def test_a_server_that_is_busy_is_asked_again() -> None:
    error, asked = put(on_each("graph", lambda number, reply: Reply(503) if number < 3 else reply))
    assert error is None and len(asked) == 3
    error, asked = put(on_each("graph", lambda number, reply: Reply(503)))
    assert isinstance(error, InputError) and "503" in str(error) and len(asked) == 4


def test_a_connection_that_breaks_is_tried_again_once_it_has_worked() -> None:
    def broken(number: int, reply: Reply) -> Reply:
        return Reply(200, headers={"Content-Length": "5"}, body=iter([b"x"])) if number == 2 else reply

    error, asked = put(on_each("graph", broken), times=2)
    assert error is None and len(asked) == 3
    assert asked[1].query == asked[2].query


def test_an_answer_that_does_not_come_is_not_waited_for() -> None:
    def slow(number: int, reply: Reply) -> Reply:
        time.sleep(1)
        return reply

    error, asked = put(on_each("graph", slow), limit=0.3)
    assert isinstance(error, InputError) and "0.3 seconds" in str(error) and len(asked) == 1


def test_a_web_page_is_not_taken_for_done() -> None:
    with (
        altered_server(
            [], on_each("graph", lambda number, reply: Reply(200, "text/html", b"<p>hello"))
        ) as page,
        altered_server([]) as server,
        open_writer(server.url, graph_store=page.graph_store) as writer,
    ):
        writer.replace(G, IN_G)
        with pytest.raises(
            NoVerdictError, match="0 statements of the graph urn:g where 3 should be"
        ) as caught:
            writer.finish()
    assert "graph store" in caught.value.fix


def test_what_is_no_endpoint_is_told_before_anything_is_sent() -> None:
    def page(asked: Asked, reply: Reply) -> Reply:
        return Reply(200, "text/html", b"<p>hello") if asked.kind == "query" else reply

    error, asked = put(page)
    assert isinstance(error, InputError) and asked == []


def test_a_description_that_is_not_there_is_found_out() -> None:
    def forgotten(asked: Asked) -> Reply | None:
        return Reply(204) if asked.graph == "" else None

    with (
        altered_server([], instead=forgotten) as server,
        open_writer(server.url, graph_store=server.graph_store) as writer,
    ):
        writer.replace(G, [*IN_G, ABOUT_G])
        with pytest.raises(NoVerdictError, match="lacks statements that describe"):
            writer.finish()


def test_a_graph_that_the_graph_store_does_not_know_is_not_deleted() -> None:
    with (
        altered_server([]) as other,
        altered_server(IN_G) as server,
        open_writer(server.url, graph_store=other.graph_store) as writer,
    ):
        with pytest.raises(InputError, match="does not know a graph that the endpoint holds"):
            writer.delete(G)
        writer.finish()  # nothing was promised


def test_one_that_was_deleted_by_a_try_before_is_deleted() -> None:
    def lost(number: int, reply: Reply) -> Reply:
        return Reply(503) if number == 1 else reply

    with (
        altered_server(IN_G, on_each("graph", lost)) as server,
        open_writer(server.url, graph_store=server.graph_store) as writer,
    ):
        writer.delete(G)
        assert len(changes(server)) == 2 and changes(server)[1].method == "DELETE"
        writer.finish()


def test_a_server_that_does_not_what_it_says_is_found_out_before_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(graph_store_writer, "_MANY", 3)
    with (
        altered_server([]) as other,
        altered_server([]) as server,
        open_writer(server.url, graph_store=other.graph_store) as writer,
    ):
        for name in "ab":
            writer.replace(NamedNode(f"urn:{name}"), [Quad(A, P, A, NamedNode(f"urn:{name}"))])
        with pytest.raises(NoVerdictError, match="should be"):
            writer.replace(G, IN_G)
        writer.finish()  # it is told once


def test_what_is_too_large_is_refused_before_anything_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_store, "MAX_GRAPH", 100)
    with (
        altered_server([]) as server,
        open_writer(server.url, graph_store=server.graph_store) as writer,
    ):
        with pytest.raises(UsageError, match="takes more than") as caught:
            writer.replace(
                G, [ABOUT_G, *IN_G, *(Quad(A, P, Literal("x" * 60 + str(n)), G) for n in range(9))]
            )
        assert "folder" in caught.value.fix and changes(server) == []


# What is left behind


def test_only_what_describes_old_graphs_is_left(real: Writer) -> None:
    derived = node("prov:wasDerivedFrom")
    about = [ABOUT_G, Quad(A, derived, G), Quad(H, P, B)]
    real.replace(G, [*IN_G, *about], also=[H])
    real.replace(P, [Quad(A, P, B, P), Quad(A, P, G), Quad(B, derived, A)])
    real.finish()
    assert real.left_behind == 0
    real.replace(G, [*IN_G[:1], ABOUT_G], also=[H])
    real.finish()
    assert real.left_behind == 2  # the other two of the three
    assert real.ask("ASK { <urn:h> <urn:p> <urn:b> }")


def test_where_the_default_graph_shows_all_graphs_theirs_are_not_counted() -> None:
    theirs = [Quad(G, P, A, H), Quad(B, node("prov:wasDerivedFrom"), G, H)]
    with real_server(theirs, "--union-default-graph") as url:
        at = url.removesuffix("query") + "store"
        with open_writer(url, graph_store=at) as writer:
            writer.replace(G, [*IN_G, ABOUT_G])
            writer.finish()
            assert writer.left_behind == 0
            writer.delete(G)
            writer.finish()
            assert writer.left_behind == 1
            assert sizes(writer) == {"urn:h": 2}


# Logins


def test_the_login_goes_to_both_addresses_and_into_no_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TOKEN, "s3cret")
    error, asked = put(
        on_each("graph", lambda number, reply: Reply(500, "text/plain", b"token s3cret is bad"))
    )
    assert asked[0].headers["Authorization"] == "Bearer s3cret"
    assert error is not None and "s3cret" not in str(error)
    monkeypatch.delenv(TOKEN)
    monkeypatch.setenv(LOGIN, "me:s3cret")
    with pytest.raises(UsageError, match="unencrypted"):
        open_writer("https://example.org/query", graph_store="http://example.org/store")


def test_redirects_are_not_followed() -> None:
    with altered_server([]) as other:
        away = Reply(307, headers={"Location": other.graph_store.replace("://", "://me:pass@")})
        error, asked = put(on_each("graph", lambda number, reply: evolve(away)))
        assert isinstance(error, InputError) and other.asked == [] and len(asked) == 1
    assert "redirects are not followed" in str(error) and "pass" not in str(error)


def test_a_key_in_the_address_goes_along_and_is_not_shown() -> None:
    with (
        altered_server([], on_each("graph", lambda number, reply: Reply(500))) as server,
        open_writer(server.url, graph_store=f"{server.graph_store}?key=s3cret") as writer,
    ):
        with pytest.raises(InputError) as caught:
            writer.replace(G, IN_G)
        assert changes(server)[0].graph == "urn:g"
        assert "s3cret" not in str(caught.value)


def test_documents_are_the_same_for_the_same_statements() -> None:
    assert as_document([*IN_G, IN_G[0]]) == as_document(reversed(IN_G))
    assert as_document(IN_G).count(b"\n") == 3
