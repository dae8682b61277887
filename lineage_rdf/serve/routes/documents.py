"""Checks lineages, and reads model folders, that are posted; nothing of them is kept."""

from __future__ import annotations

from typing import Final

from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from lineage_rdf.errors import UsageError
from lineage_rdf.serve.context import Context
from lineage_rdf.serve.documents.check import refuse_unknown
from lineage_rdf.serve.faults import Refusal
from lineage_rdf.serve.guard.bodies import read_body
from lineage_rdf.serve.jobs.job import Job
from lineage_rdf.serve.negotiation import form_for
from lineage_rdf.serve.parameters import parameters
from lineage_rdf.serve.sending import Reply, accept_of, header
from lineage_rdf.site import media

_JOBS: Final = "lineage_rdf.serve.documents.job"
_SEVERITIES: Final = ("violation", "warning", "info")
_USUAL: Final = "wellformed"


def routes(context: Context) -> list[BaseRoute]:
    """Return `/check` and `/read`.

    Args:
        context: what all routes share.
    """
    return [
        Route("/check", _Check(context), methods=["POST"]),
        Route("/read", _Read(context), methods=["POST"]),
        # Else this would be looked for among the things that the store describes.
        Route("/check", _Elsewise("a lineage as RDF"), methods=["GET", "HEAD"]),
        Route("/read", _Elsewise("the files of a model folder, or shorthand"), methods=["GET", "HEAD"]),
    ]


class _Elsewise:
    """Tells a person who opens the address what is to be posted to it."""

    def __init__(self, what: str) -> None:
        self._fix = f"post {what}; /openapi.json tells how"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        raise Refusal(405, "there is nothing to get at this address", self._fix, {"allow": "POST"})


class _Check:
    def __init__(self, context: Context) -> None:
        self._pool = context.pool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        given = _given(scope, ("profile", "fail-on", "format"))
        profiles = tuple(dict.fromkeys(given["profile"])) or (_USUAL,)
        refuse_unknown(profiles)
        fail_on = _one(given["fail-on"], "fail-on") or _SEVERITIES[0]
        if fail_on not in _SEVERITIES:
            raise UsageError("there is no such severity", "fail-on", f"use {', '.join(_SEVERITIES)}")
        form, name = _form(scope, given["format"], media.CHECKS)
        body = await read_body(receive)
        sent = header(scope, b"content-type")
        job = Job(f"{_JOBS}:check_sent", (body, sent, profiles, fail_on, form.name, name))
        await Reply(await self._pool.run(job, client=receive))(scope, receive, send)


class _Read:
    def __init__(self, context: Context) -> None:
        self._pool = context.pool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        given = _given(scope, ("format",))
        form, name = _form(scope, given["format"], media.RDF)
        body = await read_body(receive)
        job = Job(f"{_JOBS}:read_sent", (body, header(scope, b"content-type"), form.name, name))
        await Reply(await self._pool.run(job, client=receive))(scope, receive, send)


def _given(scope: Scope, names: tuple[str, ...]) -> dict[str, list[str]]:
    """Return parameter -> its values; one that would change nothing is refused, not passed over."""
    found: dict[str, list[str]] = {name: [] for name in names}
    for name, value in parameters(scope["query_string"]):
        if name not in found:
            raise UsageError("there is no such parameter", name[:80], f"there are {', '.join(names)}")
        found[name].append(value)
    return found


def _one(values: list[str], name: str) -> str:
    if len(values) > 1:
        raise UsageError(f"the parameter {name} is given twice", fix="give it once")
    return values[0] if values else ""


def _form(scope: Scope, values: list[str], forms: tuple[media.Form, ...]) -> tuple[media.Form, str]:
    """Return the form of the answer and the media type by which the client knows it."""
    return form_for(accept_of(scope), forms, _one(values, "format"))
