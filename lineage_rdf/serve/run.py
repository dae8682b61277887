"""Runs a server until it is told to end."""

from __future__ import annotations

import asyncio
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import uvicorn
from attrs import frozen
from starlette.applications import Starlette

from lineage_rdf.errors import UsageError
from lineage_rdf.serve.app import make_app
from lineage_rdf.serve.guard.connection import connection_of
from lineage_rdf.serve.settings import Settings, pool_of

_BACKLOG: Final = 512
_IDLE: Final = 15  # seconds for which a connection without a request is kept
_GRACE: Final = 3  # seconds that requests have to end once the server is told to end


@frozen
class Running:
    """A server that takes requests.

    Args:
        url: its address, without a slash at its end.
        end: ends it; may be called from any thread.
    """

    url: str
    end: Callable[[], None]


def run(settings: Settings, ready: Callable[[Running], None]) -> None:
    """Serve until Ctrl-C or SIGTERM, or until it is ended.

    Args:
        settings: how the server is set up.
        ready: called once requests are taken.

    Raises:
        LineageError: if the place cannot be opened, or the address cannot be listened at.
        KeyboardInterrupt: after Ctrl-C, when everything has ended.
    """
    listener = _listener(settings)
    with listener, asyncio.Runner(loop_factory=_loop_factory()) as runner:
        interrupted = runner.run(_serve(settings, listener, ready))
    if interrupted:
        raise KeyboardInterrupt


async def _serve(settings: Settings, listener: socket.socket, ready: Callable[[Running], None]) -> bool:
    """Serve, and return whether it was ended by Ctrl-C."""
    pool = pool_of(settings)
    await pool.start()
    try:
        server = _Server(
            _config(settings, make_app(settings, pool)), lambda end: ready(Running(_url(listener), end))
        )
        await server.serve([listener])
        return server.interrupted
    finally:
        await pool.stop()


def _config(settings: Settings, app: Starlette) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=connection_of(settings, app.state.desk),
        ws="none",
        lifespan="off",
        log_config=None,
        # Strangers must not fill the log with warnings about what they send.
        log_level="error",
        access_log=False,
        server_header=False,
        # Whom a request is said to come from is believed only where a proxy on this machine says it.
        proxy_headers=settings.behind_proxy,
        forwarded_allow_ips="127.0.0.1",
        limit_concurrency=settings.connections,
        backlog=_BACKLOG,
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=_GRACE,
    )


class _Server(uvicorn.Server):
    """A server that says when it takes requests, and that ends without an exception."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[Callable[[], None]], None]) -> None:
        super().__init__(config)
        self.interrupted = False
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """See the class above."""
        await super().startup(sockets)
        loop = asyncio.get_running_loop()

        def end() -> None:
            loop.call_soon_threadsafe(self._end, signal.SIGTERM)

        self._ready(end)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Let signals end the server rather than the program."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._end, number)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)

    def _end(self, number: int) -> None:
        self.force_exit = self.should_exit  # the second time, requests get no more time to end
        self.should_exit = True
        self.interrupted = self.interrupted or number == signal.SIGINT


def _listener(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=_BACKLOG)
    except (OSError, OverflowError) as error:
        where = f"{settings.host}:{settings.port}"
        fix = "choose another one with --port, or 0 for any that is free"
        raise UsageError(f"this address cannot be listened at: {_why(error)}", where, fix) from None


def _why(error: OSError | OverflowError) -> str:
    """Return the words of the system, without what Python adds to them."""
    words = getattr(error, "strerror", None) or str(error)
    return words.partition(" (while attempting")[0]


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:  # there is none for Windows
        return None
    return uvloop.new_event_loop
