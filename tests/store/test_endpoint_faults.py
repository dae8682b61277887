"""Endpoints that cut off, repeat or break answers: there is an error that says why, and never a short answer."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest
from attrs import evolve

from lineage_rdf.errors import InputError, NoVerdictError
from lineage_rdf.store import http
from tests.store.asking import (
    only,
    opened,
    outcome,
    shorter_than_told,
    status,
)
from tests.store.servers import Alter, Asked, Reply, altered_server


def rows_cut(asked: Asked, reply: Reply, most: int, grows: int = 0) -> Reply:
    assert isinstance(reply.body, bytes)
    document = json.loads(reply.body)
    rows = document.get("results", {}).get("bindings", [])
    del rows[most:]
    if grows and "COUNT" in asked.query:
        for row in rows:
            row["_count"]["value"] = str(int(row["_count"]["value"]) + grows * asked.number)
    return evolve(reply, body=json.dumps(document).encode())


@pytest.mark.parametrize("most", [1, 3, 9])
def test_a_cap_on_the_rows_of_one_answer_costs_more_pages_and_no_rows(most: int) -> None:
    rows = outcome(lambda asked, reply: rows_cut(asked, reply, most))
    assert isinstance(rows, list)
    assert sorted(row["o"].value for row in rows) == sorted(str(n) for n in range(25))


def without_offset(asked: Asked, reply: Reply) -> Reply:
    return rows_cut(asked, reply, 10 if only(asked, "OFFSET 0") else 0 if only(asked, "OFFSET") else 99)


def always_the_first_page(asked: Asked, reply: Reply, first: list[bytes]) -> Reply:
    if only(asked, "OFFSET 0") and isinstance(reply.body, bytes):
        first.append(reply.body)
    return evolve(reply, body=first[0]) if only(asked, "OFFSET") else reply


def test_rows_that_the_server_counts_and_does_not_send_give_no_verdict() -> None:
    error = outcome(without_offset)
    assert isinstance(error, NoVerdictError) and error.exit_code == 3
    assert "10 rows where it counts 25" in error.what and error.fix


@pytest.mark.parametrize("count", [20, 25])
def test_a_server_that_ignores_offset_is_noticed(count: int) -> None:
    first: list[bytes] = []
    error = outcome(lambda asked, reply: always_the_first_page(asked, reply, first), count)
    assert isinstance(error, NoVerdictError)
    assert "same rows" in error.what


def test_data_that_change_meanwhile_give_no_verdict() -> None:
    error = outcome(lambda asked, reply: rows_cut(asked, reply, 99, grows=1))
    assert isinstance(error, NoVerdictError)


def broken_off(asked: Asked, reply: Reply) -> Reply:
    assert isinstance(reply.body, bytes)
    return evolve(reply, body=reply.body[:-9] + b"cancelled")


def endless(asked: Asked, reply: Reply) -> Reply:
    def body() -> Iterator[bytes]:
        while True:
            yield b" " * 65536

    return evolve(reply, body=body())


def dripping(asked: Asked, reply: Reply) -> Reply:
    def body() -> Iterator[bytes]:
        while True:
            yield b" "
            time.sleep(0.05)

    return evolve(reply, body=body())


def late(asked: Asked, reply: Reply) -> Reply:
    time.sleep(1.5)
    return reply


def web_page(asked: Asked, reply: Reply) -> Reply:
    return Reply(200, "text/html; charset=utf-8", b"<!DOCTYPE html><html>Log in</html>")


def doctype(asked: Asked, reply: Reply) -> Reply:
    body = b'<?xml version="1.0"?><!DOCTYPE sparql [<!ENTITY a "aaaa">]><sparql/>'
    return Reply(200, "application/sparql-results+xml", body)


def compressed(asked: Asked, reply: Reply) -> Reply:
    return evolve(reply, headers={"Content-Encoding": "gzip"})


def partial(asked: Asked, reply: Reply) -> Reply:
    return evolve(
        reply, headers={"X-SQL-State": "S1TAT", "X-SQL-Message": "RC...: Returning incomplete results"}
    )


def yes(asked: Asked, reply: Reply) -> Reply:
    return evolve(reply, body=b'{"head":{},"boolean":true}')


def strange_labels(asked: Asked, reply: Reply) -> Reply:
    return evolve(
        reply, body=b'{"results":{"bindings":[{"s":{"type":"bnode"},"o":"nodeID://"}]},"x":"nodeID://"}'
    )


FAULTS = [
    (broken_off, "breaks off"),
    (endless, "larger than"),
    (dripping, "within 0.4 seconds"),
    (late, "within 0.4 seconds"),
    (shorter_than_told, "cannot be reached"),
    (status(500, "out of\x1b[31m memory"), "out of [31m memory"),
    (status(400), "refuses the query"),
    (status(404), "status 404"),
    (status(429), "status 429"),
    (status(503), "not available"),
    (status(401), "asks for the login"),
    (web_page, "web page"),
    (doctype, "DOCTYPE"),
    (compressed, "compresses"),
    (partial, "incomplete results"),
    (yes, "yes or no"),
    (lambda asked, reply: evolve(reply, body=b"{"), "malformed"),
    (strange_labels, "malformed"),
    (lambda asked, reply: Reply(200, "text/plain", b"hello"), "text/plain"),
    (lambda asked, reply: Reply(200, "", b"hello"), "not with query results"),
]


@pytest.mark.parametrize(("alter", "said"), FAULTS)
def test_a_fault_is_unusable_input_at_first_and_no_verdict_later(
    alter: Alter, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "MAX_BYTES", 1 << 20)
    first = outcome(alter, limit=0.4)
    assert isinstance(first, InputError) and first.exit_code == 2
    later = outcome(lambda a, r: alter(a, r) if only(a, "OFFSET 0") else r, limit=0.4)
    assert isinstance(later, NoVerdictError) and later.exit_code == 3
    for error in (first, later):
        assert said in str(error)
        assert "http://127.0.0.1" in error.where
        assert str(error).isprintable()


def test_rows_where_yes_or_no_was_asked_for_are_refused() -> None:
    rows = b'{"head":{"vars":[]},"results":{"bindings":[]}}'
    with altered_server([], lambda asked, reply: evolve(reply, body=rows)) as server, opened(server) as store:  # noqa: SIM117
        with pytest.raises(InputError, match="yes or no"):
            store.ask("ASK {}")


@pytest.mark.parametrize("answer", [b'{"head":{"vars":["_count"]},"results":{"bindings":[]}}'])
def test_a_server_that_does_not_count_gives_no_verdict(answer: bytes) -> None:
    error = outcome(lambda asked, reply: evolve(reply, body=answer) if only(asked, "COUNT") else reply)
    assert isinstance(error, NoVerdictError) and "does not count" in error.what
