"""What is posted: never more than there may be, and never waited for without end."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from typing import Any

from starlette.types import Receive, Scope

from lineage_rdf.serve.faults import Refusal
from lineage_rdf.serve.sending import header


class Gone(Exception):
    """The client has gone before it had sent everything."""


class Body:
    """The body of one request, counted and timed while it comes.

    Args:
        receive: where it comes from.
        limit: bytes that it may have.
        seconds: how long it may take until all of it is there.
    """

    def __init__(self, receive: Receive, limit: int, seconds: float) -> None:
        self._receive = receive
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
            self._count += len(message.get("body", b""))
            self._whole = not message.get("more_body", False)
            if self._count > self._limit:
                what = f"more than {self._limit >> 20} MiB were sent"
                raise Refusal(413, what, "send less", {"connection": "close"})
        return message


def declared_length(scope: Scope) -> int | None:
    """Return how long the body of a request is said to be; None if nothing is said.

    Args:
        scope: the request.
    """
    value = header(scope, b"content-length")
    return int(value) if value.isascii() and value.isdigit() else None


async def pass_over(receive: Receive) -> None:
    """Take in all of the body of a request and keep nothing of it.

    Args:
        receive: of the request.
    """
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
