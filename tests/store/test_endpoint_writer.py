"""How updates are sent to a server: where to, with which login, how often, and what is believed of its answers."""

from __future__ import annotations

import time
from typing import Any

import pytest
from attrs import evolve
from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.errors import InputError, LineageError, NoVerdictError, UsageError
from lineage_rdf.store import Writer, open_writer
from lineage_rdf.store.address import LOGIN, TOKEN
from lineage_rdf.store.endpoint_writer import update_url
from lineage_rdf.store.graphs import sizes
from tests.store.servers import Alter, Altered, Asked, Reply, altered_server, on_each

A, P, G = NamedNode("urn:a"), NamedNode("urn:p"), NamedNode("urn:g")
QUADS = [Quad(A, P, Literal(str(n)), G) for n in range(3)]


def updates(server: Altered) -> list[Asked]:
    return [asked for asked in server.asked if asked.kind == "update"]


def put(alter: Alter, times: int = 1, **options: Any) -> tuple[LineageError | None, list[Asked]]:
    """Return the error of putting a graph some times and finishing, and the updates that were sent."""
    with altered_server([], alter) as server, open_writer(server.url, **options) as writer:
        try:
            for _ in range(times):
                writer.replace(G, QUADS)
            writer.finish()
        except LineageError as error:
            return error, updates(server)
        return None, updates(server)


@pytest.mark.parametrize(
    ("query", "update"),
    [
        ("http://h/query", "http://h/update"),
        ("http://h/ds/query?key=1", "http://h/ds/update?key=1"),
        ("http://h/sparql", "http://h/sparql"),
        ("http://h/query/x", "http://h/query/x"),
        ("http://h/myquery", "http://h/myquery"),
    ],
)
def test_where_updates_go_by_custom(query: str, update: str) -> None:
    assert update_url(query) == update


def test_a_graph_is_one_request() -> None:
    error, sent = put(lambda asked, reply: reply, times=2)
    assert error is None
    assert len(sent) == 2
    assert sent[0].query.startswith("DROP SILENT GRAPH <urn:g> ;")
    assert sent[0].query == sent[1].query and "INSERT DATA" in sent[0].query
    assert sent[0].headers["Content-Type"] == "application/sparql-update"


def test_what_takes_only_forms_gets_forms() -> None:
    def alter(asked: Asked, reply: Reply) -> Reply:
        direct = asked.headers["Content-Type"] == "application/sparql-update"
        return Reply(415, "text/plain", b"") if direct else reply

    error, sent = put(alter, times=2)
    assert error is None
    kinds = [asked.headers["Content-Type"].rpartition("/")[2] for asked in sent]
    assert kinds == ["sparql-update", "x-www-form-urlencoded", "x-www-form-urlencoded"]


def test_a_server_that_is_busy_is_asked_again() -> None:
    error, sent = put(on_each("update", lambda number, reply: Reply(503) if number < 3 else reply))
    assert error is None and len(sent) == 3
    error, sent = put(on_each("update", lambda number, reply: Reply(503)))
    assert isinstance(error, InputError) and "503" in str(error) and len(sent) == 4


def test_a_connection_that_breaks_is_tried_again_once_it_has_worked() -> None:
    def broken(number: int, reply: Reply) -> Reply:
        return evolve(reply, headers={"Content-Length": "5"}, body=iter([b"x"])) if number == 2 else reply

    error, sent = put(
        on_each("update", lambda number, reply: broken(number, evolve(reply, status=200))), times=2
    )
    assert error is None and len(sent) == 3
    assert sent[1].query == sent[2].query


@pytest.mark.parametrize("status", [202, 302, 400, 401, 403, 404, 405, 409, 413, 500])
def test_no_other_answer_is_taken_for_done_or_tried_again(status: int) -> None:
    error, sent = put(on_each("update", lambda number, reply: Reply(status, "text/plain", b"no \x1b[2J")))
    assert isinstance(error, InputError) and len(sent) == 1
    assert "\x1b" not in str(error)
    if status in (404, 405):
        assert "--update-endpoint" in error.fix
    error, sent = put(
        on_each("update", lambda number, reply: Reply(status) if number > 1 else reply), times=2
    )
    assert isinstance(error, NoVerdictError) and len(sent) == 2


def test_a_server_that_does_not_what_it_says_is_found_out() -> None:
    def nothing(asked: Asked, reply: Reply) -> Reply:
        is_count = "COUNT" in asked.query and "urn:g" in asked.query
        return evolve(reply, body=reply.body.replace(b'"3"', b'"2"')) if is_count else reply  # type: ignore[union-attr]

    error, _ = put(nothing)
    assert isinstance(error, NoVerdictError)
    assert "2 statements of the graph urn:g where 3 should be" in str(error)


def test_an_answer_that_does_not_come_is_not_waited_for() -> None:
    def slow(number: int, reply: Reply) -> Reply:
        time.sleep(1)
        return reply

    error, sent = put(on_each("update", slow), limit=0.3)
    assert isinstance(error, InputError) and "0.3 seconds" in str(error) and len(sent) == 1


def test_what_is_no_endpoint_is_told_before_anything_is_sent() -> None:
    error, sent = put(lambda asked, reply: Reply(200, "text/html", b"<p>hello"))
    assert isinstance(error, InputError) and sent == []


def test_the_login_goes_to_both_addresses_and_into_no_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TOKEN, "s3cret")
    error, sent = put(
        on_each("update", lambda number, reply: Reply(500, "text/plain", b"token s3cret is bad"))
    )
    assert sent[0].headers["Authorization"] == "Bearer s3cret"
    assert error is not None and "s3cret" not in str(error)
    monkeypatch.delenv(TOKEN)
    monkeypatch.setenv(LOGIN, "me:s3cret")
    with pytest.raises(UsageError, match="unencrypted"):
        open_writer("https://example.org/query", updates="http://example.org/update")


def test_a_server_that_does_not_delete_is_found_out() -> None:
    with altered_server(QUADS) as server, open_writer(server.url) as writer:
        writer.delete(G)
        with open_writer(server.url) as other:
            other.replace(G, QUADS)  # as if nothing had been done
        with pytest.raises(NoVerdictError, match="3 statements of the graph urn:g where 0 should be"):
            writer.finish()


def test_deleting_is_counted_too() -> None:
    with altered_server(QUADS) as server:
        writer: Writer
        with open_writer(server.url) as writer:
            writer.delete(G)
            writer.finish()
            assert sizes(writer) == {}
        assert len(updates(server)) == 1
