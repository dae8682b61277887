"""Work spread over processes, its results in the order of the work, and no process left over whatever happens.

Each process has a pipe of its own. A pool that shares queues between its processes (`concurrent.futures`) cannot be ended
early: a process that is ended while it writes leaves half a result in the queue, and whoever reads the queue waits for the
other half for ever.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import chain, islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pickle import dumps, loads
from queue import SimpleQueue
from threading import Thread
from traceback import format_exc
from typing import Any, Final, TypeVar

from attrs import define, field

from lineage_rdf.errors import NoVerdictError

W = TypeVar("W")
R = TypeVar("R")

# How much may be handed out and not yet taken back, counted as `size` counts.
_MOST_WAITING: Final = 32 << 20
# Pieces that a process has: one at work, and one so that it need not wait for the next.
_EACH: Final = 2
_FIX: Final = "if the machine ran out of memory, give a smaller number to --jobs"


def usable_cores() -> int:
    """Return how many cores this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(
    function: Callable[[W], R], work: Iterable[W], jobs: int, size: Callable[[W], int]
) -> Generator[R, None, None]:
    """Yield the result for each piece of work, in order, whatever the number of processes.

    Args:
        function: what to do; a function of a module, which the processes can import.
        work: the pieces; taken as they are needed, so that never all of them are in memory.
        jobs: the most processes to start; with one, or one piece only, the work is done here.
        size: how large a piece is.

    Raises:
        NoVerdictError: if a process cannot be started, or ended before its work was done.
    """
    pieces = iter(work)
    first = list(islice(pieces, 2))
    if jobs < 2 or len(first) < 2:
        for piece in chain(first, pieces):
            yield function(piece)
        return
    with closing(_Workers(function, jobs)) as workers:
        yield from _spread(workers, chain(first, pieces), size)


@define(eq=False)
class _Slot:
    """A piece, how large it is, and what came of it once it is done."""

    piece: object
    size: int
    result: Any = None
    error: BaseException | None = None
    is_done: bool = False


@define(eq=False)
class _Worker:
    """A process, and the pieces that are its own, the one at work first."""

    process: BaseProcess
    given: deque[_Slot]
    is_ready: bool = field(default=False, init=False)


def _spread(workers: _Workers, pieces: Iterable[W], size: Callable[[W], int]) -> Iterator[Any]:
    waiting: deque[_Slot] = deque()
    for piece in pieces:
        waiting.append(_Slot(piece, size(piece)))
        workers.take(waiting[-1])
        while len(waiting) > _EACH * workers.most or sum(slot.size for slot in waiting) > _MOST_WAITING:
            workers.collect()
            yield from _done(waiting)
    while waiting:
        workers.collect()
        yield from _done(waiting)


def _done(waiting: deque[_Slot]) -> Iterator[Any]:
    """Yield the results whose turn it is."""
    while waiting and waiting[0].is_done:
        slot = waiting.popleft()
        if slot.error is not None:
            raise slot.error
        yield slot.result


class _Workers:
    """Fresh processes, each started when there is a piece for it; none outlives `close`.

    Args:
        function: what they do.
        most: how many there may be.
    """

    def __init__(self, function: Callable[[Any], object], most: int) -> None:
        self.most = most
        self._function = function
        self._workers: dict[Connection, _Worker] = {}
        self._unsent: deque[_Slot] = deque()

    def take(self, slot: _Slot) -> None:
        """See to it that a piece is worked on, now or later."""
        if len(self._workers) < self.most and all(worker.given for worker in self._workers.values()):
            self._start(slot)
        else:
            self._unsent.append(slot)
            self._hand_out()

    def collect(self) -> None:
        """Wait until something is done, take it back, and hand out more."""
        for pipe in wait([pipe for pipe, worker in self._workers.items() if worker.given]):
            assert isinstance(pipe, Connection)
            worker = self._workers[pipe]
            with _ended_is_a_fault():
                message = pipe.recv()
            if worker.is_ready:
                slot = worker.given.popleft()
                slot.result, slot.error = message
                slot.is_done = True
            else:
                worker.is_ready = True
                self._send(pipe, worker.given[0])
        self._hand_out()

    def close(self) -> None:
        """End the processes. They write nothing but to their pipes, so nothing is left half done."""
        with _interrupts_held():
            for worker in self._workers.values():
                worker.process.kill()
            for pipe, worker in self._workers.items():
                worker.process.join()
                pipe.close()

    def _start(self, slot: _Slot) -> None:
        # A forked process would share locks and threads of ours in whatever state they are.
        context = get_context("spawn")
        _start_tracker()
        with _interrupts_held():
            try:
                ours, theirs = context.Pipe()
                process = context.Process(target=_serve, args=(theirs, self._function), daemon=True)
                process.start()
            except OSError as error:
                what = f"a worker process cannot be started: {error.strerror or error}"
                raise NoVerdictError(what, fix="give a smaller number to --jobs") from None
            theirs.close()  # so that its end is seen when the process ends
            self._workers[ours] = _Worker(process, deque([slot]))

    def _hand_out(self) -> None:
        """Send pieces to the processes that have the fewest; those that still start do not listen yet."""
        while self._unsent:
            able = [pipe for pipe, worker in self._workers.items() if worker.is_ready]
            pipe = min(able, key=lambda able: len(self._workers[able].given), default=None)
            if pipe is None or len(self._workers[pipe].given) >= _EACH:
                return
            slot = self._unsent.popleft()
            self._workers[pipe].given.append(slot)
            self._send(pipe, slot)

    def _send(self, pipe: Connection, slot: _Slot) -> None:
        """Send a piece; a process that works listens all the same, so this does not wait for it."""
        piece, slot.piece = slot.piece, None
        data = dumps(piece)
        with _ended_is_a_fault():
            pipe.send_bytes(data)


@contextmanager
def _ended_is_a_fault() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError):
        what = "a worker process ended before its work was done; nothing is written"
        raise NoVerdictError(what, fix=_FIX) from None


def _serve(pipe: Connection, function: Callable[[Any], object]) -> None:
    """Work in a process: say that it is ready, then answer each piece with a result or an error until it is ended."""
    # Ctrl-C is for the first process, which ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pieces: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(pipe, pieces), daemon=True).start()
    with suppress(OSError):  # the first process is gone
        pipe.send("ready")
        while True:
            pipe.send_bytes(_answer(function, pieces.get()))


def _listen(pipe: Connection, pieces: SimpleQueue[bytes]) -> None:
    """Take in pieces at any time, and end with the first process, however that ends."""
    with suppress(EOFError, OSError):
        while True:
            pieces.put(pipe.recv_bytes())
    os._exit(1)


def _answer(function: Callable[[Any], object], piece: bytes) -> bytes:
    """Return (result, error) as bytes."""
    try:
        return dumps((function(loads(piece)), None))
    except BaseException as error:
        return _error(error, format_exc())


def _error(error: BaseException, trace: str) -> bytes:
    """Return (None, error) as bytes, with the trace as a note, for the trace itself does not come along."""
    error.add_note(trace)
    # What is no Exception, such as SystemExit, would end the first process without a word.
    if isinstance(error, Exception):
        with suppress(Exception):
            data = dumps((None, error))
            loads(data)  # the error of a library need not come out as it went in
            return data
    instead = RuntimeError(f"a worker process failed: {type(error).__name__}: {error}")
    instead.add_note(trace)
    return dumps((None, instead))


def _start_tracker() -> None:
    """Start the process in which Python keeps account of the others: while it starts it lets Ctrl-C through, held back or not."""
    if hasattr(signal, "pthread_sigmask"):
        from multiprocessing.resource_tracker import ensure_running

        ensure_running()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Keep Ctrl-C waiting while a process starts, which keeps it waiting too until it can leave it to us, or while all end."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
