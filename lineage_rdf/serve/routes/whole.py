"""The first page, the lists, and what tells machines of the whole: its description, its map, and what crawlers may do."""

from __future__ import annotations

import re
from typing import Final

from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from lineage_rdf.errors import UsageError
from lineage_rdf.pages.sitemap import robots
from lineage_rdf.serve.context import Context
from lineage_rdf.serve.faults import Refusal
from lineage_rdf.serve.jobs.job import Answer, Job
from lineage_rdf.serve.negotiation import form_for
from lineage_rdf.serve.parameters import parameters
from lineage_rdf.serve.sending import Reply, accept_of
from lineage_rdf.serve.things.lists import KINDS, Search
from lineage_rdf.serve.things.whole_job import Place
from lineage_rdf.site import media

_JOBS: Final = "lineage_rdf.serve.things.whole_job"
_PART: Final = re.compile(r"([a-z]{1,20})-([1-9][0-9]{0,5})\.xml")


def routes(context: Context) -> list[BaseRoute]:
    """Return the routes of the whole.

    Args:
        context: what all routes share.
    """
    methods = ["GET", "HEAD"]
    return [
        Route("/", _First(context), methods=methods),
        Route("/list/{name}", _List(context), methods=methods),
        Route("/.well-known/void", _Description(context), methods=methods),
        Route("/void", _Description(context), methods=methods),
        *(
            Route(f"/void{form.ending}", _Description(context, form.name), methods=methods)
            for form in media.RDF
        ),
        Route("/robots.txt", _Robots(context), methods=methods),
        Route("/sitemap.xml", _Map(context), methods=methods),
        Route("/sitemaps/{name}", _Map(context), methods=methods),
    ]


class _Whole:
    """A route that asks a worker."""

    def __init__(self, context: Context, form: str = "") -> None:
        self._context = context
        self._form = form

    def _place(self, scope: Scope) -> Place:
        settings = self._context.settings
        return Place(self._context.base_url(scope), bool(settings.token), settings.union)

    async def _send(self, job: Job, vary: str, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self._context.pool.run(job, client=receive)
        await Reply(answer, vary)(scope, receive, send)


class _First(_Whole):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        form, _ = form_for(accept_of(scope), media.DOCUMENTS)
        if form is media.HTML:
            await self._send(Job(f"{_JOBS}:first", (self._place(scope),)), "Accept", scope, receive, send)
            return
        there = Answer(b"", "", (("location", f"./void{form.ending}"),), 303)
        await Reply(there)(scope, receive, send)


class _List(_Whole):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = scope["path_params"]["name"]
        if name not in KINDS:
            raise Refusal(404, "there is no such list", f"there are {', '.join(KINDS)}")
        given: dict[str, str] = {}
        for key, value in parameters(scope["query_string"]):
            if given.setdefault(key, value) != value:
                raise UsageError("the parameter is given twice", key[:80], "give it once")
        job = Job(f"{_JOBS}:listed", (Search.of(name, given), self._context.base_url(scope)))
        await self._send(job, "", scope, receive, send)


class _Description(_Whole):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        form, _ = form_for(accept_of(scope), media.RDF, self._form)
        vary = "" if self._form else "Accept"
        await self._send(Job(f"{_JOBS}:about", (self._place(scope), form.name)), vary, scope, receive, send)


class _Map(_Whole):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        base, name = self._context.base_url(scope), scope["path_params"].get("name", "")
        part = _PART.fullmatch(name)
        if name and not part:
            raise Refusal(404, "there is no such map")
        index = Job(f"{_JOBS}:map_index", (base,))
        job = Job(f"{_JOBS}:map_part", (part[1], int(part[2]), base)) if part else index
        await self._send(job, "", scope, receive, send)


class _Robots:
    def __init__(self, context: Context) -> None:
        self._context = context

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Rows of a question in every order there is, and answers to any query, are nothing to be kept by search engines.
        body = robots(f"{self._context.base_url(scope)}/", ("sparql", "update", "query/", "list/*?"))
        await Reply(Answer(body, "text/plain"), vary="")(scope, receive, send)
