"""The outermost part of the application: who asks too often or sends too much is turned away before any route is asked."""

from __future__ import annotations

import asyncio
import math
import sys
import time
from collections.abc import MutableMapping
from typing import Any, Final

from starlette.types import ASGIApp, Receive, Scope, Send

from lineage_rdf.errors import LineageError, NoVerdictError
from lineage_rdf.plain_text import clean
from lineage_rdf.serve.direct.desk import Desk, key_of
from lineage_rdf.serve.faults import Refusal, busy
from lineage_rdf.serve.guard.bodies import Body, Gone, Taking, declared_length, pass_over
from lineage_rdf.serve.guard.headers import PREFLIGHT, completed
from lineage_rdf.serve.jobs.waiting import asking
from lineage_rdf.serve.sending import header, problem
from lineage_rdf.serve.settings import Settings

_WITH_BODY: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
# Bytes beyond the limit that are waited for, as most clients hear nothing before they have sent everything.
_PATIENCE: Final = 4 << 20
_LARGE: Final = 1 << 20  # bytes of an answer from which on it counts as one of those that are being sent


class Guard:
    """An application around another one.

    Args:
        app: the application inside.
        settings: how the server is set up.
        desk: what stands before it, and shares its limits.
    """

    def __init__(self, app: ASGIApp, settings: Settings, desk: Desk) -> None:
        self._app = app
        self._settings = settings
        self._desk = desk
        self._sending = 0
        self._taking = Taking(settings.taking)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        response = _Response(self, self._desk, scope, send)
        try:
            await self._answer(scope, receive, response)
        except LineageError as error:
            await response.fail(error)
        except Gone:
            pass  # nobody is there to be told
        except Exception as error:  # whatever goes wrong in a route, the server stays up and says so
            sys.stderr.write(clean(f"lineage-rdf: a fault of ours: {type(error).__name__}: {error}") + "\n")
            await response.fail(NoVerdictError("a fault of ours, which is in the log of the server"))
        finally:
            self._sending -= response.reserved
            self._desk.log.request(scope, response.status, time.monotonic() - response.begun)

    async def _answer(self, scope: Scope, receive: Receive, response: _Response) -> None:
        client = scope["client"]
        asking.set(client[0] if client else "")
        wait = self._desk.rate.wait(asking.get(), response.begun)
        if wait:
            raise Refusal(
                429, "too many requests from this address", "wait", {"retry-after": str(math.ceil(wait))}
            )
        if len(scope["query_string"]) > 3 * self._settings.query_limit:
            raise Refusal(414, "the address is too long", "send the query by POST")
        method = scope["method"]
        if method in _WITH_BODY:
            await self._with_body(scope, receive, response)
            return
        if method == "OPTIONS" and header(scope, b"access-control-request-method"):
            await response.send({"type": "http.response.start", "status": 204, "headers": [*PREFLIGHT]})
            await response.send({"type": "http.response.body", "body": b""})
            return
        await self._app(scope, receive, response.send)

    async def _with_body(self, scope: Scope, receive: Receive, response: _Response) -> None:
        limit, length = self._settings.body_limit, declared_length(scope)
        if length is not None and length > limit:
            if length <= limit + _PATIENCE and not header(scope, b"expect"):
                await pass_over(receive, self._settings.body_time)
            raise Refusal(413, f"more than {limit >> 20} MiB were sent", "send less", {"connection": "close"})
        body = Body(receive, self._taking, asking.get(), limit, self._settings.body_time)
        try:
            await self._app(scope, body.receive, response.send)
        finally:
            body.free()

    def reserve(self, size: int) -> bool:
        """Tell whether a large answer may be sent now, and count it as being sent if so.

        Args:
            size: its bytes.
        """
        if self._sending + size > self._settings.sending:
            return False
        self._sending += size
        return True


class _Response:
    """What goes out for one request."""

    def __init__(self, guard: Guard, desk: Desk, scope: Scope, send: Send) -> None:
        self.begun = asyncio.get_running_loop().time()
        self.status = 0
        self.reserved = 0
        self._guard = guard
        self._desk = desk
        self._generation = desk.generation
        self._head: list[tuple[bytes, bytes]] | None = None
        self._scope = scope
        self._send = send
        self._shared = not header(scope, b"authorization")

    async def send(self, message: MutableMapping[str, Any]) -> None:
        """Send a message of the application inside, with the headers that every response has."""
        if message["type"] == "http.response.start":
            headers = message.get("headers", [])
            self._reserve(headers)
            self.status = message["status"]
            message["headers"] = self._head = completed(headers, shared=self._shared)
        elif self._head is not None:
            self._keep(self._head, message)
            self._head = None
        await self._send(message)

    async def fail(self, error: LineageError) -> None:
        """Tell of an error, unless a response was begun."""
        if not self.status:
            await problem(error, self._scope)(self._scope, _nothing, self.send)

    def _keep(self, head: list[tuple[bytes, bytes]], message: MutableMapping[str, Any]) -> None:
        """Let a response be sent again that came in one piece, lasts, and depends on nothing but what is looked at for that."""
        if self.status != 200 or self._scope["method"] != "GET" or message.get("more_body"):
            return
        named = dict(head)
        if b"etag" not in named or named.get(b"vary", b"Accept") != b"Accept" or b"set-cookie" in named:
            return
        query = self._scope["query_string"]
        address = self._scope["raw_path"] + (b"?" + query if query else b"")
        key = key_of(address, self._scope["headers"])
        if key is not None:
            self._desk.keep(key, head, message.get("body", b""), self._generation)

    def _reserve(self, headers: list[tuple[bytes, bytes]]) -> None:
        for name, value in headers:
            if name == b"content-length" and len(value) > 6:
                size = int(value)
                if size >= _LARGE and not self._guard.reserve(size):
                    raise busy("too many large answers are on their way")
                self.reserved = size if size >= _LARGE else 0


async def _nothing() -> MutableMapping[str, Any]:
    return {"type": "http.disconnect"}
