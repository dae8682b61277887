"""Work spread over processes, its results in the order of the work, and no process left over whatever happens.

Each process has a pipe of its own and one piece of work at a time. A pool that shares queues between its processes
(`concurrent.futures`) cannot be ended early: a process that is ended while it writes leaves half a result in the queue,
and whoever reads the queue waits for the other half for ever.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from threading import Thread
from traceback import format_exc
from typing import Any, Generic, TypeVar

from attrs import define, frozen

from lineage_rdf.errors import NoVerdictError

W = TypeVar("W")
R = TypeVar("R")

# How much may be handed out and not yet taken back, counted as `size` counts.
_MOST_WAITING = 32 << 20


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
        jobs: number of processes; with one, or one piece only, the work is done here.
        size: how large a piece is.

    Raises:
        NoVerdictError: if a process ended before its work was done.
    """
    pieces = iter(work)
    first = list(islice(pieces, 2))
    if jobs == 1 or len(first) < 2:
        yield from map(function, chain(first, pieces))
        return
    with _workers(function, jobs) as workers:
        yield from _spread(workers, chain(first, pieces), size)


@frozen
class _Worker:
    process: BaseProcess
    pipe: Connection


@define
class _Slot(Generic[R]):
    """A piece that was handed out: how large it is, and its result once that is there."""

    size: int
    result: R | None = None
    is_done: bool = False


def _spread(workers: list[_Worker], pieces: Iterable[W], size: Callable[[W], int]) -> Iterator[Any]:
    waiting: deque[_Slot[Any]] = deque()
    busy: dict[Connection, _Slot[Any]] = {}
    idle = [worker.pipe for worker in workers]
    for piece in pieces:
        while not idle or _is_enough(waiting, 2 * len(workers)):
            idle += _collect(busy)
            yield from _done(waiting)
        waiting.append(_Slot(size(piece)))
        busy[idle[-1]] = waiting[-1]
        _hand_out(idle.pop(), piece)
    while waiting:
        yield from _done(waiting)
        _collect(busy)


def _is_enough(waiting: deque[_Slot[Any]], most: int) -> bool:
    return len(waiting) > most or sum(slot.size for slot in waiting) > _MOST_WAITING


def _done(waiting: deque[_Slot[Any]]) -> Iterator[Any]:
    """Yield the results whose turn it is."""
    while waiting and waiting[0].is_done:
        yield waiting.popleft().result


def _hand_out(pipe: Connection, piece: object) -> None:
    with _ended_is_a_fault():
        pipe.send(piece)


def _collect(busy: dict[Connection, _Slot[Any]]) -> list[Connection]:
    """Take back what is done, once something is, and return the pipes of those that did it."""
    some = set(wait(list(busy))) if busy else set()
    ready = [pipe for pipe in busy if pipe in some]
    for pipe in ready:
        with _ended_is_a_fault():
            result, error = pipe.recv()
        if error is not None:
            raise error
        slot = busy.pop(pipe)
        slot.result, slot.is_done = result, True
    return ready


@contextmanager
def _ended_is_a_fault() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError):
        raise NoVerdictError(
            "a worker process ended before its work was done; nothing is written",
            fix="if the machine ran out of memory, give a smaller number to --jobs",
        ) from None


@contextmanager
def _workers(function: Callable[[W], R], jobs: int) -> Iterator[list[_Worker]]:
    """Give fresh processes; none outlives the block, however it ends."""
    workers: list[_Worker] = []
    try:
        for _ in range(jobs):
            with _interrupts_held():
                workers.append(_start(function))
        yield workers
    finally:
        # They write nothing but to their pipes, so nothing is left half done.
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.process.join()
            worker.pipe.close()


def _start(function: Callable[[W], R]) -> _Worker:
    # A forked process would share locks and threads of ours in whatever state they are.
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, function))
    process.start()
    theirs.close()  # so that its end is seen when the process ends
    return _Worker(process, ours)


def _serve(pipe: Connection, function: Callable[[Any], object]) -> None:
    """Work in a process: answer each piece with a result or an error, until there are no more."""
    # Ctrl-C is for the first process, which ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    assert parent is not None  # this runs only in a process of the pool
    Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    with suppress(EOFError):
        while True:
            piece = pipe.recv()
            pipe.send(_answer(function, piece))


def _answer(function: Callable[[Any], object], piece: object) -> tuple[object, BaseException | None]:
    try:
        return function(piece), None
    except BaseException as error:
        error.add_note(format_exc())  # the trace itself does not come along
        return None, error


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Keep Ctrl-C waiting while a process starts, which keeps it waiting too until it can leave it to us."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
