"""The SPARQL endpoint: queries and updates, and what the service is (SPARQL 1.1 Protocol)."""

from __future__ import annotations

from typing import Final

from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from lineage_rdf.serve.context import Context
from lineage_rdf.serve.faults import Refusal
from lineage_rdf.serve.guard.bodies import read_body
from lineage_rdf.serve.jobs.job import Answer, Job
from lineage_rdf.serve.negotiation import choose, preferred
from lineage_rdf.serve.sending import Reply, accept_of
from lineage_rdf.serve.sparql.description import description
from lineage_rdf.serve.sparql.formats import GRAPH_TYPES, RESULT_TYPES
from lineage_rdf.serve.sparql.request import Operation, operation_of
from lineage_rdf.serve.token import refuse_stranger
from lineage_rdf.site.media import HTML

_QUERY: Final = "lineage_rdf.serve.sparql.query:answer_query"
_PAGES: Final = "lineage_rdf.serve.query_job"
_UPDATE: Final = "lineage_rdf.serve.sparql.update:answer_update"
ORDER: Final = -1  # what is asked most is looked for first


def routes(context: Context) -> list[BaseRoute]:
    """Return `/sparql`, which takes queries and updates, and `/update`, which takes only these.

    Args:
        context: what all routes share.
    """
    both, updates = _Endpoint(context), _Endpoint(context, only_updates=True)
    return [
        Route("/sparql", both),
        Route("/sparql/", both),
        Route("/update", updates),
    ]


class _Endpoint:
    def __init__(self, context: Context, *, only_updates: bool = False) -> None:
        self._context = context
        self._only_updates = only_updates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"]
        allowed = ("POST",) if self._only_updates else ("GET", "HEAD", "POST")
        if method not in allowed:
            fix = (
                "post an update; queries are answered at /sparql" if self._only_updates else "use GET or POST"
            )
            what = f"{method} is no method of this address"
            raise Refusal(405, what, fix, {"allow": ", ".join(allowed)})
        body = await read_body(receive) if method == "POST" else b""
        asked = operation_of(scope, body, self._context.settings.query_limit)
        answer = await self._answer(scope, receive, asked)
        await Reply(answer)(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, asked: Operation | None) -> Answer:
        address = self._context.address(scope)
        if asked is None:
            media = choose(accept_of(scope), (*GRAPH_TYPES, HTML.media_type))
            if media == HTML.media_type:
                return await self._context.pool.run(Job(f"{_PAGES}:empty_page"), client=receive)
            return description(self._context.settings, address, media)
        if asked.is_update:
            refuse_stranger(scope, self._context.settings)
            return await self._context.pool.write(Job(_UPDATE, (asked.text, address, asked.dataset)))
        if self._only_updates:
            raise Refusal(400, "a query was sent to where updates are taken", "send it to /sparql")
        accept = asked.wanted or accept_of(scope)
        if preferred(accept, (*RESULT_TYPES, *GRAPH_TYPES, HTML.media_type)) == HTML.media_type:
            told = (asked.text, address, asked.dataset, self._context.base_url(scope))
            return await self._context.pool.run(Job(f"{_PAGES}:asked_page", told), client=receive)
        results, graphs = preferred(accept, RESULT_TYPES), preferred(accept, GRAPH_TYPES)
        job = Job(_QUERY, (asked.text, address, asked.dataset, results, graphs))
        return await self._context.pool.run(job, client=receive)
