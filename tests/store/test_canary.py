"""What a place of data is found to be like before it is asked anything else."""

from __future__ import annotations

import pytest
from attrs import evolve
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad

from lineage_rdf.errors import InputError
from lineage_rdf.store import Canary, canary
from lineage_rdf.store.address import read_address
from lineage_rdf.store.embedded import EmbeddedStore
from lineage_rdf.store.endpoint import EndpointStore
from tests.store.servers import Asked, Reply, altered_server, real_server

A, G = NamedNode("urn:a"), NamedNode("urn:g")
NAMED, DEFAULT, BLANK = Quad(A, A, A, G), Quad(A, A, A, DefaultGraph()), Quad(A, A, BlankNode(), G)
OTHER = Quad(G, G, G, DefaultGraph())
CASES = [
    ([], Canary(False, False, None)),
    ([NAMED], Canary(True, False, False)),
    ([DEFAULT], Canary(False, True, None)),
    ([NAMED, OTHER], Canary(True, True, False)),
    ([NAMED, DEFAULT], Canary(True, True, True)),
    ([BLANK, DEFAULT], Canary(True, True, None)),
]


@pytest.mark.parametrize(("quads", "expected"), CASES)
def test_how_graphs_are_held(quads: list[Quad], expected: Canary) -> None:
    with EmbeddedStore.in_memory(quads) as store:
        assert canary(store) == expected
    with altered_server(quads) as server, EndpointStore(read_address(server.url)) as endpoint:
        assert canary(endpoint) == expected


def test_a_real_server_sings() -> None:
    with real_server([NAMED]) as url, EndpointStore(read_address(url)) as store:
        assert canary(store) == Canary(True, False, False)
    with real_server([NAMED], "--union-default-graph") as url, EndpointStore(read_address(url)) as store:
        assert canary(store) == Canary(True, True, True)


def mangled(asked: Asked, reply: Reply) -> Reply:
    assert isinstance(reply.body, bytes)
    return evolve(reply, body=reply.body.replace("é".encode(), b"?"))


def always_yes(asked: Asked, reply: Reply) -> Reply:
    return evolve(reply, body=b'{"head":{},"boolean":true}') if "ASK" in asked.query else reply


@pytest.mark.parametrize("alter", [mangled, always_yes])
def test_an_endpoint_that_does_not_tell_the_truth_is_unusable(alter: object) -> None:
    with altered_server([NAMED], alter) as server, EndpointStore(read_address(server.url)) as store:  # type: ignore[arg-type]  # noqa: SIM117
        with pytest.raises(InputError, match="answered otherwise"):
            canary(store)
