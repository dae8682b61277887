"""A worker process as the server sees it."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from lineage_rdf.errors import LineageError
from lineage_rdf.serve.jobs.frames import Incoming, packed
from lineage_rdf.serve.jobs.start import Start

_PIECE: Final = 1 << 18
_PROGRAM: Final = "from lineage_rdf.serve.jobs.worker import main; main()"
_NICER: Final = 5
_LARGE: Final = 256 << 20


class Gone(Exception):
    """The process ended before it answered."""


class Process:
    """One worker process; it has at most one question at a time.

    Args:
        start: what it is told.
        loop: the event loop of the server.
    """

    def __init__(self, start: Start, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._link, theirs = socket.socketpair()
        self._link.setblocking(False)
        with theirs:
            # A new interpreter: a forked one would share locks, threads and connections of the server. It is no part of our
            # group of processes, so that Ctrl-C reaches the server alone, which then ends it.
            self._child = subprocess.Popen(
                [sys.executable, "-P", "-c", _PROGRAM, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                # What native code says when it is out of memory is of no use to anybody.
                stderr=None if os.environ.get("LINEAGE_RDF_DEBUG") else subprocess.DEVNULL,
                start_new_session=True,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "MALLOC_ARENA_MAX": "2"},
            )
        self.is_slow = False
        self.is_spent = False
        self.answered = 0
        self._incoming = Incoming()
        self._waiting: asyncio.Future[Any] | None = None
        loop.add_reader(self._link, self._readable)
        self.ready: asyncio.Future[Any] = self._ask(packed(start))

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._child.pid

    def ask(self, generation: int, function: str, arguments: tuple[Any, ...]) -> asyncio.Future[Any]:
        """Hand a job to the process, and return what will hold its answer, an error, or `Gone`.

        Args:
            generation: which state of the store the answer is to be from.
            function: see `Job`.
            arguments: see `Job`.
        """
        return self._ask(packed((generation, function, arguments)))

    @property
    def is_large(self) -> bool:
        """Whether it takes much more memory than one needs to make a page, or nobody knows."""
        try:
            pages = int(Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1])
        except (OSError, ValueError, IndexError):
            return True
        return pages * os.sysconf("SC_PAGESIZE") > _LARGE

    def be_nice(self) -> None:
        """Let quicker questions go first."""
        with suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, self.pid, _NICER)

    def end(self) -> None:
        """End the process at once."""
        if self._link.fileno() >= 0:
            self._loop.remove_reader(self._link)
            self._link.close()
        if self._child.poll() is None:
            self._child.kill()
        self._finish()

    async def ended(self) -> int:
        """Wait until the process has ended, and return how: its exit code, or below 0 the signal."""
        while (code := self._child.poll()) is None:
            await asyncio.sleep(0.005)
        return code

    def _ask(self, data: bytes) -> asyncio.Future[Any]:
        self._waiting = future = self._loop.create_future()
        try:
            sent = self._link.send(data)
        except BlockingIOError:
            sent = 0
        except OSError:
            future.set_exception(Gone())
            return future
        if sent < len(data):
            task = self._loop.create_task(self._send(memoryview(data)[sent:]))
            future.add_done_callback(lambda _: task.cancel())
        return future

    async def _send(self, rest: memoryview) -> None:
        with suppress(OSError):  # the process is gone, and the reader sees that too
            await self._loop.sock_sendall(self._link, rest)

    def _readable(self) -> None:
        try:
            piece = self._link.recv(_PIECE)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if not piece:
            self._lost()
            return
        whole = self._incoming.add(piece)
        if whole is not None:
            self._take(whole[0])

    def _take(self, message: Any) -> None:
        waiting, self._waiting = self._waiting, None
        self.answered += 1
        if waiting is None or waiting.done():
            return
        if isinstance(message, LineageError):
            waiting.set_exception(message)
        else:
            waiting.set_result(message)

    def _lost(self) -> None:
        self._loop.remove_reader(self._link)
        self._finish()

    def _finish(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None and not waiting.done():
            waiting.set_exception(Gone())
