"""Whole graphs at addresses (SPARQL 1.1 Graph Store HTTP Protocol, sections 4.1, 4.2 and 5)."""

from __future__ import annotations

from typing import Final
from uuid import uuid4

from attrs import evolve
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from lineage_rdf.serve.context import Context
from lineage_rdf.serve.faults import Refusal
from lineage_rdf.serve.guard.bodies import read_body
from lineage_rdf.serve.jobs.job import Answer, Job
from lineage_rdf.serve.negotiation import preferred
from lineage_rdf.serve.parameters import parameters
from lineage_rdf.serve.sending import Reply, accept_of, header
from lineage_rdf.serve.sparql.formats import GRAPH_TYPES
from lineage_rdf.serve.token import refuse_stranger

_AT: Final = "lineage_rdf.serve.sparql.graphs:"
_PATH: Final = "/graphs"
_READS: Final = ("GET", "HEAD")
_ALLOWED: Final = ("GET", "HEAD", "PUT", "POST", "DELETE")


def routes(context: Context) -> list[BaseRoute]:
    """Return `/graphs?graph=IRI`, `/graphs?default`, and `/graphs/...`, the address of which names the graph itself.

    Args:
        context: what all routes share.
    """
    store = _GraphStore(context)
    return [Route(_PATH, store), Route(f"{_PATH}/{{name:path}}", store)]


class _GraphStore:
    def __init__(self, context: Context) -> None:
        self._context = context

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"]
        if method not in _ALLOWED:
            raise Refusal(405, f"{method} is no method of a graph", "", {"allow": ", ".join(_ALLOWED)})
        if method not in _READS:
            refuse_stranger(scope, self._context.settings)
        body = await read_body(receive) if method in ("PUT", "POST") else b""
        await Reply(await self._answer(scope, receive, body))(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, body: bytes) -> Answer:
        method, pool = scope["method"], self._context.pool
        name, is_new = self._graph(scope)
        if method in _READS:
            media = preferred(accept_of(scope), GRAPH_TYPES)
            return await pool.run(Job(f"{_AT}read_graph", (name, media)), client=receive)
        if method == "DELETE":
            return await pool.write(Job(f"{_AT}delete_graph", (name,)))
        work = "put_graph" if method == "PUT" else "add_to_graph"
        content_type = header(scope, b"content-type")
        answer = await pool.write(Job(f"{_AT}{work}", (name, content_type, body)))
        return evolve(answer, headers=(("location", name),)) if is_new else answer

    def _graph(self, scope: Scope) -> tuple[str, bool]:
        """Return the IRI of the graph, empty for the default graph, and whether it was made up for a graph to be created."""
        if scope["path"] != _PATH:
            return self._context.address(scope), False
        fields = parameters(scope["query_string"])
        names = [value for name, value in fields if name == "graph"]
        is_default = any(name == "default" for name, _ in fields)
        if len(names) + is_default > 1:
            raise Refusal(400, "more than one graph is named")
        if is_default:
            return "", False
        if names:
            if not names[0]:
                raise Refusal(400, "the name of the graph is empty")
            return names[0], False
        if scope["method"] != "POST":
            raise Refusal(400, "no graph is named", "ask for ?default or ?graph=IRI")
        return f"{self._context.address(scope)}/{uuid4()}", True
