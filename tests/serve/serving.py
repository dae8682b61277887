"""Real servers on loopback, in a thread of the test, and requests to them; their workers are processes as always."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from typing import Any
from urllib.parse import quote, urlsplit

import pyoxigraph
from attrs import evolve, frozen
from pyoxigraph import Quad

from lineage_rdf.serve.run import Running, run
from lineage_rdf.serve.settings import Settings

TOKEN = "a-token-for-tests-only"
QUICK = Settings("", port=0, rate=0, workers=1, long_workers=1, time_limit=20.0, token=TOKEN)


def store_at(folder: Path, quads: Iterable[Quad] = ()) -> Path:
    """Make a store in a folder."""
    store = pyoxigraph.Store(str(folder))
    store.extend(quads)
    store.flush()
    return folder


@contextmanager
def serving(place: Path | str, settings: Settings = QUICK, **more: Any) -> Iterator[Client]:
    """Serve a place, and give a client of the server."""
    found: Queue[Running | BaseException] = Queue()

    def work() -> None:
        try:
            run(evolve(settings, place=str(place), **more), found.put)
        except BaseException as error:
            found.put(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    running = found.get(timeout=60)
    if isinstance(running, BaseException):
        raise running
    try:
        yield Client(running.url)
    finally:
        running.end()
        thread.join(timeout=30)
        assert not thread.is_alive(), "the server did not end"


@frozen
class Response:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def truth(self) -> bool:
        return bool(json.loads(self.body)["boolean"])

    @property
    def rows(self) -> list[dict[str, str]]:
        bindings = json.loads(self.body)["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in bindings]


@frozen
class Client:
    """Asks a server; each request has a connection of its own."""

    url: str

    def request(
        self,
        method: str,
        path: str,
        body: bytes | str | None = None,
        *,
        token: str = "",
        timeout: float = 60.0,
        **headers: str,
    ) -> Response:
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            named["authorization"] = f"Bearer {token}"
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=timeout)
        try:
            connection.request(method, path, data, named)
            answer = connection.getresponse()
            return Response(answer.status, {n.lower(): v for n, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **more: Any) -> Response:
        return self.request("GET", path, **more)

    def query(self, text: str, more: str = "", **headers: Any) -> Response:
        return self.get(f"/sparql?query={quote(text)}{more}", **headers)

    def update(self, text: str, parameters: str = "", *, token: str = TOKEN) -> Response:
        path = f"/update{parameters}"
        return self.request("POST", path, text, token=token, content_type="application/sparql-update")
