"""A limit on the time that a command takes, which holds whatever it is doing."""

from __future__ import annotations

import math
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from lineage_rdf.errors import NoVerdictError, UsageError

_LONGEST: Final = 365 * 86_400.0


def within(seconds: float | None, work: Callable[[], int]) -> int:
    """Do a piece of work and return its exit code, within a limit of time.

    A query in a shape may ask for what never ends, and the engine that evaluates it hears nothing meanwhile. So the work is
    done by a copy of the process, which can be ended. Where processes cannot be copied (Windows) no limit is held.

    Args:
        seconds: the limit; None for no limit.
        work: what to do; it prints what there is to print.

    Raises:
        UsageError: if the limit is no number of seconds above 0.
        NoVerdictError: if the time is over; nothing was printed then.
    """
    if seconds is None or not hasattr(os, "fork"):
        return work()
    if not 0 < seconds <= _LONGEST or math.isnan(seconds):
        raise UsageError(f"a limit of {seconds:g} seconds cannot be held", fix="give a number above 0")
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        _run(work)
    return _wait(child, seconds)


def _run(work: Callable[[], int]) -> None:
    """Do the work in the copy and end it; errors are told as they are anywhere else."""
    from lineage_rdf.cli.main import guarded

    code = guarded(work)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _wait(child: int, seconds: float) -> int:
    end = time.monotonic() + seconds
    pause = 0.001
    try:
        while (status := _status(child)) is None and time.monotonic() < end:
            time.sleep(pause)
            pause = min(2 * pause, 0.05)
    except BaseException:
        _end(child)
        raise
    if status is not None:
        return _code(status)
    _end(child)
    raise NoVerdictError(
        f"the check did not end within {seconds:g} seconds", fix="give it more time with --timeout SECONDS"
    )


def _status(child: int) -> int | None:
    """Return how the copy ended; None if it has not."""
    ended, status = os.waitpid(child, os.WNOHANG)
    return status if ended else None


def _end(child: int) -> None:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _code(status: int) -> int:
    """Return the exit code of the copy; 3 if it was ended by something else, such as a lack of memory."""
    code = os.waitstatus_to_exitcode(status)
    if code >= 0:
        return code
    raise NoVerdictError(f"the check was ended by signal {-code}", fix="give it more memory or less data")
