"""The application with the work of its worker processes done in the process of the test, where every line can be counted."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import unquote, urlsplit

from starlette.applications import Starlette

from lineage_rdf.serve.app import make_app
from lineage_rdf.serve.jobs import Answer, Job, Pool
from lineage_rdf.serve.jobs.start import opened
from lineage_rdf.serve.jobs.worker import _Place, _told
from lineage_rdf.serve.settings import Settings, start_of
from tests.serve.serving import Response


class Here(Pool):
    """A pool without processes: what a worker does is done at once."""

    def __init__(self, settings: Settings) -> None:
        start = start_of(settings)
        super().__init__(start)
        self._place = _Place(opened(start), start)

    async def start(self) -> None:
        pass

    async def stop(self) -> None:
        pass

    async def run(self, job: Job, *, limit: float | None = None, client: object = None) -> Answer:
        try:
            return self._place.answer(self.generation, job.function, job.arguments)
        except BaseException as error:
            raise _told(error, self._start) from None


def application(settings: Settings) -> Starlette:
    return make_app(settings, Here(settings))


def ask(app: Starlette, address: str, method: str = "GET", body: bytes = b"", **headers: str) -> Response:
    """Return the response to a request to a whole address."""
    parts = urlsplit(address)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    scope: dict[str, Any] = {
        "type": "http", "method": method, "path": unquote(parts.path), "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(), "scheme": parts.scheme, "client": ("192.0.2.1", 1), "root_path": "",
        "headers": [(b"host", parts.netloc.encode()), *((n.encode(), v.encode()) for n, v in named.items())],
    }  # fmt: skip
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    found = {name.decode(): value.decode("latin-1") for name, value in sent[0]["headers"]}
    return Response(sent[0]["status"], found, b"".join(message["body"] for message in sent[1:]))
