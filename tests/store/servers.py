"""Servers for tests, on loopback and ended by whoever starts them: a real one, and one whose true answers are altered."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyoxigraph
from attrs import define, evolve, field
from pyoxigraph import Quad, QueryResultsFormat, RdfFormat

JSON = "application/sparql-results+json"
HERE = "127.0.0.1"


@contextmanager
def real_server(quads: Iterable[Quad], *options: str) -> Iterator[str]:
    """Start an Oxigraph server, a program of its own, load statements into it, and give the address of its endpoint."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    assert program, "the development dependency oxigraph is not installed"
    port = _free_port()
    process = subprocess.Popen(
        [program, "serve", "--bind", f"{HERE}:{port}", *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _await(port, process)
        body = pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS)
        headers = {"Content-Type": "application/n-quads"}
        request = urllib.request.Request(f"http://{HERE}:{port}/store", body, headers, method="POST")
        with urllib.request.urlopen(request, timeout=30) as response:
            assert response.status in (200, 201, 204)
        yield f"http://{HERE}:{port}/query"
    finally:
        process.kill()
        process.wait(timeout=20)


def empty(url: str) -> None:
    """Delete all that a real server holds."""
    headers = {"Content-Type": "application/sparql-update"}
    address = url.removesuffix("query") + "update"
    urllib.request.urlopen(urllib.request.Request(address, b"DROP ALL", headers), timeout=30).close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert process.poll() is None, "the server ended before it answered"
        with suppress(OSError), socket.create_connection((HERE, port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError("the server does not answer")


@define
class Reply:
    """What a server sends; a body in parts is sent without its length."""

    status: int = 200
    media: str = JSON
    body: bytes | Iterator[bytes] = b""
    headers: dict[str, str] = field(factory=dict)


@define
class Asked:
    """A question as it came in."""

    number: int
    query: str
    headers: dict[str, str]
    method: str = "POST"
    kind: str = "query"
    graph: str | None = (
        None  # what a request of the Graph Store Protocol is about; empty for the default graph
    )


Alter = Callable[[Asked, Reply], Reply]


def on_each(kind: str, change: Callable[[int, Reply], Reply]) -> Alter:
    """Return what changes the answers to requests of a kind, each of which it is told the number of."""
    seen: list[Asked] = []

    def alter(asked: Asked, reply: Reply) -> Reply:
        if asked.kind != kind:
            return reply
        seen.append(asked)
        return change(len(seen), reply)

    return alter


@define
class Altered:
    """A running server that alters answers, and what it was asked."""

    url: str
    asked: list[Asked] = field(factory=list)

    @property
    def graph_store(self) -> str:
        """Its address for the Graph Store Protocol."""
        return f"{self.url}-graphs"


@contextmanager
def altered_server(
    quads: Iterable[Quad],
    alter: Alter = lambda asked, reply: reply,
    instead: Callable[[Asked], Reply | None] = lambda asked: None,
) -> Iterator[Altered]:
    """Start a server over statements that passes every true answer through a function.

    What another function answers by itself is not done at all; this goes for changes of graphs.
    """
    store = pyoxigraph.Store()
    store.extend(quads)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, format: str, *args: Any) -> None:
            pass

        def do_GET(self) -> None:
            server.asked.append(Asked(len(server.asked), "", dict(self.headers), "GET"))
            self._send(Reply(405))

        def do_POST(self) -> None:
            if urlsplit(self.path).path.endswith("-graphs"):
                return self._do_graph()
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = self.headers["Content-Type"] == "application/x-www-form-urlencoded"
            [(kind, [text])] = (
                parse_qs(body).items() if form else [(_KINDS[self.headers["Content-Type"]], [body])]
            )
            asked = Asked(len(server.asked), text, dict(self.headers), kind=kind)
            server.asked.append(asked)
            with suppress(BrokenPipeError, ConnectionResetError):
                self._send(alter(asked, _true(store, asked)))

        def do_PUT(self) -> None:
            self._do_graph()

        def do_DELETE(self) -> None:
            self._do_graph()

        def _do_graph(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            names = parse_qs(urlsplit(self.path).query, keep_blank_values=True, strict_parsing=False)
            graph = "" if "default" in names else names["graph"][0]
            asked = Asked(len(server.asked), body, dict(self.headers), self.command, "graph", graph)
            server.asked.append(asked)
            with suppress(BrokenPipeError, ConnectionResetError):
                self._send(instead(asked) or alter(asked, _changed(store, asked)))

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            whole = isinstance(reply.body, bytes)
            headers = {"Content-Type": reply.media, **reply.headers}
            headers |= {"Content-Length": str(len(reply.body))} if whole else {"Connection": "close"}
            for name, value in headers.items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            for part in [reply.body] if isinstance(reply.body, bytes) else reply.body:
                self.wfile.write(part)
            self.close_connection = self.close_connection or not whole

    listening = ThreadingHTTPServer((HERE, 0), Handler)
    listening.daemon_threads = True
    server = Altered(f"http://{HERE}:{listening.server_address[1]}/sparql")
    thread = Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()


def _changed(store: pyoxigraph.Store, asked: Asked) -> Reply:
    """Do what the Graph Store Protocol asks for."""
    graph = pyoxigraph.NamedNode(asked.graph) if asked.graph else pyoxigraph.DefaultGraph()
    known = isinstance(graph, pyoxigraph.DefaultGraph) or store.contains_named_graph(graph)
    if asked.method == "DELETE" and not known:
        return Reply(404, "text/plain", b"no such graph")
    if asked.method in ("PUT", "DELETE"):
        store.remove_graph(graph)
    store.load(asked.query, RdfFormat.N_TRIPLES, to_graph=graph)
    return Reply(204 if known else 201)


_KINDS = {"application/sparql-query": "query", "application/sparql-update": "update"}


def _true(store: pyoxigraph.Store, asked: Asked) -> Reply:
    try:
        if asked.kind == "update":
            store.update(asked.query)
            return Reply(204)
        return Reply(body=store.query(asked.query).serialize(format=QueryResultsFormat.JSON))  # type: ignore[union-attr, call-overload]
    except SyntaxError as error:
        return Reply(400, "text/plain", str(error).encode())


def in_format(store_quads: Iterable[Quad], form: QueryResultsFormat) -> Alter:
    """Return what sends true answers in another format."""
    store = pyoxigraph.Store()
    store.extend(store_quads)

    def alter(asked: Asked, reply: Reply) -> Reply:
        results: Any = store.query(asked.query)
        return evolve(reply, media=form.media_type, body=results.serialize(format=form))

    return alter
