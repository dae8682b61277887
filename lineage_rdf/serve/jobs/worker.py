"""The worker process: it opens the place, then does one job after the other until the server is gone."""

from __future__ import annotations

import socket
import sys
from functools import cache
from typing import Any

from lineage_rdf.errors import LineageError, NoVerdictError
from lineage_rdf.serve.faults import Refusal, busy, out_of_memory, too_large
from lineage_rdf.serve.jobs.frames import receive, send
from lineage_rdf.serve.jobs.job import Answer, Opened, function_of
from lineage_rdf.serve.jobs.limits import end_with_parent, limit_memory
from lineage_rdf.serve.jobs.offline import go_offline
from lineage_rdf.serve.jobs.settling import Settling
from lineage_rdf.serve.jobs.start import Start, is_overtaken, opened
from lineage_rdf.serve.jobs.warm import pieces, warm_up
from lineage_rdf.store.open import is_address

_function = cache(function_of)


def main() -> None:
    """Work for the server at the other end of the socket whose number is the first argument."""
    end_with_parent()
    link = socket.socket(fileno=int(sys.argv[1]))
    try:
        start: Start = receive(link)
        if not is_address(start.place):
            go_offline()
        try:
            place = opened(start)
            # Once the index of a store is loaded and its files are open, as that is no part of a question.
            limit_memory(start.memory_limit)
        except LineageError as error:
            send(link, _plain(error))
            return
        send(link, None)
        _work(link, start, place)
    except (EOFError, OSError):
        return


def _work(link: socket.socket, start: Start, place: Opened) -> None:
    here = _Place(place, start)
    left = pieces()
    while True:
        if not start.writes:
            warm_up(link, left)
        generation, function, arguments = receive(link)
        try:
            found: Any = here.answer(generation, function, arguments)
        except BaseException as error:
            found = _told(error, start)
        send(link, found)


class _Place:
    """The place, opened again when it was written."""

    def __init__(self, place: Opened, start: Start) -> None:
        self._place = place
        self._start = start
        self._settling = Settling()
        self._generation = 0

    def answer(self, generation: int, function: str, arguments: tuple[Any, ...]) -> Answer:
        if self._start.writes:
            answer = _answer(self._place, function, arguments, self._start)
            if self._place.native is not None:
                self._settling.settle(self._place.native)
            return answer
        if generation != self._generation:
            self._renew(generation)
        try:
            return _answer(self._place, function, arguments, self._start)
        except (OSError, NoVerdictError) as error:
            if not is_overtaken(error):
                raise
        self._renew(generation)
        return _answer(self._place, function, arguments, self._start)

    def _renew(self, generation: int) -> None:
        self._generation = -1  # unless it can be opened, the next question tries again
        self._place = _reopened(self._place, self._start)
        self._generation = generation


def _reopened(place: Opened, start: Start) -> Opened:
    """Open the place as it is now.

    Raises:
        Refusal: with status 503, if it cannot be opened just now.
    """
    place.store.close()
    try:
        return opened(start)
    except LineageError as error:
        raise busy(f"the store cannot be opened just now: {error.what}") from None


def _answer(place: Opened, function: str, arguments: tuple[Any, ...], start: Start) -> Answer:
    answer = _function(function)(place, *arguments)
    if len(answer.body) > start.result_limit:
        raise too_large(start.result_limit >> 20)
    return answer


def _told(error: BaseException, start: Start) -> LineageError:
    if isinstance(error, MemoryError):
        return out_of_memory(start.memory_limit >> 20)
    if isinstance(error, LineageError):
        return _plain(error)
    return NoVerdictError(f"a fault of ours: {type(error).__name__}: {error}")


def _plain(error: LineageError) -> LineageError:
    """Return an error of a class whose instances can travel."""
    if isinstance(error, Refusal):
        return error
    kind = NoVerdictError if error.exit_code == NoVerdictError.exit_code else LineageError
    return kind(error.what, error.where, error.fix)


if __name__ == "__main__":
    main()
