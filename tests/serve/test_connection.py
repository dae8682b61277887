"""One connection takes many requests, whoever answers them: in order, whole, and closed when it is to be."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from tests.serve.serving import Client, serving, store_at
from tests.serve.test_attacks import connected, reply

EX = "http://example.org/"
SIMPLE = f"/sparql?query={quote(f'SELECT ?o {{ <{EX}s> ?p ?o }}')}"
OTHER = f"/sparql?query={quote(f'SELECT ?o {{ ?s <{EX}p> ?o }} ORDER BY ?o')}"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    quads = [Quad(NamedNode(f"{EX}s"), NamedNode(f"{EX}p"), Literal(text)) for text in ("1", "2")]
    with serving(store_at(tmp_path_factory.mktemp("connection") / "store", quads)) as found:
        yield found


def test_a_connection_takes_requests_of_all_kinds(client: Client) -> None:
    link = http.client.HTTPConnection(urlsplit(client.url).netloc, timeout=30)
    found = []
    for method, path in [
        ("GET", SIMPLE),
        ("GET", OTHER),
        ("HEAD", SIMPLE),
        ("GET", SIMPLE),
        ("GET", "/none"),
        ("GET", OTHER),
    ] * 3:
        link.request(method, path)
        answer = link.getresponse()
        found.append((answer.status, len(answer.read()) > 0))
    link.close()
    assert found == [(200, True), (200, True), (200, False), (200, True), (404, True), (200, True)] * 3


def test_requests_that_come_together_are_answered_in_order(client: Client) -> None:
    paths = [OTHER, SIMPLE, "/none", SIMPLE, OTHER, "/health", SIMPLE]
    with connected(client) as link:
        heads = [f"GET {path} HTTP/1.1\r\nhost: {urlsplit(client.url).netloc}\r\n" for path in paths]
        link.sendall("\r\n".join([*heads[:-1], heads[-1] + "connection: close\r\n\r\n"]).encode())
        found = reply(link)
    statuses = re.findall(rb"HTTP/1\.1 (\d+) ", found)
    bodies = [client.get(path).body for path in paths]
    assert [int(status) for status in statuses] == [200, 200, 404, 200, 200, 200, 200]
    place = 0
    for body in bodies:
        place = found.index(body, place) + len(body)
    assert place == len(found)


@pytest.mark.parametrize("path", [SIMPLE, OTHER])
def test_old_clients_are_answered_and_left(client: Client, path: str) -> None:
    with connected(client) as link:
        link.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
        found = reply(link)
    assert found.startswith(b"HTTP/1.1 200 OK\r\n")
    assert found.endswith(client.get(path).body)


def test_what_is_no_request_is_refused(client: Client) -> None:
    with connected(client) as link:
        link.sendall(b"what is this\r\n\r\n")
        assert reply(link).startswith(b"HTTP/1.1 400 ")


def test_a_body_of_a_get_is_passed_over(client: Client) -> None:
    with connected(client) as link:
        head = f"GET {SIMPLE} HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\nabc"
        last = f"GET {SIMPLE} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
        link.sendall((head + last).encode())
        assert reply(link).count(b"HTTP/1.1 200 OK\r\n") == 2


def test_what_is_answered_at_once_is_counted(client: Client) -> None:
    def value(name: str) -> int:
        lines = client.get("/metrics").text.splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(f"lineage_rdf_{name} "))

    before, asked = value("at_once_total"), value("done_total")
    for _ in range(3):
        assert [row["o"] for row in client.get(f"{SIMPLE}%20%20").rows] in (["1", "2"], ["2", "1"])
    assert (value("at_once_total"), value("done_total")) == (before + 3, asked)


def test_the_same_answer_has_the_same_head_whoever_sends_it(client: Client) -> None:
    def named(headers: dict[str, str]) -> dict[str, str]:
        return {name: value for name, value in headers.items() if name != "date"}

    at_once = client.get(SIMPLE)
    by_a_worker = client.get(SIMPLE, x_other="1")
    assert named(dict(at_once.headers)) == named(dict(by_a_worker.headers))
    assert at_once.body == by_a_worker.body
