"""What strangers try: the server stays up, answers others meanwhile, fetches nothing, and keeps to its memory."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from tests.serve.serving import TOKEN, Client, serving, store_at

P = NamedNode("http://example.org/p")
TRIPLES = 3000
RUNAWAY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
CARTESIAN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c > ?f) }"
# Asked of a worker process, and never the same twice.
OTHER = "SELECT ?o { ?s <http://example.org/p> ?o . ?s ?p ?o FILTER(STR(?o) = '%d') }"
SECONDS = 3.0
MEMORY = 256 << 20


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("attacked") / "store"
    quads = [Quad(NamedNode(f"http://example.org/{n}"), P, Literal(str(n))) for n in range(TRIPLES)]
    return store_at(folder, [*quads, Quad(NamedNode("http://example.org/a"), P, Literal("a" * 5000 + "!"))])


@pytest.fixture(scope="module")
def client(place: Path) -> Iterator[Client]:
    limits = {"time_limit": SECONDS, "memory_limit": MEMORY, "result_limit": 4 << 20, "body_limit": 1 << 20}
    with serving(place, workers=2, header_time=1.0, body_time=2.0, token=TOKEN, **limits) as found:
        yield found


@pytest.fixture
def patient(place: Path) -> Iterator[Client]:
    """A server that gives questions all the time there is, so that on no machine an attack ends by itself."""
    with serving(place, workers=2, long_workers=2, time_limit=600.0, memory_limit=MEMORY, token="") as found:
        yield found


@contextmanager
def under_way(client: Client, queries: list[str], at_work: int) -> Iterator[list[socket.socket]]:
    """Ask some questions, and give their connections once so many are at work; they are given up in the end."""
    with ExitStack() as stack:
        links = [stack.enter_context(connected(client)) for _ in queries]
        for link, query in zip(links, queries, strict=True):
            link.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nhost: x\r\n\r\n".encode())
        wait_until(lambda: running(client) >= at_work)
        yield links


def answers(client: Client, number: int) -> bool:
    """Tell whether a question is answered; who is told to ask again does so."""
    for _ in range(100):
        response = client.query(OTHER % number)
        if response.status != 503:
            return response.rows == [{"o": str(number)}]
        time.sleep(0.2)
    return False


@pytest.mark.parametrize("attack", [CARTESIAN, RUNAWAY], ids=["endless", "sorts without end"])
def test_others_are_answered_while_a_query_runs_away(client: Client, patient: Client, attack: str) -> None:
    with under_way(patient, [attack], 1):
        assert answers(patient, 1)
        assert running(patient) == 1 or attack == RUNAWAY  # which runs out of memory on a fast machine
    assert client.query(attack).status in ((504,) if attack == CARTESIAN else (504, 507))
    assert answers(client, 2)


def test_others_are_answered_while_many_queries_run_away(patient: Client) -> None:
    with under_way(patient, [f"{CARTESIAN} #{n}" for n in range(8)], 2) as attacks:
        assert all(answers(patient, number) for number in range(10, 15))
        assert running(patient) == 2
        # One of them is ended whenever somebody waits, which on a busy machine is not at once.
        for number in range(15, 60):
            told = [head for link in attacks if (head := at_once(link))]
            if told:
                break
            assert answers(patient, number)
        assert all(head.startswith(b"HTTP/1.1 503 ") and b"retry-after" in head for head in told)
        assert told


def at_once(link: socket.socket) -> bytes:
    """Return what has come by now."""
    link.settimeout(0.1)
    try:
        return link.recv(65536)
    except TimeoutError:
        return b""


def test_what_takes_too_much_memory_ends_alone(client: Client) -> None:
    binds = "".join(f" BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(30))
    response = client.query(f"SELECT (STRLEN(?x30) AS ?n) {{ BIND('aaaaaaaaaa' AS ?x0){binds} }}")
    assert response.status == 507
    assert "memory" in response.text
    assert answers(client, 20)


def test_too_large_an_answer_is_refused_before_its_first_byte(client: Client) -> None:
    response = client.query("SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert response.status == 507
    assert "larger than the 4 MiB" in response.text


@pytest.mark.parametrize("brackets", ["{}", "()", "[]"])
def test_deep_nesting_is_refused(client: Client, brackets: str) -> None:
    deep = brackets[0] * 100_000 + brackets[1] * 100_000
    for text in (f"ASK {{ {deep} }}", f"ASK {{ FILTER({deep}) }}"):
        response = client.request("POST", "/sparql", text, content_type="application/sparql-query")
        assert response.status == 400
        assert "deep" in response.text


def test_what_nests_without_brackets_ends_a_worker_at_most(client: Client) -> None:
    for text in (f"ASK {{ FILTER({'!' * 200_000}true) }}", f"ASK {{ FILTER(1 {'+ 1 ' * 100_000} > 0) }}"):
        response = client.request("POST", "/sparql", text, content_type="application/sparql-query")
        assert response.status in (200, 400, 504, 507)
    assert answers(client, 30)


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*$", "(.*a){50}$", "((a{0,100}){0,100}){0,100}$"])
def test_a_bomb_of_a_pattern_does_no_harm(client: Client, pattern: str) -> None:
    response = client.query(f"SELECT ?s {{ ?s ?p ?o FILTER(REGEX(STR(?o), '{pattern}')) }}")
    assert response.status in (200, 400, 504, 507)
    assert answers(client, 40)


def test_a_huge_literal_is_refused(client: Client) -> None:
    text = f"ASK {{ ?s ?p '{'x' * (1 << 20)}' }}"
    assert client.request("POST", "/sparql", text, content_type="application/sparql-query").status == 413


def test_an_update_needs_the_token(client: Client) -> None:
    text = "INSERT DATA { <http://example.org/x> <http://example.org/p> 'written' }"
    for token in ("", "wrong", TOKEN[:-1], TOKEN + "x"):
        response = client.update(text, token=token)
        assert response.status == 401
        assert response.headers["www-authenticate"] == "Bearer"
        assert client.request("PUT", "/graphs?default", "", token=token).status == 401
        assert client.request("DELETE", "/graphs?default", token=token).status == 401
    assert not client.query("ASK { ?s ?p 'written' }").truth


def test_without_a_token_nobody_writes(place: Path, tmp_path: Path) -> None:
    with serving(store_at(tmp_path / "store"), token="") as reading:
        for token in ("", "None", "Bearer"):
            assert reading.update("CLEAR ALL", token=token).status == 403


class Canary:
    """A server that counts who asks it anything."""

    def __init__(self) -> None:
        self.hits: list[str] = []
        hits = self.hits

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                hits.append(self.path)
                self.send_response(200)
                self.end_headers()

            do_POST = do_GET
            do_HEAD = do_GET

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def canary() -> Iterator[Canary]:
    found = Canary()
    yield found
    found.server.shutdown()
    found.server.server_close()


def test_nothing_is_fetched(client: Client, canary: Canary, tmp_path: Path) -> None:
    secret = tmp_path / "secret.nt"
    secret.write_text("<http://example.org/secret> <http://example.org/p> 'secret' .\n")
    services = [
        f"SELECT * {{ SERVICE <{canary.url}/> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERVICE SILENT <{canary.url}/> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ {{ SELECT * {{ SeRvIcE<{canary.url}/>{{ ?s ?p ?o }} }} }} }}",
        f"SELECT * {{ \\u0053ERVICE <{canary.url}/> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ BIND(<{canary.url}/> AS ?g) SERVICE ?g {{ ?s ?p ?o }} }}",
    ]
    assert [client.query(query).status for query in services] == [400] * len(services)
    for graph in (f"{canary.url}/graph", secret.as_uri()):
        parameter = quote(graph, safe="")
        assert client.query(f"SELECT * FROM <{graph}> {{ ?s ?p ?o }}").rows == []
        assert client.query("SELECT * { ?s ?p ?o }", f"&default-graph-uri={parameter}").rows == []
        assert client.get(f"/graphs?graph={parameter}").status == 404
        for update in (
            f"LOAD <{graph}>",
            f"LOAD SILENT <{graph}> INTO GRAPH <http://example.org/g>",
            f"\\u004cOAD <{graph}>",
        ):
            assert client.update(update).status == 400
    loaded = f'{{"@context": "{canary.url}/context", "@id": "http://example.org/x", "name": "x"}}'
    posted = client.request(
        "POST", "/graphs?default", loaded, token=TOKEN, content_type="application/ld+json"
    )
    assert posted.status == 400
    doctype = f'<!DOCTYPE x SYSTEM "{canary.url}/dtd"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
    posted = client.request(
        "POST", "/graphs?default", doctype, token=TOKEN, content_type="application/rdf+xml"
    )
    assert posted.status == 400
    assert (
        client.update(f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{canary.url}/> {{ ?s ?p ?o }} }}").status
        == 400
    )
    assert canary.hits == []
    assert not client.query("ASK { ?s ?p 'secret' }").truth


def connected(client: Client) -> socket.socket:
    parts = urlsplit(client.url)
    return socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=30)


def reply(link: socket.socket) -> bytes:
    """Return what comes until the server closes the connection."""
    found = b""
    try:
        while piece := link.recv(65536):
            found += piece
    except ConnectionError:
        pass
    return found


def test_slow_heads_are_closed(client: Client) -> None:
    links = [connected(client) for _ in range(60)]
    for link in links:
        link.sendall(b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nhost: x\r\nx-slow: ")
    assert answers(client, 50)
    assert [reply(link) for link in links] == [b""] * len(
        links
    )  # closed by the server, which would else wait for ever
    for link in links:
        link.close()


def test_slow_bodies_are_closed(client: Client) -> None:
    with connected(client) as link:
        link.sendall(
            b"POST /sparql HTTP/1.1\r\nhost: x\r\ncontent-type: application/sparql-query\r\ncontent-length: 9\r\n\r\nA"
        )
        assert reply(link).startswith(b"HTTP/1.1 408 ")


def test_who_takes_nothing_in_is_cut_off(place: Path) -> None:
    with serving(place, taking_time=1.0, token="") as client, connected(client) as link:
        path = f"/sparql?query={quote('SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 100000')}"
        link.sendall(f"GET {path} HTTP/1.1\r\nhost: x\r\n\r\n".encode())
        head = link.recv(4096)
        length = int(re.search(rb"content-length: (\d+)", head)[1])  # type: ignore[index]
        time.sleep(4.0)
        assert head.startswith(b"HTTP/1.1 200 ")
        assert len(reply(link)) < length  # the rest was never sent


def test_endless_heads_are_refused(client: Client) -> None:
    with connected(client) as link, pytest.raises(OSError):
        link.sendall(b"GET / HTTP/1.1\r\n")
        for _ in range(1000):
            link.sendall(b"x-more: " + b"x" * 60_000 + b"\r\n")


@pytest.mark.parametrize("declared", [True, False])
def test_a_gigabyte_is_not_taken_in(client: Client, declared: bool) -> None:
    before = taken_memory()
    how = b"content-length: 1073741824" if declared else b"transfer-encoding: chunked"
    head = (
        b"POST /sparql HTTP/1.1\r\nhost: x\r\ncontent-type: application/sparql-query\r\n" + how + b"\r\n\r\n"
    )
    piece = b"x" * 65536 if declared else b"10000\r\n" + b"x" * 65536 + b"\r\n"
    sent = 0
    with connected(client) as link:
        link.sendall(head)
        try:
            while sent < 1 << 30:
                link.sendall(piece)
                sent += len(piece)
        except OSError:
            pass
    assert sent < 64 << 20  # the connection was closed long before
    assert taken_memory() - before < 64 << 20
    assert answers(client, 60)


def taken_memory() -> int:
    """Return the memory that this process has, in bytes; the server is a thread of it."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
    except OSError:
        return 0


def test_a_question_ends_when_its_client_goes(place: Path) -> None:
    with serving(place, time_limit=600.0, token="") as client:
        with connected(client) as link:
            path = f"/sparql?query={quote(CARTESIAN)}"
            link.sendall(f"GET {path} HTTP/1.1\r\nhost: x\r\n\r\n".encode())
            wait_until(lambda: running(client) == 1)
        wait_until(lambda: running(client) == 0)


def running(client: Client) -> int:
    lines = client.get("/metrics").text.splitlines()
    return next(
        int(float(line.split()[1])) for line in lines if line.startswith("lineage_rdf_long_questions ")
    )


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 120
    while not true():
        assert time.monotonic() < end, "it does not come to be"
        time.sleep(0.05)


def test_an_address_that_asks_too_often_is_told_to_wait(place: Path) -> None:
    with serving(place, rate=0.01, burst=3, token="") as client:
        found = [client.query("ASK {}") for _ in range(5)]
    assert [response.status for response in found] == [200, 200, 200, 429, 429]
    assert int(found[-1].headers["retry-after"]) > 1
