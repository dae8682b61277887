"""Endpoints: every row comes once, whatever the server calls its blank nodes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryResultsFormat

from lineage_rdf.store.embedded import EmbeddedStore
from tests.store.asking import (
    ALL,
    GRAPH,
    P,
    numbered,
    opened,
    texts,
)
from tests.store.servers import Asked, Reply, altered_server, in_format, real_server

XSD = "http://www.w3.org/2001/XMLSchema#"
TERMS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6).map(Literal),
    st.sampled_from(["en", "en-GB", "fr"]).map(lambda tag: Literal("x", language=tag)),
    st.integers(-3, 3).map(lambda n: Literal(str(n), datatype=NamedNode(f"{XSD}integer"))),
    st.integers(-3, 3).map(lambda n: Literal(f"{n}.5", datatype=NamedNode(f"{XSD}decimal"))),
    st.integers(0, 9).map(lambda n: NamedNode(f"urn:o{n}")),
)


def test_a_real_server_gives_the_rows_of_the_store_beside_it() -> None:
    with real_server(numbered(1234)) as url, opened(url, page_size=100) as store:
        assert store.ask("ASK { GRAPH ?g { ?s ?p ?o } }") and not store.ask("ASK { ?s ?p ?o }")
        with EmbeddedStore.in_memory(numbered(1234)) as local:
            assert texts(store.select(ALL)) == texts(local.select(ALL))
        prefixed = "PREFIX x: <urn:> # a comment\nSELECT ?o { GRAPH x:g { x:n7 x:p ?o } } # the end"
        assert list(store.select(prefixed)) == [{"o": Literal("7")}]
        assert len(list(store.select("SELECT ?s ?none { GRAPH ?g { ?s ?p ?o } }"))) == 1234


@settings(max_examples=20)
@given(st.lists(TERMS, max_size=30), st.integers(1, 7))
def test_pages_hold_every_row_once(terms: list[Any], size: int) -> None:
    quads = [Quad(NamedNode(f"urn:s{n % 3}"), P, term, GRAPH) for n, term in enumerate(terms)]
    with (
        altered_server(quads) as server,
        opened(server, page_size=size) as store,
        EmbeddedStore.in_memory(quads) as local,
    ):
        assert texts(store.select(ALL)) == texts(local.select(ALL))


def test_a_query_without_rows_is_one_request_and_one_with_rows_is_counted() -> None:
    with altered_server(numbered(3)) as server, opened(server) as store:
        assert list(store.select("SELECT ?s { ?s ?p ?o }")) == []
        assert len(server.asked) == 1
        assert len(list(store.select(ALL))) == 3
        assert ["COUNT" in asked.query for asked in server.asked] == [False, False, True]


@pytest.mark.parametrize("form", [QueryResultsFormat.XML, QueryResultsFormat.TSV])
def test_other_formats_of_results_are_read(form: QueryResultsFormat) -> None:
    quads = numbered(12)
    with altered_server(quads, in_format(quads, form)) as server, opened(server, page_size=5) as store:
        assert texts(store.select(ALL)) == texts(EmbeddedStore.in_memory(quads).select(ALL))


def test_a_format_that_is_not_named_is_recognised() -> None:
    quads = numbered(2)
    xml = in_format(quads, QueryResultsFormat.XML)
    for alter in (
        lambda asked, reply: evolve(reply, media=""),
        lambda asked, reply: evolve(xml(asked, reply), media=""),
    ):
        with altered_server(quads, alter) as server, opened(server) as store:
            assert len(list(store.select(ALL))) == 2
            assert store.ask("ASK {}")


# Blank nodes


def blank_quads(count: int) -> list[Quad]:
    return [Quad(BlankNode(f"b{n}"), P, Literal(f"{n % 4}"), GRAPH) for n in range(count)]


def shuffled_labels(asked: Asked, reply: Reply) -> Reply:
    """Name blank nodes after the request, as servers that number them anew do."""
    assert isinstance(reply.body, bytes)
    document = json.loads(reply.body)
    for place, row in enumerate(document.get("results", {}).get("bindings", [])):
        for term in row.values():
            if term["type"] == "bnode":
                term["value"] = f"b{place}"
    return evolve(reply, body=json.dumps(document).encode())


@pytest.mark.parametrize(("count", "plain"), [(3, 0), (3, 4), (12, 0), (12, 30)])
def test_rows_with_blank_nodes_are_neither_lost_nor_doubled(count: int, plain: int) -> None:
    quads = blank_quads(count) + numbered(plain)
    with altered_server(quads, shuffled_labels) as server, opened(server, page_size=5) as store:
        rows = list(store.select(ALL))
    assert len(rows) == count + plain
    named = [row["s"] for row in rows if isinstance(row["s"], BlankNode)]
    assert len(set(named)) == count
    assert sorted(str(row["o"]) for row in rows) == sorted(str(quad.object) for quad in quads)


def test_blank_nodes_of_two_answers_are_never_the_same() -> None:
    with altered_server(blank_quads(3), shuffled_labels) as server, opened(server) as store:
        first, second = ({row["s"] for row in store.select(ALL)} for _ in range(2))
        assert not store.stable_labels
    assert len(first) == len(second) == 3 and not first & second


def test_names_of_blank_nodes_do_not_depend_on_the_labels_of_the_server() -> None:
    def backwards(asked: Asked, reply: Reply) -> Reply:
        assert isinstance(reply.body, bytes)
        document = json.loads(reply.body)
        rows = document.get("results", {}).get("bindings", [])
        for place, row in enumerate(rows):
            row.get("s", {})["value"] = f"z{99 - place}"
        rows.reverse()
        return evolve(reply, body=json.dumps(document).encode())

    found = []
    for alter in (shuffled_labels, backwards):
        with altered_server(blank_quads(4), alter) as server, opened(server) as store:
            found.append(list(store.select(ALL)))
    assert found[0] == found[1]


def test_labels_that_look_like_addresses_are_taken() -> None:
    def virtuoso(asked: Asked, reply: Reply) -> Reply:
        assert isinstance(reply.body, bytes)
        document = json.loads(reply.body)
        for row in document.get("results", {}).get("bindings", []):
            for term in row.values():
                if term["type"] == "bnode":
                    term["value"] = f"nodeID://{term['value']}"
                term["type"] = "typed-literal" if "datatype" in term else term["type"]
        return evolve(reply, body=json.dumps(document).encode())

    with altered_server(blank_quads(3), virtuoso) as server, opened(server) as store:
        assert len({row["s"] for row in store.select(ALL)}) == 3
