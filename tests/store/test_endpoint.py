"""Endpoints: every row comes once, whatever the server does, or there is an error that says why."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryResultsFormat

from lineage_rdf.errors import InputError, LineageError, NoVerdictError, UsageError
from lineage_rdf.store import canary, http
from lineage_rdf.store.address import read_address
from lineage_rdf.store.embedded import EmbeddedStore
from lineage_rdf.store.endpoint import EndpointStore
from tests.store.servers import Alter, Altered, Asked, Reply, altered_server, in_format, real_server

GRAPH, P = NamedNode("urn:g"), NamedNode("urn:p")
ALL = "SELECT ?s ?o { GRAPH ?g { ?s <urn:p> ?o } }"
XSD = "http://www.w3.org/2001/XMLSchema#"


def numbered(count: int) -> list[Quad]:
    return [Quad(NamedNode(f"urn:n{n}"), P, Literal(str(n)), GRAPH) for n in range(count)]


def opened(server: Altered | str, **options: Any) -> EndpointStore:
    url = server if isinstance(server, str) else server.url
    login = {name: options.pop(name) for name in ("login", "token") if name in options}
    return EndpointStore(read_address(url, environment={}, **login), **options)


def outcome(alter: Alter, count: int = 25, query: str = ALL, **options: Any) -> list[Any] | LineageError:
    """Return the rows of a query after the canary has sung, or the error."""
    with altered_server(numbered(count), alter) as server, opened(server, page_size=10, **options) as store:
        try:
            canary(store)
            return list(store.select(query))
        except LineageError as error:
            return error


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "PAUSES", (0.0, 0.0, 0.0))


def texts(rows: Iterable[Any]) -> list[str]:
    return sorted(str(sorted((name, str(term)) for name, term in row.items())) for row in rows)


TERMS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6).map(Literal),
    st.sampled_from(["en", "en-GB", "fr"]).map(lambda tag: Literal("x", language=tag)),
    st.integers(-3, 3).map(lambda n: Literal(str(n), datatype=NamedNode(f"{XSD}integer"))),
    st.integers(-3, 3).map(lambda n: Literal(f"{n}.5", datatype=NamedNode(f"{XSD}decimal"))),
    st.integers(0, 9).map(lambda n: NamedNode(f"urn:o{n}")),
)


def test_a_real_server_gives_the_rows_of_the_store_beside_it() -> None:
    with real_server(numbered(1234)) as url, opened(url, page_size=100) as store:
        assert store.ask("ASK { GRAPH ?g { ?s ?p ?o } }") and not store.ask("ASK { ?s ?p ?o }")
        with EmbeddedStore.in_memory(numbered(1234)) as local:
            assert texts(store.select(ALL)) == texts(local.select(ALL))
        prefixed = "PREFIX x: <urn:> # a comment\nSELECT ?o { GRAPH x:g { x:n7 x:p ?o } } # the end"
        assert list(store.select(prefixed)) == [{"o": Literal("7")}]
        assert len(list(store.select("SELECT ?s ?none { GRAPH ?g { ?s ?p ?o } }"))) == 1234


@settings(max_examples=20)
@given(st.lists(TERMS, max_size=30), st.integers(1, 7))
def test_pages_hold_every_row_once(terms: list[Any], size: int) -> None:
    quads = [Quad(NamedNode(f"urn:s{n % 3}"), P, term, GRAPH) for n, term in enumerate(terms)]
    with (
        altered_server(quads) as server,
        opened(server, page_size=size) as store,
        EmbeddedStore.in_memory(quads) as local,
    ):
        assert texts(store.select(ALL)) == texts(local.select(ALL))


def test_a_query_without_rows_is_one_request_and_one_with_rows_is_counted() -> None:
    with altered_server(numbered(3)) as server, opened(server) as store:
        assert list(store.select("SELECT ?s { ?s ?p ?o }")) == []
        assert len(server.asked) == 1
        assert len(list(store.select(ALL))) == 3
        assert ["COUNT" in asked.query for asked in server.asked] == [False, False, True]


@pytest.mark.parametrize("form", [QueryResultsFormat.XML, QueryResultsFormat.TSV])
def test_other_formats_of_results_are_read(form: QueryResultsFormat) -> None:
    quads = numbered(12)
    with altered_server(quads, in_format(quads, form)) as server, opened(server, page_size=5) as store:
        assert texts(store.select(ALL)) == texts(EmbeddedStore.in_memory(quads).select(ALL))


def test_a_format_that_is_not_named_is_recognised() -> None:
    quads = numbered(2)
    xml = in_format(quads, QueryResultsFormat.XML)
    for alter in (
        lambda asked, reply: evolve(reply, media=""),
        lambda asked, reply: evolve(xml(asked, reply), media=""),
    ):
        with altered_server(quads, alter) as server, opened(server) as store:
            assert len(list(store.select(ALL))) == 2
            assert store.ask("ASK {}")


# Blank nodes


def blank_quads(count: int) -> list[Quad]:
    return [Quad(BlankNode(f"b{n}"), P, Literal(f"{n % 4}"), GRAPH) for n in range(count)]


def shuffled_labels(asked: Asked, reply: Reply) -> Reply:
    """Name blank nodes after the request, as servers that number them anew do."""
    assert isinstance(reply.body, bytes)
    document = json.loads(reply.body)
    for place, row in enumerate(document.get("results", {}).get("bindings", [])):
        for term in row.values():
            if term["type"] == "bnode":
                term["value"] = f"b{place}"
    return evolve(reply, body=json.dumps(document).encode())


@pytest.mark.parametrize(("count", "plain"), [(3, 0), (3, 4), (12, 0), (12, 30)])
def test_rows_with_blank_nodes_are_neither_lost_nor_doubled(count: int, plain: int) -> None:
    quads = blank_quads(count) + numbered(plain)
    with altered_server(quads, shuffled_labels) as server, opened(server, page_size=5) as store:
        rows = list(store.select(ALL))
    assert len(rows) == count + plain
    named = [row["s"] for row in rows if isinstance(row["s"], BlankNode)]
    assert len(set(named)) == count
    assert sorted(str(row["o"]) for row in rows) == sorted(str(quad.object) for quad in quads)


def test_blank_nodes_of_two_answers_are_never_the_same() -> None:
    with altered_server(blank_quads(3), shuffled_labels) as server, opened(server) as store:
        first, second = ({row["s"] for row in store.select(ALL)} for _ in range(2))
        assert not store.stable_labels
    assert len(first) == len(second) == 3 and not first & second


def test_names_of_blank_nodes_do_not_depend_on_the_labels_of_the_server() -> None:
    def backwards(asked: Asked, reply: Reply) -> Reply:
        assert isinstance(reply.body, bytes)
        document = json.loads(reply.body)
        rows = document.get("results", {}).get("bindings", [])
        for place, row in enumerate(rows):
            row.get("s", {})["value"] = f"z{99 - place}"
        rows.reverse()
        return evolve(reply, body=json.dumps(document).encode())

    found = []
    for alter in (shuffled_labels, backwards):
        with altered_server(blank_quads(4), alter) as server, opened(server) as store:
            found.append(list(store.select(ALL)))
    assert found[0] == found[1]


def test_labels_that_look_like_addresses_are_taken() -> None:
    def virtuoso(asked: Asked, reply: Reply) -> Reply:
        assert isinstance(reply.body, bytes)
        document = json.loads(reply.body)
        for row in document.get("results", {}).get("bindings", []):
            for term in row.values():
                if term["type"] == "bnode":
                    term["value"] = f"nodeID://{term['value']}"
                term["type"] = "typed-literal" if "datatype" in term else term["type"]
        return evolve(reply, body=json.dumps(document).encode())

    with altered_server(blank_quads(3), virtuoso) as server, opened(server) as store:
        assert len({row["s"] for row in store.select(ALL)}) == 3


# Answers that are not whole


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


def only(asked: Asked, word: str, also: str = "urn:p") -> bool:
    return word in asked.query and also in asked.query


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


def shorter_than_told(asked: Asked, reply: Reply) -> Reply:
    assert isinstance(reply.body, bytes)
    half = reply.body[: len(reply.body) // 2]
    return evolve(reply, body=iter([half]), headers={"Content-Length": str(len(reply.body))})


def status(number: int, text: str = "no") -> Alter:
    return lambda asked, reply: Reply(number, "text/plain", text.encode())


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
