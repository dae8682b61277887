"""The SPARQL 1.1 Protocol, in our own words: what may be asked how, and in which form the answer comes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from tests.serve.serving import TOKEN, Client, serving, store_at

EX = "http://example.org/"
ONE, TWO = f"{EX}graph/one", f"{EX}graph/two"
WHO = f"SELECT ?s {{ ?s <{EX}in> ?o }} ORDER BY ?s"
FORM = "application/x-www-form-urlencoded"


def quads() -> Iterator[Quad]:
    for graph, name in ((ONE, "a"), (TWO, "b")):
        yield Quad(NamedNode(EX + name), NamedNode(f"{EX}in"), Literal(graph), NamedNode(graph))
    yield Quad(NamedNode(f"{EX}c"), NamedNode(f"{EX}in"), Literal("the default graph"))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with serving(store_at(tmp_path_factory.mktemp("protocol") / "store", quads())) as found:
        yield found


def names(client: Client, query: str, more: str = "") -> list[str]:
    return [row["s"].removeprefix(EX) for row in client.query(query, more).rows]


def test_a_query_is_asked_in_three_ways(client: Client) -> None:
    by_get = client.query("ASK {}")
    by_form = client.request("POST", "/sparql", f"query={quote('ASK {}')}", content_type=FORM)
    direct = client.request("POST", "/sparql", "ASK {}", content_type="application/sparql-query")
    for response in (by_get, by_form, direct):
        assert (response.status, response.media, response.truth) == (
            200,
            "application/sparql-results+json",
            True,
        )


def test_queries_run_over_the_union_unless_the_request_names_graphs(client: Client) -> None:
    one, two = quote(ONE, safe=""), quote(TWO, safe="")
    assert names(client, WHO) == ["a", "b", "c"]
    assert names(client, WHO, f"&default-graph-uri={one}") == ["a"]
    assert names(client, WHO, f"&default-graph-uri={one}&default-graph-uri={two}") == ["a", "b"]
    assert names(client, WHO, f"&named-graph-uri={one}") == []
    named = f"SELECT ?s {{ GRAPH ?g {{ ?s <{EX}in> ?o }} }}"
    assert names(client, named, f"&named-graph-uri={two}") == ["b"]
    assert names(client, named, f"&default-graph-uri={two}") == []


def test_from_chooses_among_the_graphs_of_the_store(client: Client) -> None:
    assert names(client, WHO.replace("{", f"FROM <{ONE}> {{", 1)) == ["a"]
    assert names(client, WHO.replace("{", f"FROM <{EX}nowhere> {{", 1)) == []
    both = WHO.replace("{", f"FROM <{ONE}> {{", 1)
    assert names(client, both, f"&default-graph-uri={quote(TWO, safe='')}") == ["b"]  # the request decides


def test_without_union_the_default_graph_is_that_of_the_store(tmp_path: Path) -> None:
    with serving(store_at(tmp_path / "store", quads()), union=False, token="") as client:
        assert names(client, WHO) == ["c"]
        assert names(client, f"SELECT ?s {{ <{EX}a> ?p ?s }}") == []
        description = client.get("/sparql").text
    assert "UnionDefaultGraph" not in description
    assert "SPARQL11Update" not in description


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv;q=0.5, text/tab-separated-values;q=0.7", "text/tab-separated-values"),
        ("text/*", "text/csv"),
        ("image/png, application/xml;q=0.9, */*;q=0.1", "application/xml"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
    ],
)
@pytest.mark.parametrize("query", [WHO, f"SELECT ?o {{ <{EX}a> <{EX}in> ?o }}"])
def test_rows_come_in_the_form_that_the_client_likes(
    client: Client, accept: str, media: str, query: str
) -> None:
    response = client.query(query, **({"accept": accept} if accept else {}))
    assert (response.status, response.media) == (200, media)
    assert response.headers["vary"] == "Accept"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", RdfFormat.JSON_LD),
        ("application/trig", RdfFormat.TRIG),
        ("application/n-quads", RdfFormat.N_QUADS),
    ],
)
@pytest.mark.parametrize("query", [f"DESCRIBE <{EX}a>", f"CONSTRUCT WHERE {{ <{EX}a> ?p ?o }}"])
def test_statements_come_in_all_syntaxes(client: Client, accept: str, form: RdfFormat, query: str) -> None:
    response = client.query(query, accept=accept)
    assert response.media == accept
    assert [quad.triple for quad in parse(response.body, form)] == [next(quads()).triple]


@pytest.mark.parametrize("query", [WHO, f"DESCRIBE <{EX}a>", f"SELECT ?o {{ <{EX}a> ?p ?o }}"])
def test_who_takes_no_form_is_told_which_there_are(client: Client, query: str) -> None:
    response = client.query(query, accept="image/png")
    assert response.status == 406
    assert "application/" in response.text


@pytest.mark.parametrize("query", [WHO, f"SELECT ?o {{ <{EX}b> ?p ?o }}"])
def test_who_has_the_answer_is_not_sent_it_again(client: Client, query: str) -> None:
    first = client.query(query)
    again = client.query(query, if_none_match=first.headers["etag"])
    other = client.query(query, if_none_match='"another"')
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert (other.status, other.body) == (200, first.body)


def test_head_sends_no_body(client: Client) -> None:
    path = f"/sparql?query={quote(WHO)}"
    head, get = client.request("HEAD", path), client.get(path)
    assert (head.status, head.body) == (200, b"")
    assert {name: head.headers[name] for name in ("etag", "content-length", "content-type")} == {
        name: get.headers[name] for name in ("etag", "content-length", "content-type")
    }


@pytest.mark.parametrize(
    ("method", "path", "body", "media", "status"),
    [
        ("GET", "?query=ASK%20%7B%7D&query=ASK%20%7B%7D", None, "", 400),
        ("GET", "?query=ASK%20%7B", None, "", 400),
        ("GET", "?query=", None, "", 400),
        ("GET", "?query=%FF%FE", None, "", 400),
        ("GET", "?default-graph-uri=http%3A%2F%2Fa%2F", None, "", 400),
        ("GET", "?query=ASK%20%7B%7D&default-graph-uri=relative", None, "", 400),
        ("GET", "?update=CLEAR%20ALL", None, "", 400),
        ("PUT", "?query=ASK%20%7B%7D", "", FORM, 405),
        ("DELETE", "", None, "", 405),
        ("POST", "", "ASK {}", "text/plain", 415),
        ("POST", "", "ASK {}", "", 415),
        ("POST", "", b"\xff", "application/sparql-query", 400),
        ("POST", "", "ASK {}".encode("utf-16"), "application/sparql-query; charset=utf-16", 415),
        ("POST", "", "update=CLEAR%20DEFAULT&update=CLEAR%20NAMED", FORM, 400),
        ("POST", "", "update=CLEAR%20DEFAULT&query=ASK%20%7B%7D", FORM, 400),
        ("POST", "?query=ASK%20%7B%7D", "ASK {}", "application/sparql-query", 400),
        ("POST", "", "update=CLEAR+WHAT", FORM, 400),
        ("POST", "?using-graph-uri=http%3A%2F%2Fa%2F", "DELETE { ?s ?p ?o } USING <http://b/> WHERE { ?s ?p ?o }",
         "application/sparql-update", 400),
    ],
)  # fmt: skip
def test_what_the_protocol_does_not_know_is_refused(
    client: Client, method: str, path: str, body: str | bytes | None, media: str, status: int
) -> None:
    headers = {"content_type": media} if media else {}
    response = client.request(method, f"/sparql{path}", body, token=TOKEN, **headers)
    assert response.status == status
    assert response.text.strip()
    assert names(client, WHO) == ["a", "b", "c"]


def test_an_update_is_seen_by_the_next_query(client: Client) -> None:
    queries = (f"ASK {{ <{EX}new> ?p ?o }}", f"SELECT ?s {{ <{EX}new> <{EX}in> ?s }}")
    assert not client.query(queries[0]).truth
    assert client.query(queries[1]).rows == []
    for number in range(3):
        assert client.update(f"INSERT DATA {{ <{EX}new> <{EX}is> {number} }}").status == 204
        assert client.query(f"ASK {{ <{EX}new> <{EX}is> {number} }}").truth
    assert client.update(f"INSERT DATA {{ <{EX}new> <{EX}in> <{EX}x> }}").status == 204
    assert client.query(queries[0]).truth
    assert names(client, queries[1]) == ["x"]
    form = f"update={quote(f'DELETE WHERE {{ <{EX}new> ?p ?o }}')}"
    assert client.request("POST", "/sparql", form, token=TOKEN, content_type=FORM).status == 204
    assert not client.query(queries[0]).truth


def test_an_update_is_done_whole_or_not_at_all(client: Client) -> None:
    assert client.update(f"INSERT DATA {{ <{EX}half> <{EX}in> 1 }} ; CREATE GRAPH <{ONE}>").status == 400
    assert not client.query(f"ASK {{ <{EX}half> ?p ?o }}").truth


def test_a_query_is_no_update(client: Client) -> None:
    assert client.update("ASK {}").status == 400
    response = client.request(
        "POST", "/update", "ASK {}", token=TOKEN, content_type="application/sparql-query"
    )
    assert response.status == 400
    assert client.get("/update").status == 405


@pytest.mark.parametrize("call", ["RAND()", "NOW()", "UUID()", "STRUUID()", "BNODE()"])
def test_what_is_new_each_time_is_not_kept(client: Client, call: str) -> None:
    query = f"SELECT ?s {{ BIND(STR({call}) AS ?x) BIND({call} AS ?s) }}"
    first, second = client.query(query), client.query(query)
    assert first.status == 200
    assert first.body != second.body
    assert "etag" not in first.headers


def test_errors_are_told_in_the_form_that_the_client_likes(client: Client) -> None:
    text = client.query("ASK {")
    assert text.media == "text/plain"
    problem = client.query("ASK {", accept="application/json")
    assert problem.media == "application/json"
    assert '"status": 400' in problem.text
    assert client.get("/nothing/here").status == 404


def test_every_response_has_the_headers_that_protect(client: Client) -> None:
    query = f"SELECT ?o {{ <{EX}a> ?p ?o }}"
    for response in (
        client.query(query),
        client.query(query),
        client.query(WHO),
        client.get("/x"),
        client.query("?"),
    ):
        assert response.headers["content-security-policy"].startswith("default-src 'self'")
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["referrer-policy"] == "no-referrer"
        assert response.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in client.query(WHO, token=TOKEN).headers


def test_pages_of_other_sites_may_ask_but_not_write(client: Client) -> None:
    response = client.request(
        "OPTIONS", "/sparql", access_control_request_method="POST", origin="http://a.example"
    )
    assert response.status == 204
    assert "authorization" not in response.headers["access-control-allow-headers"].lower()
    assert response.headers["access-control-allow-methods"] == "GET, HEAD, POST"


def test_health_and_metrics(client: Client) -> None:
    assert client.get("/health").body == b'{"status":"ok"}\n'
    metrics = client.get("/metrics")
    assert metrics.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    values = dict(line.rsplit(" ", 1) for line in metrics.text.splitlines() if not line.startswith("#"))
    assert int(values["lineage_rdf_done_total"]) > 0
    assert int(values["lineage_rdf_memory_bytes"]) > 1 << 20
