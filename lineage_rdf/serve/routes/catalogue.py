"""The catalogue of questions, and the description of the server in OpenAPI."""

from __future__ import annotations

import json
from typing import Final

from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from lineage_rdf.query.catalogue_files import names
from lineage_rdf.serve.catalogue.openapi import describe
from lineage_rdf.serve.catalogue.question import Question
from lineage_rdf.serve.context import Context
from lineage_rdf.serve.faults import Refusal
from lineage_rdf.serve.jobs.job import Answer, Job
from lineage_rdf.serve.negotiation import form_for
from lineage_rdf.serve.parameters import parameters
from lineage_rdf.serve.sending import Reply, accept_of
from lineage_rdf.site.media import ROWS

_JOBS: Final = "lineage_rdf.serve.catalogue.job"
_OPENAPI: Final = "application/openapi+json"


def routes(context: Context) -> list[BaseRoute]:
    """Return `/query`, `/query/NAME` and `/openapi.json`.

    Args:
        context: what all routes share.
    """
    methods = ["GET", "HEAD"]
    return [
        Route("/query", _All(context), methods=methods),
        Route("/query/{name}", _One(context), methods=methods),
        Route("/openapi.json", _Description(context), methods=methods),
    ]


class _All:
    def __init__(self, context: Context) -> None:
        self._pool = context.pool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self._pool.run(Job(f"{_JOBS}:all_questions"), client=receive)
        await Reply(answer, vary="")(scope, receive, send)


class _One:
    def __init__(self, context: Context) -> None:
        self._context = context

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = scope["path_params"]["name"]
        if name not in names():
            raise Refusal(404, "there is no query of this name in the catalogue", "/query names all")
        asked = Question.of(name, parameters(scope["query_string"]))
        _, media_type = form_for(accept_of(scope), ROWS, asked.form)
        base = self._context.base_url(scope)
        job = Job(f"{_JOBS}:answer_question", (asked, media_type, base))
        answer = await self._context.pool.run(job, client=receive)
        await Reply(answer)(scope, receive, send)


class _Description:
    def __init__(self, context: Context) -> None:
        self._context = context

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        described = describe(self._context.base_url(scope))
        body = (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()
        await Reply(Answer(body, _OPENAPI), vary="")(scope, receive, send)
