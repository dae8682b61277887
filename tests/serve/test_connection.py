"""One connection takes many requests, whoever answers them: in order, whole, and closed when it is to be."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from tests.serve.serving import Client, serving, store_at
from tests.serve.test_attacks import connected, reply, taken_memory

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


HEAD = f"GET {OTHER} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n".encode()


@pytest.mark.parametrize(
    ("before", "piece"),
    [(b"0\r\n", b"x: y\r\n" * 5000), (b"0\r\nx: ", b"y" * 30_000), (b"3;", b"y" * 30_000)],
)
def test_what_stands_around_a_body_is_bounded(client: Client, before: bytes, piece: bytes) -> None:
    sent, memory = 0, taken_memory()
    with connected(client) as link:
        link.sendall(HEAD + before)
        with suppress(OSError):
            while sent < 64 << 20:
                link.sendall(piece)
                sent += len(piece)
    assert sent < 32 << 20
    assert taken_memory() - memory < 32 << 20


def test_a_body_may_come_in_the_smallest_pieces(client: Client) -> None:
    text = b"ASK {} #" + b"x" * 800_000
    head = b"POST /sparql HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n"
    with connected(client) as link:
        link.sendall(head + b"content-type: application/sparql-query\r\n\r\n")
        link.sendall(b"".join(b"1\r\n%c\r\n" % letter for letter in text) + b"0\r\nx-behind: y\r\n\r\n")
        assert reply(link).startswith(b"HTTP/1.1 200 OK\r\n")


def test_a_body_for_which_nobody_asks_does_not_keep_a_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lineage_rdf.serve.guard.connection._LATE", 0.1)
    with serving(store_at(tmp_path / "store"), body_time=0.4) as client, connected(client) as link:
        link.sendall(f"GET {OTHER} HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\na".encode())
        link.settimeout(10)
        assert reply(link).startswith(b"HTTP/1.1 200 OK\r\n")  # which returns once the server closes


def test_nobody_is_told_what_another_host_was_told(client: Client) -> None:
    path, host = "/sitemap.xml", urlsplit(client.url).netloc
    with connected(client) as link:
        link.sendall(f"GET {path} HTTP/1.1\r\nhost: evil.example\r\nhost: {host}\r\n\r\n".encode())
        assert reply(link).startswith(b"HTTP/1.1 400 ")
    assert "evil" not in client.get(path).text


def test_who_leaves_in_the_midst_is_no_fault(client: Client, capfd: pytest.CaptureFixture[str]) -> None:
    with connected(client) as link:
        link.sendall(b"POST /sparql HTTP/1.1\r\nhost: x\r\ncontent-type: application/sparql-query\r\n")
        link.sendall(b"content-length: 9\r\n\r\nASK")
        client.get("/health")
    assert client.get("/health").status == 200
    assert capfd.readouterr().err == ""
