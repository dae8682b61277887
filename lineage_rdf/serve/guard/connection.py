"""A connection that ends when its client is too slow: with the head of a request, with its body, or with taking in the answer.

The application sees only what it asks for. What nobody asks for is bounded here: a body that is sent with a GET, what is said of
the pieces of a body, and headers behind it, which nobody needs and which are passed over.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from lineage_rdf.serve.direct.desk import Desk
from lineage_rdf.serve.settings import Settings

_HEAD: Final = 64 << 10  # bytes beyond those of a query that the head of a request may have
_LATE: Final = 5  # seconds after which a client whose body takes too long, and was told so, is cut off
_PLAIN: Final = 16  # bytes that may stand around each byte of a body that comes in pieces
_PAUSES: Final = 10  # as long as so many pauses may all of them together be
_TOO_LARGE: Final = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
)


def connection_of(settings: Settings, desk: Desk) -> type[HttpToolsProtocol]:
    """Return the class of the connections of a server.

    Args:
        settings: how it is set up.
        desk: what answers before the application does.
    """
    return type(
        "Connection",
        (_Connection,),
        {
            "desk": desk,
            "seconds": settings.header_time,
            "body_seconds": settings.body_time + _LATE,
            "pause": settings.taking_time,
            "most": 3 * settings.query_limit + _HEAD,
        },
    )


class _Connection(HttpToolsProtocol):
    desk: Desk
    seconds = 10.0
    body_seconds = 30.0 + _LATE
    pause = 30.0
    most = _HEAD

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._head_timer: asyncio.TimerHandle | None = None
        self._body_timer: asyncio.TimerHandle | None = None
        self._pause_timer: asyncio.TimerHandle | None = None
        self._head = 0
        self._around = 0
        self._is_answered = False
        self._paused_at = 0.0
        self._paused = 0.0

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        for timer in (self._head_timer, self._body_timer, self._pause_timer):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._head_timer is not None:  # the head is still not complete
            self._head += len(data)
            if self._head > self.most:
                self.transport.write(_TOO_LARGE)
                self.transport.close()
        elif self._body_timer is not None:
            self._around += len(data)
            if self._around > self.most:
                self._abort()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        if self._head_timer is None:
            self._await_head()

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._head_timer is not None:  # else it stands behind the body
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None
        if sum(name == b"host" for name, _ in self.headers) > 1:
            raise ValueError(
                "more than one host is named"
            )  # which is answered with 400 (RFC 9112, section 3.2)
        self._body_timer = self.loop.call_later(self.body_seconds, self._abort)
        self._head = self._around = 0
        self._paused = 0.0
        if not self._answered():
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._around = max(0, self._around - (_PLAIN + 1) * len(body))
        if not self._is_answered:
            super().on_body(body)

    def on_message_complete(self) -> None:
        if self._body_timer is not None:
            self._body_timer.cancel()
            self._body_timer = None
        if not self._is_answered:
            super().on_message_complete()
            return
        self._is_answered = False
        self.server_state.total_requests += 1
        self._unset_keepalive_if_required()
        self.timeout_keep_alive_task = self.loop.call_later(
            self.timeout_keep_alive, self.timeout_keep_alive_handler
        )

    def _answered(self) -> bool:
        """Answer the request at once, if that can be done."""
        is_free = (self.cycle is None or self.cycle.response_complete) and not self.pipeline
        if not is_free or self.flow.write_paused or not self._is_plain():
            return False
        client = self.client[0] if self.client else ""
        response = self.desk.answer(self.url, self.headers, client)
        if response is None:
            return False
        date = b"".join(b"%s: %s\r\n" % header for header in self.server_state.default_headers)
        self.transport.write(b"HTTP/1.1 200 OK\r\n" + date + response)
        self._is_answered = True
        return True

    def _is_plain(self) -> bool:
        parser = self.parser
        is_one = parser.get_method() == b"GET" and parser.get_http_version() == "1.1"
        return is_one and len(self.connections) < (self.limit_concurrency or 1 << 30)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._paused_at = self.loop.time()
        self._pause_timer = self.loop.call_later(
            max(0.0, min(self.pause, _PAUSES * self.pause - self._paused)), self._abort
        )

    def resume_writing(self) -> None:
        if self._pause_timer is not None:
            self._pause_timer.cancel()
            self._pause_timer = None
            self._paused += self.loop.time() - self._paused_at
        super().resume_writing()

    def _await_head(self) -> None:
        self._head_timer = self.loop.call_later(self.seconds, self._abort)

    def _abort(self) -> None:
        self.transport.abort()
