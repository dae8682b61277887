"""The questions that wait for a process: whoever has the fewest at work comes first, so that none can hold up all others."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextvars import ContextVar
from typing import Final, Generic, TypeVar

from lineage_rdf.serve.faults import busy

T = TypeVar("T")
# The client whose request is being answered.
asking: Final[ContextVar[str]] = ContextVar("asking", default="")


class Waiting(Generic[T]):
    """Questions that wait, in the order in which they came but for what is fair.

    Args:
        most: how many may wait; one client may have half of them.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._futures: dict[asyncio.Future[T], str] = {}
        self._waiting: Counter[str] = Counter()
        self._at_work: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._futures)

    def append(self, future: asyncio.Future[T]) -> None:
        """Let a question of the client that asks wait.

        Args:
            future: what will hold the process that it gets.

        Raises:
            Refusal: if too many wait already.
        """
        who = asking.get()
        if len(self._futures) >= self._most or self._waiting[who] >= max(1, self._most // 2):
            raise busy("too many questions are waiting")
        self._futures[future] = who
        self._waiting[who] += 1
        future.add_done_callback(self._leave)

    def popleft(self) -> asyncio.Future[T]:
        """Return the question whose turn it is, which waits no longer."""
        future = min(self._futures, key=lambda waiting: self._at_work[self._futures[waiting]])
        self._leave(future)
        return future

    def begin(self) -> None:
        """Count a question of the client that asks as one at work."""
        self._at_work[asking.get()] += 1

    def end(self) -> None:
        """Count it no longer."""
        _less(self._at_work, asking.get())

    def _leave(self, future: asyncio.Future[T]) -> None:
        who = self._futures.pop(future, None)
        if who is not None:
            _less(self._waiting, who)


def _less(counts: Counter[str], who: str) -> None:
    counts[who] -= 1
    if not counts[who]:
        del counts[who]
