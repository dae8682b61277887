"""Addresses of endpoints, logins, and which queries lead elsewhere."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, Quad

from lineage_rdf.errors import InputError, UsageError
from lineage_rdf.store import open_store
from lineage_rdf.store.address import LOGIN, TOKEN, read_address
from lineage_rdf.store.embedded import EmbeddedStore
from lineage_rdf.store.endpoint import EndpointStore
from lineage_rdf.store.fault import excerpt, within
from lineage_rdf.store.outgoing import refuse_outgoing


@pytest.mark.parametrize(
    ("url", "asked", "name"),
    [
        ("https://example.org/sparql", "https://example.org/sparql", "https://example.org/sparql"),
        ("HTTPS://Example.org:8443", "https://example.org:8443/", "https://example.org:8443"),
        ("http://[::1]:7878/query", "http://[::1]:7878/query", "http://[::1]:7878/query"),
        ("https://e.org/s?key=k1#x", "https://e.org/s?key=k1", "https://e.org/s?..."),
    ],
)
def test_an_address_is_shown_without_what_may_be_a_key(url: str, asked: str, name: str) -> None:
    address = read_address(url, environment={})
    assert (address.url, address.name, address.secret) == (asked, name, "")
    assert "k1" not in repr(address)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "https://",
        "https:///sparql",
        "https://example.org:99999/",
        "https://example.org:x/",
        "https://[::1/",
        "https://example.org/a b",
        "https://example.org/\nHost: x",
        "https://exämple.org/",
        "https://me:hunter2@example.org/sparql",
        "https://hunter2@example.org/sparql",
    ],
)
def test_what_is_no_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_address(url, environment={})
    assert "hunter2" not in str(caught.value) and "\n" not in str(caught.value)
    assert caught.value.fix


def test_a_login_comes_from_the_environment_unless_it_is_given() -> None:
    url = "https://example.org/sparql"
    assert read_address(url, environment={LOGIN: "me:one"}).secret == "Basic bWU6b25l"
    assert read_address(url, environment={TOKEN: "two"}).secret == "Bearer two"
    assert read_address(url, token="mine", environment={LOGIN: "me:one"}).secret == "Bearer mine"
    assert read_address(url, environment={LOGIN: "", TOKEN: ""}).secret == ""


@pytest.mark.parametrize(
    "login",
    [
        {"login": "hunter2"},
        {"login": "me:hunter2\n"},
        {"token": "hunter2\r\nX: y"},
        {"token": "hunter2 x"},
        {"token": "hünter2"},
        {"login": "me:hunter2", "token": "hunter2"},
    ],
)
def test_a_login_that_cannot_be_sent_is_refused_and_not_shown(login: dict[str, str]) -> None:
    with pytest.raises(UsageError) as caught:
        read_address("https://example.org/sparql", environment={}, **login)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("host", "allowed"),
    [("127.0.0.1", True), ("localhost", True), ("[::1]", True), ("example.org", False), ("10.0.0.1", False)],
)
def test_a_login_travels_unencrypted_only_within_this_machine(host: str, allowed: bool) -> None:
    if allowed:
        assert read_address(f"http://{host}/", token="x", environment={}).secret
    else:
        with pytest.raises(UsageError, match="unencrypted"):
            read_address(f"http://{host}/", token="x", environment={})
    assert not read_address(f"http://{host}/", environment={}).secret


def test_a_place_is_a_folder_or_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(TOKEN, raising=False)
    monkeypatch.delenv(LOGIN, raising=False)
    store = pyoxigraph.Store(str(tmp_path / "hub"))
    store.add(Quad(*[NamedNode("urn:a")] * 3))
    store.flush()
    del store
    with open_store(str(tmp_path / "hub")) as folder, open_store("https://example.org/q", limit=5) as address:
        assert isinstance(folder, EmbeddedStore) and folder.ask("ASK { ?s ?p ?o }")
        assert isinstance(address, EndpointStore) and address.name == "https://example.org/q"
    with pytest.raises(InputError):
        open_store(str(tmp_path / "none"))
    with pytest.raises(UsageError):
        open_store("https://me:hunter2@example.org/")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <urn:x> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { } }",
        "SELECT * FROM <urn:x> { ?s ?p ?o }",
        "SELECT * FROM NAMED <urn:x> { }",
        "SELECT * { \\u0053ERVICE <urn:x> {} }",
        "SELECT *{?s ?p ?o}#\nFROM<urn:x>",
        "SELECT * { ?s ?p 1.SERVICE<urn:x>{} }",
        "PREFIX x: <urn:> SELECT * { ?s ?p trueSERVICE x:y {} }",
        "PREFIX : <urn:> SELECT * { SERVICE:y {} }",
        "PREFIX : <urn:> SELECT * { SERVICE SILENT:y {} }",
        "PREFIX : <urn:> SELECT * { ?s ?p :a\\' . SERVICE :y {} FILTER(?s = ':') }",
        "SELECT * { ?s ?p 'a' SERVICE <urn:x> {} FILTER('b') }",
        "SELECT * { # a comment ends here\rSERVICE <urn:x> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER(?o<?p)SERVICE?s#>\n{ ?a ?b ?c } }",
        "PREFIX x: <urn:> SELECT * { ?s ?p ?o FILTER(?o<?p)SERVICEx:y#>\n{ ?a ?b ?c } }",
        "PREFIX x: <urn:> SELECT * { ?s ?p ?o FILTER(1<2)SERVICEx:y { ?a ?b ?c } }",
        "PREFIX x: <urn:> SELECT * { SERVICEx:y {} }",
        "PREFIX x: <urn:> SELECT * { SERVICESILENTx:y {} }",
        "PREFIX x: <urn:> SELECT * { OPTIONAL{ ?s ?p ?o }serviceX:y{} }",
        "PREFIX x: <urn:> SELECT * { ?s ?p true.SERVICEx:y{} }",
        "PREFIX x: <urn:> SELECT * { ?s ?p [].SERVICEx:y{} }",
        "PREFIX x: <urn:> SELECT * { ?s ?p x:.SERVICE<urn:x>{} }",
        "PREFIX x: <urn:> SELECT * { ?s x:a\u00b7\\' ?o . SERVICE<urn:x>{} #'\n}",
        "PREFIX x: <urn:> SELECT * { ?s x:a\u0301\\' ?o . SERVICE<urn:x>{} #'\n}",
        "PREFIX x: <urn:> SELECT * { ?s x:a\u200d\\# ?o . SERVICE<urn:x>{}\n}",
        "SELECT * { ?s <http://x/\u00a0#> ?o SERVICE <urn:x> {} }",
        "SELECT * { ?s <http://x/\\u00a0#> ?o SERVICE <urn:x> {} }",
        "SELECT * { ?s ?p 'a\\u0027' SERVICE <urn:x> {} # '\n}",
        "SELECT * { ?s ?p 'a\\u005c' SERVICE <urn:x> {} # '\n}",
        "SELECT * { ?s ?p 'a\\\\u0027' SERVICE <urn:x> {} # '\n}",
        "SELECT * { ?s ?p ?o FILTER('a'<'b>')SERVICE<urn:x>{}#'\n}",
        "PREFIX : <urn:> SELECT * { ?s ?p ?o FILTER(?o<:a#>'''\n)SERVICE<urn:x>{}#'''\n}",
    ],
)
def test_a_query_that_fetches_from_elsewhere_is_refused(query: str) -> None:
    with pytest.raises(UsageError):
        refuse_outgoing(query)
    with EmbeddedStore.in_memory() as store, pytest.raises(UsageError):
        list(store.select(query))


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX x: <urn:> SELECT * { ?s ?p 'a service' FILTER(?p = <http://x/a#b> || ?p = <urn:x>) }",
        "SELECT ?service ?from { ?service ?from $SERVICE }",
        "PREFIX x: <urn:SERVICE> SELECT * { ?s x:service x:a.from-service, x:\\'SERVICE } # FROM SERVICE",
        'SELECT * { ?s <urn:x#SERVICE> \'SERVICE\', "FROM", \'\'\'it\'s\nFROM\'\'\', """a "SERVICE" b""" }',
    ],
)
def test_the_words_in_names_texts_and_comments_are_left_alone(query: str) -> None:
    refuse_outgoing(query)
    with EmbeddedStore.in_memory() as store:
        assert list(store.select(query)) == []


def test_a_strangers_text_is_one_short_line_without_secrets() -> None:
    assert excerpt("a\n\x1b[2J b\u202e") == "a [2J b"
    assert excerpt("x" * 500) == "x" * 200 + "..."
    assert excerpt("Basic abc and abc", "Basic abc") == "*** and ***"


def test_work_in_time_gives_its_result_or_its_error() -> None:
    assert within(5, lambda: 7) == 7
    with pytest.raises(KeyError):
        within(5, lambda: {}["x"])
