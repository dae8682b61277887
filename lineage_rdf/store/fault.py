"""What goes wrong between us and an endpoint, before it is known what that means for the run."""

from __future__ import annotations

from collections.abc import Callable
from queue import Empty, Queue
from threading import Thread
from typing import TypeVar

from lineage_rdf.errors import UsageError

T = TypeVar("T")
_SHOWN = 200

ENDPOINT_ITSELF = "name the address of the SPARQL endpoint itself, which often ends in /sparql or /query"


class Fault(Exception):
    """An exchange that failed.

    Args:
        what: the fault in one sentence without a full stop.
        fix: what to do about it; empty if there is nothing to say.
        status: the status of HTTP by which an endpoint refused something; 0 if it is another fault.
    """

    def __init__(self, what: str, fix: str = "", status: int = 0) -> None:
        super().__init__(what)
        self.what = what
        self.fix = fix
        self.status = status


def excerpt(text: str, *secrets: str) -> str:
    """Return the beginning of a text of a stranger, on one line, fit for a terminal and without any secret.

    Args:
        text: the text.
        secrets: what must not be shown.
    """
    for secret in secrets:
        for part in (secret, secret.partition(" ")[2]):
            text = text.replace(part, "***") if part else text
    words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}..."


def within(seconds: float, work: Callable[[], T]) -> T:
    """Return what some work returns, if it is done in time.

    The work is left to itself when it is not: nothing else ends the search for a host's address.

    Args:
        seconds: the time it has.
        work: the work; objects of pyoxigraph must not come out of it, for they stay in their thread.

    Raises:
        TimeoutError: if it takes longer.
    """
    box: Queue[tuple[T, None] | tuple[None, BaseException]] = Queue()

    def run() -> None:
        try:
            box.put((work(), None))
        except BaseException as error:
            box.put((None, error))

    Thread(target=run, daemon=True).start()
    try:
        result, error = box.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    try:
        if error is not None:
            raise error
    finally:
        del error  # it would keep this frame, and this frame it
    return result  # type: ignore[return-value]


_YEAR = 365 * 86_400.0


def check_limit(seconds: float) -> None:
    """Refuse a time limit that is none.

    Raises:
        UsageError: if it is no number of seconds above 0 and up to a year.
    """
    if not 0 < seconds <= _YEAR:
        what = "a time limit must be greater than zero and at most a year"
        raise UsageError(what, fix="give a number of seconds")
