"""The addresses of things: each leads to a page or to data, and each document has an address with a suffix."""

from __future__ import annotations

from typing import Final

from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from lineage_rdf.serve.context import Context
from lineage_rdf.serve.faults import Refusal
from lineage_rdf.serve.jobs.job import Job
from lineage_rdf.serve.negotiation import pick
from lineage_rdf.serve.sending import Reply, accept_of
from lineage_rdf.site import media

_JOBS: Final = "lineage_rdf.serve.things.job"
_LINKSET: Final = ".linkset.json"
_LONGEST: Final = 4096
ORDER: Final = 100  # behind all others: any path may be that of a thing


def routes(context: Context) -> list[BaseRoute]:
    """Return the route of all things.

    Args:
        context: what all routes share.
    """
    return [Route("/{path:path}", _Things(context), methods=["GET", "HEAD"])]


class _Things:
    def __init__(self, context: Context) -> None:
        self._context = context

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"][1:]
        if len(path) > _LONGEST:
            raise Refusal(414, "the address is too long")
        job, vary = self._job(scope, path)
        answer = await self._context.pool.run(job, client=receive)
        await Reply(answer, vary)(scope, receive, send)

    def _job(self, scope: Scope, path: str) -> tuple[Job, str]:
        base = self._context.base_url(scope)
        if path.endswith(_LINKSET):
            return Job(f"{_JOBS}:link_document", (path.removesuffix(_LINKSET), base)), ""
        rest, form = media.by_suffix(path)
        if form is not None:
            return Job(f"{_JOBS}:document", (rest, form.name, base)), ""
        chosen = pick(accept_of(scope), media.DOCUMENTS)
        suffix = chosen[0].suffix if chosen else ""
        return Job(f"{_JOBS}:lead", (path, _written(scope), base, suffix)), "Accept"


def _written(scope: Scope) -> str:
    """Return the address as it was sent, without the first slash."""
    path = scope["raw_path"][1 : _LONGEST + 1].decode("latin-1")
    query = scope["query_string"][:_LONGEST].decode("latin-1")
    return f"{path}?{query}" if query else path
