"""Work spread over processes, its results in the order of the work, and no process left over whatever happens."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import TypeVar

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
    try:
        with _processes(jobs) as pool:
            yield from _spread(pool, function, chain(first, pieces), jobs, size)
    except BrokenProcessPool:
        raise NoVerdictError(
            "a worker process ended before its work was done; nothing is written",
            fix="if the machine ran out of memory, give a smaller number to --jobs",
        ) from None


def _spread(
    pool: ProcessPoolExecutor,
    function: Callable[[W], R],
    pieces: Iterable[W],
    jobs: int,
    size: Callable[[W], int],
) -> Iterator[R]:
    waiting: deque[tuple[int, Future[R]]] = deque()
    total = 0
    for piece in pieces:
        with _interrupts_held():
            waiting.append((size(piece), pool.submit(function, piece)))
        total += waiting[-1][0]
        while len(waiting) > 2 * jobs or (total > _MOST_WAITING and waiting):
            done, future = waiting.popleft()
            total -= done
            yield future.result()
    for _, future in waiting:
        yield future.result()


@contextmanager
def _processes(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Give a pool of fresh processes; if the block ends early they are ended, and none outlives it."""
    others = set(active_children())
    # A forked process would share locks and threads of ours in whatever state they are.
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _prepare)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown()


def _prepare() -> None:
    """Leave Ctrl-C to the first process, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    assert parent is not None  # this runs only in a process of the pool
    Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


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
