"""Asks endpoints in tests, and faults that several tests need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import evolve
from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.errors import LineageError
from lineage_rdf.store import canary
from lineage_rdf.store.address import read_address
from lineage_rdf.store.endpoint import EndpointStore
from tests.store.servers import Alter, Altered, Asked, Reply, altered_server

GRAPH, P = NamedNode("urn:g"), NamedNode("urn:p")
ALL = "SELECT ?s ?o { GRAPH ?g { ?s <urn:p> ?o } }"


def numbered(count: int) -> list[Quad]:
    return [Quad(NamedNode(f"urn:n{n}"), P, Literal(str(n)), GRAPH) for n in range(count)]


def opened(server: Altered | str, **options: Any) -> EndpointStore:
    url = server if isinstance(server, str) else server.url
    login = {name: options.pop(name) for name in ("login", "token") if name in options}
    return EndpointStore(read_address(url, environment={}, **login), **options)


def outcome(alter: Alter, count: int = 25, query: str = ALL, **options: Any) -> list[Any] | LineageError:
    """Return the rows of a query after the canary has sung, or the error."""
    with altered_server(numbered(count), alter) as server, opened(server, page_size=10, **options) as store:
        try:
            canary(store)
            return list(store.select(query))
        except LineageError as error:
            return error


def texts(rows: Iterable[Any]) -> list[str]:
    return sorted(str(sorted((name, str(term)) for name, term in row.items())) for row in rows)


def only(asked: Asked, word: str, also: str = "urn:p") -> bool:
    return word in asked.query and also in asked.query


def shorter_than_told(asked: Asked, reply: Reply) -> Reply:
    assert isinstance(reply.body, bytes)
    half = reply.body[: len(reply.body) // 2]
    return evolve(reply, body=iter([half]), headers={"Content-Length": str(len(reply.body))})


def status(number: int, text: str = "no") -> Alter:
    return lambda asked, reply: Reply(number, "text/plain", text.encode())
