"""What is posted: never more than there may be, and never waited for without end."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import MutableMapping
from contextlib import suppress
from typing import Any

from starlette.types import Receive, Scope

from lineage_rdf.serve.faults import Refusal, busy
from lineage_rdf.serve.sending import header


class Gone(Exception):
    """The client has gone before it had sent everything."""


class Taking:
    """The bodies that are in memory, of all requests together.

    Args:
        most: bytes that they may have; those of one client half of that.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: Counter[str] = Counter()

    def add(self, client: str, size: int) -> None:
        """Count bytes of a client.

        Raises:
            Refusal: if there are too many already.
        """
        self._held[client] += size
        if self._held[client] > self._most // 2 or self._held.total() > self._most:
            refusal = busy("too much is being sent at once")
            refusal.headers["connection"] = "close"
            raise refusal

    def free(self, client: str, size: int) -> None:
        """Count them no longer."""
        self._held[client] -= size
        if self._held[client] <= 0:
            del self._held[client]


class Body:
    """The body of one request, counted and timed while it comes.

    Args:
        receive: where it comes from.
        taking: the bodies of all requests.
        client: who sends it.
        limit: bytes that it may have.
        seconds: how long it may take until all of it is there.
    """

    def __init__(self, receive: Receive, taking: Taking, client: str, limit: int, seconds: float) -> None:
        self._receive = receive
        self._taking = taking
        self._client = client
        self._limit = limit
        self._end = asyncio.get_running_loop().time() + seconds
        self._count = 0
        self._whole = False

    async def receive(self) -> MutableMapping[str, Any]:
        """Return the next part of it.

        Raises:
            Refusal: if it is too large or takes too long.
        """
        if self._whole:
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._end):
                message = await self._receive()
        except TimeoutError:
            raise Refusal(
                408, "the body of the request takes too long to come", "", {"connection": "close"}
            ) from None
        if message["type"] == "http.request":
            size = len(message.get("body", b""))
            self._count += size
            self._taking.add(self._client, size)
            self._whole = not message.get("more_body", False)
            if self._count > self._limit:
                what = f"more than {self._limit >> 20} MiB were sent"
                raise Refusal(413, what, "send less", {"connection": "close"})
        return message

    def free(self) -> None:
        """Count it no longer as being in memory."""
        self._taking.free(self._client, self._count)


def declared_length(scope: Scope) -> int | None:
    """Return how long the body of a request is said to be; None if nothing is said.

    Args:
        scope: the request.
    """
    value = header(scope, b"content-length")
    return int(value) if value.isascii() and value.isdigit() else None


async def pass_over(receive: Receive, seconds: float) -> None:
    """Take in all of the body of a request and keep nothing of it.

    Args:
        receive: of the request.
        seconds: how long it may take until all of it is there.
    """
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while (message := await receive())["type"] == "http.request" and message.get("more_body", False):
                pass


async def read_body(receive: Receive) -> bytes:
    """Return all of the body of a request, which the guard keeps within its bounds.

    Args:
        receive: of the request.

    Raises:
        Gone: if the client goes.
    """
    parts = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return parts[0] if len(parts) == 1 else b"".join(parts)
