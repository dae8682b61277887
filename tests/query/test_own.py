"""Queries of a user's own read only, from the place that is named, unless more is allowed."""

from __future__ import annotations

import pytest

from lineage_rdf.errors import NoVerdictError, UsageError
from lineage_rdf.query import Results, ask_own, in_memory, open_place
from lineage_rdf.store.outgoing import outgoing_words, without_service
from tests.query.cases import FAMILY
from tests.query.places import quads
from tests.store.servers import altered_server, real_server

FTL = "PREFIX ftl: <https://w3id.org/ftl#> "
SERVICE = "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
DESCENDING = FTL + "SELECT ?m (STR(?m) AS ?text) { ?m ftl:derivedFromModel ?b } ORDER BY DESC(?m)"


def own(query: str, **options: int) -> Results | bool:
    return ask_own(in_memory(quads(FAMILY)), query, **options)


def test_rows_come_in_the_order_that_the_query_asks_for() -> None:
    found = own(DESCENDING)
    assert isinstance(found, Results)
    names = [row["text"] for row in found]
    assert len(names) == 5 and names == sorted(names, reverse=True)  # beta twice: two graphs tell of it
    part = own(DESCENDING, limit=2, offset=1)
    assert isinstance(part, Results)
    assert [row["text"] for row in part] == names[1:3]


def test_an_endpoint_keeps_the_order_too() -> None:
    with real_server(quads(FAMILY)) as url, open_place(url) as store:
        found = ask_own(store, DESCENDING)
        assert isinstance(found, Results)
        names = [row["text"] for row in found]
        assert names == sorted(names, reverse=True) and len(set(names)) == 4
        assert ask_own(store, FTL + "ASK { ?m ftl:derivedFromModel ?b }") is True


def test_yes_and_no() -> None:
    assert own("ASK { ?s ?p ?o }") is True
    assert own("ASK { ?s <urn:never> ?o }") is False


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * { ?s ?p", "cannot be read"),
        ("DESCRIBE <urn:a>", "up to each engine"),
        ("# a note\nPREFIX a: <urn:a> DESCRIBE a:b", "up to each engine"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "cannot be read"),
        ("DROP ALL", "cannot be read"),
        ("LOAD <http://127.0.0.1:9/>", "cannot be read"),
        (SERVICE, "SERVICE is not allowed"),
        ("SELECT * FROM <urn:x:g1> { ?s ?p ?o }", "FROM is not allowed"),
        ("SELECT * FROM NAMED <urn:x:g1> { ?s ?p ?o }", "FROM is not allowed"),
        ("ASK FROM <urn:x:g1> { ?s ?p ?o }", "FROM is not allowed"),
        ("SELECT * " + "{" * 5000 + "}" * 5000, "brackets 200 deep"),
        ("SELECT * { ?s ?p ?o } #" + "x" * (1 << 20), "larger than 1 MiB"),
    ],
)
def test_what_is_refused(query: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        own(query)


def test_numbers_of_rows_are_not_negative() -> None:
    with pytest.raises(UsageError, match="cannot be negative"):
        own("SELECT * { ?s ?p ?o }", limit=-1)


def test_service_is_asked_only_if_allowed_and_then_once() -> None:
    with altered_server(quads(FAMILY)) as server:
        query = "SELECT ?s { SERVICE SILENT <" + server.url + "> { ?s <https://w3id.org/ftl#revision> ?r } }"
        with pytest.raises(UsageError, match="SERVICE"):
            ask_own(in_memory([]), query)
        assert server.asked == []
        ask_own(in_memory([], allowed=["SERVICE"]), query)
        assert len(server.asked) == 1


def test_from_chooses_graphs_if_allowed() -> None:
    store = in_memory(quads(FAMILY), allowed=["FROM"])
    one = ask_own(store, FTL + "SELECT ?m FROM <urn:x:g3> { ?m ftl:derivedFromModel ?b }")
    everything = ask_own(store, FTL + "SELECT DISTINCT ?m { ?m ftl:derivedFromModel ?b }")
    assert isinstance(one, Results) and isinstance(everything, Results)
    assert (len(one), len(everything)) == (1, 4)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT * { ?s ?p 'SERVICE' }", set()),
        ("SELECT * { ?s <urn:FROM> ?service } # FROM", set()),
        ("SELECT * { \\u0053ERVICE <urn:a> { } }", {"SERVICE"}),
        ("SELECT * from <urn:a> { service <urn:b> { } }", {"FROM", "SERVICE"}),
    ],
)
def test_words_are_found_where_they_count(query: str, words: set[str]) -> None:
    assert outgoing_words(query) == words
    assert "SERVICE" not in outgoing_words(without_service(query))


def test_a_failing_place_gives_no_verdict() -> None:
    store = in_memory(quads(FAMILY))
    store.close()
    with pytest.raises(NoVerdictError):
        ask_own(store, "SELECT * { ?s ?p ?o }")
