"""Whether the server can answer."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from lineage_rdf.serve.context import Context
from lineage_rdf.serve.jobs.job import Answer, Job, Opened
from lineage_rdf.serve.sending import Reply

_LIMIT = 5.0  # seconds


def alive(here: Opened) -> Answer:
    """Ask the place something that takes no time.

    Args:
        here: what is open.
    """
    here.store.ask("ASK { VALUES ?x { 1 } }")
    return Answer(b'{"status":"ok"}\n', "application/json", lasting=False)


def routes(context: Context) -> list[BaseRoute]:
    """Return `/health`.

    Args:
        context: what all routes share.
    """
    return [Route("/health", _Health(context), methods=["GET"])]


class _Health:
    def __init__(self, context: Context) -> None:
        self._pool = context.pool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self._pool.run(Job.of(alive), limit=_LIMIT)
        await Reply(answer, vary="")(scope, receive, send)
