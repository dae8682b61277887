"""Requests to endpoints: when they are tried again, where they go, and what they give away."""

from __future__ import annotations

import subprocess
import sys

import pytest
from attrs import evolve

from lineage_rdf.errors import InputError, NoVerdictError, UsageError
from lineage_rdf.store import http
from tests.store.asking import (
    ALL,
    numbered,
    only,
    opened,
    outcome,
    shorter_than_told,
    status,
)
from tests.store.servers import Asked, Reply, altered_server

# Tries


@pytest.mark.parametrize("code", [502, 503, 504])
def test_a_busy_server_is_asked_again(code: int) -> None:
    rows = outcome(lambda asked, reply: evolve(reply, status=code) if asked.number % 3 else reply)
    assert isinstance(rows, list) and len(rows) == 25


def test_a_server_may_say_when_to_ask_again(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(http, "sleep", slept.append)
    waits = iter(["3", "9999", "Wed, 21 Oct 2026 07:28:00 GMT"])

    def replies(asked: Asked, reply: Reply) -> Reply:
        return Reply(503, headers={"Retry-After": next(waits)}) if asked.number < 3 else reply

    with altered_server(numbered(1), replies) as server, opened(server) as store:
        assert store.ask("ASK {}")
    assert slept == [3.0, 10.0, 0.0]


@pytest.mark.parametrize(("code", "requests"), [(503, 4), (500, 1), (429, 1), (404, 1)])
def test_tries_are_bounded(code: int, requests: int) -> None:
    with altered_server([], status(code)) as server, opened(server) as store:
        with pytest.raises(InputError):
            store.ask("ASK {}")
        assert len(server.asked) == requests


def test_a_connection_that_breaks_is_tried_again_once_the_server_is_known() -> None:
    rows = outcome(lambda a, r: shorter_than_told(a, r) if a.number % 2 and only(a, "urn:p") else r)
    assert isinstance(rows, list) and len(rows) == 25


def test_nobody_at_the_address() -> None:
    with altered_server([]) as server:
        pass
    with opened(server) as store, pytest.raises(InputError, match="cannot be reached") as caught:
        store.ask("ASK {}")
    assert "0x" not in str(caught.value)


def test_a_server_without_encryption_is_not_asked_as_if_it_had_some() -> None:
    with altered_server(numbered(1)) as server, opened(server.url.replace("http:", "https:")) as store:
        with pytest.raises(InputError, match="cannot be reached safely"):
            store.ask("ASK {}")
        assert server.asked == []


def test_the_library_for_http_is_imported_only_to_ask_an_endpoint() -> None:
    code = "import sys, lineage_rdf.store, lineage_rdf.check.in_place; print('urllib3' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout == "False\n"


def test_a_server_that_takes_no_forms_is_sent_the_query_itself() -> None:
    def direct(asked: Asked, reply: Reply) -> Reply:
        return reply if asked.headers["Content-Type"] == "application/sparql-query" else Reply(415)

    with altered_server(numbered(3), direct) as server, opened(server) as store:
        assert len(list(store.select(ALL))) == 3
        assert [asked.headers["Content-Type"] for asked in server.asked].count(
            "application/sparql-query"
        ) == 2


# Where it leads, and secrets


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_redirects_are_not_followed(code: int) -> None:
    with altered_server(numbered(1)) as other:
        target = other.url.replace("://", "://me:pass@") + "?key=hidden"
        away = Reply(code, headers={"Location": target})
        with altered_server([], lambda asked, reply: away) as server, opened(server, token="t0p") as store:  # noqa: SIM117
            with pytest.raises(InputError, match="redirects are not followed") as caught:
                store.ask("ASK {}")
        assert other.asked == []
    assert other.url in str(caught.value)
    assert "pass" not in str(caught.value) and "hidden" not in str(caught.value)


@pytest.mark.parametrize(
    ("login", "sent"),
    [
        ({"login": "me:pässword"}, "Basic bWU6cMOkc3N3b3Jk"),
        ({"token": "t0p-secret"}, "Bearer t0p-secret"),
        ({}, None),
    ],
)
def test_who_asks_is_told_to_the_server_and_to_nobody_else(login: dict[str, str], sent: str | None) -> None:
    def echo(asked: Asked, reply: Reply) -> Reply:
        return Reply(500, "text/plain", f"who is {asked.headers.get('Authorization')}".encode())

    with altered_server([], echo) as server, opened(server, **login) as store:
        with pytest.raises(InputError) as caught:
            store.ask("ASK {}")
        assert server.asked[0].headers.get("Authorization") == sent
        shown = f"{caught.value} {caught.value!r} {store.name} {store!r} {store._connection._address!r}"
    assert not any(secret in shown for secret in ("pässword", "t0p-secret", "bWU6"))


def test_wrong_credentials_are_told_as_such() -> None:
    for code in (401, 403):
        with altered_server([], status(code)) as server, opened(server, token="x") as store:
            with pytest.raises(InputError, match="refuses the login") as caught:
                store.ask("ASK {}")
            assert "LINEAGE_RDF_ENDPOINT_TOKEN" in caught.value.fix


def test_queries_that_lead_elsewhere_are_refused_before_they_are_sent() -> None:
    with altered_server(numbered(1)) as trap, altered_server(numbered(1)) as server, opened(server) as store:
        for query in (
            f"SELECT ?s {{ SERVICE <{trap.url}> {{ ?s ?p ?o }} }}",
            f"SELECT ?s FROM <{trap.url}> {{ ?s ?p ?o }}",
        ):
            with pytest.raises(UsageError, match="not allowed"):
                list(store.select(query))
        with pytest.raises(UsageError):
            store.ask(f"ASK {{ SERVICE SILENT <{trap.url}> {{ ?s ?p ?o }} }}")
        with pytest.raises(NoVerdictError, match="no SELECT"):
            list(store.select("ASK {}"))
        with pytest.raises(NoVerdictError, match="no SELECT"):
            list(store.select("SELECT {"))
        assert server.asked == trap.asked == []


def test_a_limit_must_be_some_time() -> None:
    for limit in (0, -1, float("nan")):
        with pytest.raises(UsageError):
            opened("http://127.0.0.1:9/", limit=limit)
