"""A limit on the time that a command takes, which holds whatever it is doing."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final, TypeVar

from lineage_rdf.errors import NoVerdictError, UsageError

T = TypeVar("T")
_LONGEST: Final = 365 * 86_400.0
_PR_SET_PDEATHSIG: Final = 1  # linux/prctl.h


def within(
    seconds: float | None, work: Callable[[], T], tell: Callable[[T], int], what: str = "the check"
) -> int:
    """Do a piece of work within a limit of time, tell what came of it, and return the exit code.

    A query in a shape may ask for what never ends, and the engine that evaluates it hears nothing meanwhile. So the work is
    done by a copy of the process, which can be ended. Where processes cannot be copied (Windows) no limit is held.

    Args:
        seconds: the limit; None for no limit.
        work: what to do; it prints nothing.
        tell: prints what came of it, however long its reader takes, and gives the exit code.
        what: what messages call the work.

    Raises:
        UsageError: if the limit is no number of seconds above 0 and up to a year.
        NoVerdictError: if the time is over; nothing was printed then.
    """
    if seconds is None or not hasattr(os, "fork"):
        return tell(work())
    if not 0 < seconds <= _LONGEST:
        raise UsageError(
            f"a limit of {seconds:g} seconds cannot be held", fix="give a number above 0 and up to a year"
        )
    sys.stdout.flush()
    sys.stderr.flush()
    done, begin = os.pipe()
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        _run(lambda: _told(work, tell, begin), parent)
    os.close(begin)
    with _ended_with_us(child):
        return _wait(child, done, seconds, what)


def _told(work: Callable[[], T], tell: Callable[[T], int], begin: int) -> int:
    found = work()
    os.write(begin, b".")
    return tell(found)


def _run(work: Callable[[], int], parent: int) -> None:
    """Do the work in the copy and end it; errors are told as they are anywhere else."""
    code = 3
    try:
        _end_with(parent)
        from lineage_rdf.cli.main import guarded

        code = guarded(work)
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
    finally:
        os._exit(code)


def _end_with(parent: int) -> None:
    """Have the copy ended when the process that it is a copy of is, however that ends (Linux)."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(3)


@contextmanager
def _ended_with_us(child: int) -> Iterator[None]:
    """End the copy when this process is told to end."""

    def end(number: int, _frame: object) -> None:
        _end(child)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _wait(child: int, done: int, seconds: float, what: str) -> int:
    """Return the exit code of the copy; its time runs until it begins to print."""
    end = time.monotonic() + seconds
    try:
        begun = bool(select.select([done], [], [], seconds)[0])
        while (status := _status(child)) is None and (begun or time.monotonic() < end):
            time.sleep(0.005)
    except BaseException:
        _end(child)
        raise
    finally:
        os.close(done)
    if status is not None:
        return _code(status, what)
    _end(child)
    raise NoVerdictError(
        f"{what} did not end within {seconds:g} seconds", fix="give it more time with --timeout SECONDS"
    )


def _status(child: int) -> int | None:
    """Return how the copy ended; None if it has not."""
    ended, status = os.waitpid(child, os.WNOHANG)
    return status if ended else None


def _end(child: int) -> None:
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _code(status: int, what: str) -> int:
    """Return the exit code of the copy.

    Raises:
        NoVerdictError: if it was ended by something else, such as a lack of memory.
    """
    code = os.waitstatus_to_exitcode(status)
    if code >= 0:
        return code
    raise NoVerdictError(f"{what} was ended by signal {-code}", fix="give it more memory or less data")
