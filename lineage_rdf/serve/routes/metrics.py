"""What the server does, in numbers, as Prometheus reads them (text format 0.0.4)."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import fields
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from lineage_rdf.serve.context import Context
from lineage_rdf.serve.jobs.job import Answer
from lineage_rdf.serve.jobs.lanes import Counts
from lineage_rdf.serve.sending import Reply

_MEDIA: Final = "text/plain; version=0.0.4; charset=utf-8"
_EVENTS: Final = {
    "done": "questions that a worker process answered",
    "remembered": "questions whose answer was known",
    "failed": "questions that were refused, or could not be answered",
    "out_of_time": "questions that were ended because their time was up",
    "out_of_memory": "questions that ended their worker process, mostly for lack of memory",
    "refused": "questions that were turned away because too much was being done",
    "left": "questions that were ended because their client had gone",
    "started": "worker processes that were started",
    "updates": "updates that were asked for",
}


def routes(context: Context) -> list[BaseRoute]:
    """Return `/metrics`.

    Args:
        context: what all routes share.
    """
    return [Route("/metrics", _Metrics(context), methods=["GET"])]


class _Metrics:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._begun = time.time()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        text = "".join(f"{line}\n" for line in self._lines())
        await Reply(Answer(text.encode(), _MEDIA, lasting=False), vary="")(scope, receive, send)

    def _lines(self) -> Iterator[str]:
        pool, desk = self._context.pool, self._context.desk
        assert {field.name for field in fields(Counts)} == set(_EVENTS)
        for name, text in _EVENTS.items():
            yield from _metric(f"{name}_total", "counter", text, getattr(pool.counts, name))
        yield from _metric(
            "at_once_total", "counter", "requests answered before the application was asked", desk.at_once
        )
        yield from _metric(
            "waiting_questions", "gauge", "questions that wait for a worker process", pool.waiting
        )
        yield from _metric(
            "long_questions", "gauge", "questions that have been at work for longer than a moment", pool.long
        )
        yield from _metric(
            "worker_processes", "gauge", "worker processes that there are", len(pool.processes)
        )
        yield from _metric("generation", "gauge", "how often the store was seen to change", pool.generation)
        yield from _metric("start_time_seconds", "gauge", "when the server was started", f"{self._begun:.0f}")
        yield from _metric("memory_bytes", "gauge", "memory of all its processes", _memory(pool.processes))
        yield "# HELP lineage_rdf_responses_total responses by status, 0 for none"
        yield "# TYPE lineage_rdf_responses_total counter"
        for status, count in sorted(desk.log.counts.items()):
            yield f'lineage_rdf_responses_total{{status="{status}"}} {count}'


def _metric(name: str, kind: str, text: str, value: object) -> Iterator[str]:
    full = f"lineage_rdf_{name}"
    yield f"# HELP {full} {text}"
    yield f"# TYPE {full} {kind}"
    yield f"{full} {value}"


def _memory(processes: tuple[int, ...]) -> int:
    """Return the resident memory of the server and its workers; 0 where the system does not tell."""
    total = 0
    for process in (os.getpid(), *processes):
        try:
            pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
        except (OSError, ValueError, IndexError):
            continue
        total += pages * os.sysconf("SC_PAGE_SIZE")
    return total
