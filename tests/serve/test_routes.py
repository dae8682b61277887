"""The catalogue, checks, reading, lists, and what tells machines of the whole, asked of a real server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

from lineage_rdf.lineage import read
from lineage_rdf.query import catalogue, run_query
from lineage_rdf.query.forms import as_format
from lineage_rdf.serve.catalogue.openapi import describe
from lineage_rdf.serve.catalogue.page import example_address, given_in
from lineage_rdf.serve.documents.check import ORIGIN, check_document
from lineage_rdf.store import Store
from tests.serve.hrefs import leads, parsed, scripts
from tests.serve.serving import Client, Response, serving

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
BASE = "model=mistralai%2FMistral-7B-v0.1"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
_FORM = "form-data-boundary"


@pytest.fixture(scope="module")
def client(hub: Path) -> Iterator[Client]:
    with serving(hub, token="", body_limit=1 << 20) as found:
        yield found


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_questions_are_answered_as_by_the_command(client: Client, store: Store, name: str) -> None:
    found = run_query(store, name, dict(given_in(catalogue()[name])))
    address = f"/{example_address(catalogue()[name])}"
    join = "&" if "?" in address else "?"
    for form in ("json", "csv", "tsv", "xml"):
        response = client.get(f"{address}{join}format={form}")
        assert (response.status, response.text) == (200, as_format(found, form))
    page = client.get(address, accept=BROWSER)
    assert (page.status, page.media) == (200, "text/html")
    parsed(page.body)


def test_rows_come_in_parts(client: Client) -> None:
    whole = client.get(f"/query/descendants?{BASE}", accept="application/json").rows
    part = client.get(f"/query/descendants?{BASE}&limit=2&offset=1", accept="application/json")
    assert part.rows == whole[1:3]
    assert f'<../query/descendants?{BASE}&limit=2&offset=3>; rel="next"' in part.headers["link"]
    assert f'<../query/descendants?{BASE}&limit=2>; rel="prev"' in part.headers["link"]
    turned = client.get(f"/query/descendants?{BASE}&sort=-depth", accept="application/json").rows
    assert [row["depth"] for row in turned] == sorted((row["depth"] for row in whole), reverse=True)


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/query/descendants", 400, "needs the parameter model"),
        (f"/query/descendants?{BASE}&{BASE}", 400, "given twice"),
        ("/query/descendants?model=%3Cscript%3E", 400, "is no model"),
        (f"/query/descendants?{BASE}&sort=none", 400, "no column"),
        (f"/query/descendants?{BASE}&limit=-1", 400, "limit is no number"),
        (f"/query/descendants?{BASE}&format=docx", 400, "no such format"),
        (f"/query/descendants?{BASE}&more=1", 400, "no parameter"),
        ("/query/descendants?model=%FF", 400, "cannot be read"),
        ("/query/none", 404, "no query of this name"),
        ("/list/models?q=a&more=1", 400, "no such parameter"),
        ("/list/models?offset=x", 400, "no number"),
        ("/list/models?method=none", 400, "is no term"),
        ("/list/datasets?base=a%2Fb", 400, "no such parameter"),
    ],
)
def test_what_cannot_be_asked_is_told(client: Client, path: str, status: int, told: str) -> None:
    plain = client.get(path, accept="text/csv") if "/list" not in path else client.get(path)
    assert (plain.status, plain.media) == (status, "text/plain")
    assert told in plain.text
    assert client.get(path, accept="application/json").status == status
    if path != "/query/descendants":  # a person gets the form
        page = client.get(path, accept=BROWSER)
        assert (page.status, page.media) == (status, "text/html")
        parsed(page.body)
        assert "<script>" not in page.text


def test_a_form_stands_where_a_parameter_is_missing(client: Client) -> None:
    page = client.get("/query/descendants", accept=BROWSER)
    assert page.status == 200
    assert 'name="model"' in page.text
    assert client.get("/query/descendants?model=&limit=", accept=BROWSER).status == 200


def test_the_description_tells_of_this_server(client: Client) -> None:
    described = json.loads(client.get("/openapi.json").body)
    assert described == describe(client.url)  # which is judged in test_openapi
    assert described["servers"] == [{"url": client.url}]
    for path, item in described["paths"].items():
        assert client.request("OPTIONS" if "post" in item else "HEAD", path).status in (200, 400, 405)


def posted(client: Client, path: str, data: bytes | str, kind: str, **more: Any) -> Response:
    return client.request("POST", path, data, content_type=kind, **more)


def test_a_lineage_is_checked(client: Client, examples: Path) -> None:
    data = (examples / "lineages" / "vague-card.ttl").read_bytes()
    failed = posted(client, "/check?profile=lineage&profile=disclosure", data, "text/turtle")
    assert (failed.status, failed.media, failed.headers["lineage-verdict"]) == (
        200,
        "application/json",
        "failed",
    )
    expected = check_document(data, "text/turtle", ["lineage", "disclosure"], "violation", "json")
    assert failed.body == expected.report
    assert json.loads(failed.body)["results"][0]["origin"] == ORIGIN
    passed = posted(client, "/check", data, "text/turtle")
    assert passed.headers["lineage-verdict"] == "passed"
    sarif = posted(client, "/check?profile=lineage&format=sarif", data, "text/turtle")
    assert json.loads(sarif.body)["version"] == "2.1.0"
    report = posted(client, "/check?profile=lineage", data, "text/turtle", accept="text/turtle")
    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    graph = rdflib.Graph().parse(data=report.text, format="turtle")
    assert (None, rdflib.RDF.type, shacl.ValidationReport) in graph


@pytest.mark.parametrize(
    ("path", "data", "kind", "status"),
    [
        ("/check?profile=none", b"", "text/turtle", 400),
        ("/check?fail-on=none", b"", "text/turtle", 400),
        ("/check?format=none", b"", "text/turtle", 400),
        ("/check?more=1", b"", "text/turtle", 400),
        ("/check", b"", "text/turtle", 400),
        ("/check", b"<a", "text/turtle", 400),
        ("/check", b'<!DOCTYPE x [<!ENTITY a "a">]><x/>', "application/rdf+xml", 400),
        ("/check", b'{"@context": "http://127.0.0.1:1/x", "@id": "a:b"}', "application/ld+json", 400),
        ("/check", b'{"@context": "file:///etc/passwd"}', "application/ld+json", 400),
        ("/check", b"(" * 500_000, "text/turtle", 400),
        ("/check", b"[" * 500_000, "application/ld+json", 400),
        ("/check", b"x" * ((1 << 20) + 1), "text/turtle", 413),
        ("/read", b"x", "image/png", 415),
        ("/read", b"", "text/plain", 400),
        ("/read", b"no lineage", "multipart/form-data", 400),
        ("/read", b"no lineage", f"multipart/form-data; boundary={_FORM}", 400),
        ("/read", b"{", "application/json", 400),
        ("/read?format=none", b"A -> SFT", "text/plain", 400),
    ],
)
def test_what_cannot_be_read_is_refused(
    client: Client, path: str, data: bytes, kind: str, status: int
) -> None:
    response = posted(client, path, data, kind)
    assert response.status == status, response.text
    assert "Traceback" not in response.text
    assert client.get("/health").status == 200


def form_of(files: dict[str, bytes], name: str = "") -> bytes:
    parts = [
        f'--{_FORM}\r\nContent-Disposition: form-data; name="{name or path}"; filename="{path}"\r\n\r\n'.encode()
        + data
        + b"\r\n"
        for path, data in files.items()
    ]
    return b"".join(parts) + f"--{_FORM}--\r\n".encode()


@pytest.mark.parametrize("name", ["", "files"])
def test_a_folder_is_read(client: Client, examples: Path, name: str) -> None:
    folder = examples / "zephyr-like"
    files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    kind = f"multipart/form-data; boundary={_FORM}"
    response = posted(client, "/read", form_of(files, name), kind, accept="application/n-triples")
    expected = {quad.triple for quad in read(folder).quads}
    assert {quad.triple for quad in parse(response.body, RdfFormat.N_TRIPLES)} == expected
    as_json = json.dumps({"files": {path: data.decode() for path, data in files.items()}})
    again = posted(client, "/read?format=ntriples", as_json, "application/json")
    assert again.body == response.body
    outside = posted(client, "/read", form_of({"../../x": b"a"}), kind)
    assert outside.status == 400


def test_shorthand_is_read(client: Client) -> None:
    text = "Mistral-7B -> instruction-SFT -> safety-DPO"
    response = posted(client, "/read", text, "text/plain; charset=utf-8", accept="application/ld+json")
    assert (response.status, response.media) == (200, "application/ld+json")
    assert {quad.triple for quad in parse(response.body, RdfFormat.JSON_LD)} == {
        quad.triple for quad in read(text).quads
    }


def test_the_whole_is_described(client: Client) -> None:
    graph = rdflib.Graph().parse(f"{client.url}/.well-known/void")
    assert set(graph) == set(rdflib.Graph().parse(f"{client.url}/void.ttl"))
    assert set(graph) == set(rdflib.Graph().parse(f"{client.url}/"))
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    (data,) = graph.subjects(rdflib.RDF.type, void.Dataset)
    asked = client.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows
    assert int(graph.value(data, void.triples)) == int(asked[0]["n"])
    assert graph.value(data, void.sparqlEndpoint) == rdflib.URIRef(f"{client.url}/sparql")
    parts = {str(graph.value(part, void["class"])): part for part in graph.objects(data, void.classPartition)}
    lineages = parts["https://w3id.org/ftl#FineTuneLineage"]
    assert int(graph.value(lineages, void.entities)) == 10
    for example in graph.objects(data, void.exampleResource):
        assert client.query(f"ASK {{ <{example}> ?p ?o }}").truth


def test_crawlers_find_every_page_and_no_query(client: Client) -> None:
    robots = client.get("/robots.txt").text
    assert "Disallow: /sparql\n" in robots
    assert f"Sitemap: {client.url}/sitemap.xml\n" in robots
    pages: list[str] = []
    for place in ElementTree.fromstring(client.get("/sitemap.xml").body).iter(_SITEMAP):
        part = client.get(str(place.text).removeprefix(client.url))
        assert part.status == 200
        pages += [str(one.text) for one in ElementTree.fromstring(part.body).iter(_SITEMAP)]
    kinds = "ftl:FineTuneLineage ftl:Model ftl:TransformationStep schema:Dataset prov:Agent"
    prefixes = "PREFIX ftl: <https://w3id.org/ftl#> PREFIX schema: <http://schema.org/> PREFIX prov: <http://www.w3.org/ns/prov#>"
    asked = f"{prefixes} SELECT (COUNT(DISTINCT ?s) AS ?n) {{ VALUES ?t {{ {kinds} }} ?s a ?t }}"
    assert len(set(pages)) == int(client.query(asked).rows[0]["n"])
    assert client.get(pages[0].removeprefix(client.url)).status == 200


def test_models_are_found_without_a_script(client: Client) -> None:
    def found(parameters: str) -> list[str]:
        page = client.get(f"/list/models?{parameters}", accept=BROWSER)
        assert page.status == 200
        return [way for element, way in leads(page.body) if "about/models" in way]

    everything = found("")
    assert len(everything) > 8
    assert set(found("q=HARBOUR-7b")) == {way for way in everything if "harbour-7b" in way}
    assert found("q=harbour-7b&method=dpo") == ["../about/models/harbour-lab/harbour-7b-dpo"]
    assert "../about/models/harbour-lab/harbour-7b-sft" in found("base=mistralai/Mistral-7B-v0.1")
    assert found("licence=none") == []
    assert found("q=%22%20%7D%20%27") == []
    assert everything[1:] == found("offset=1")


def test_a_person_asks_in_sparql(client: Client) -> None:
    page = client.get("/sparql", accept=BROWSER)
    assert (page.status, page.media) == (200, "text/html")
    assert '<textarea id="_query" name="query"' in page.text
    assert client.get("/sparql").media == "text/turtle"
    rows = client.query("SELECT ?s ?n { ?s <http://schema.org/identifier> ?n }", accept=BROWSER)
    ways = {way for element, way in leads(rows.body) if element == "a"}
    assert "about/models/harbour-lab/harbour-7b-dpo" in ways
    assert "Yes" in client.query("ASK {}", accept=BROWSER).text
    graph = client.query("CONSTRUCT { ?s a ?t } WHERE { ?s a ?t }", accept=BROWSER)
    assert "a &lt;https://w3id.org/ftl#Model&gt;" in graph.text or "ftl#Model" in graph.text
    wrong = client.query("SELECT <script>alert(1)</script>", accept=BROWSER)
    assert wrong.status == 400
    assert "<script>" not in wrong.text
    assert client.query("ASK {}", "&format=xml", accept=BROWSER).media == "application/sparql-results+xml"
    for response in (page, rows, graph, wrong):
        parsed(response.body)
        policy = response.headers["content-security-policy"]
        assert "script-src 'self';" in policy or "default-src 'self';" in policy
        assert all(way.startswith("assets/") for way, _ in scripts(response.body))


def test_every_file_that_pages_load_is_there(client: Client) -> None:
    for path in ("/", "/query", "/sparql", "/list/models", "/nothing"):
        page = client.get(path, accept=BROWSER)
        for element, way in leads(page.body):
            if "assets/" in way:
                assert element in ("script", "link")
                assert client.get(f"/{way.removeprefix('../').removeprefix('./')}").status == 200


def test_faults_are_told_as_the_description_says(client: Client) -> None:
    described = json.loads(client.get("/openapi.json").body)
    schema = described["components"]["schemas"]["Fault"]
    fault = client.get("/query/descendants?limit=x", accept="application/problem+json")
    assert fault.media == "application/problem+json"
    jsonschema.validate(json.loads(fault.body), schema)
    assert "400" in described["paths"]["/query/descendants"]["get"]["responses"]


def test_strangers_are_not_told_where_the_data_lie(client: Client, hub: Path) -> None:
    page = client.get("/query/descendants?model=no/such", accept="text/html").text
    assert "this server knows no model https://huggingface.co/no/such" in page
    assert str(hub.parent) not in page
    with serving(f"{client.url}/sparql", token="") as other:
        page = other.get("/query/descendants?model=no/such", accept="text/html").text
        assert "this server knows no model" in page and client.url not in page


def test_pages_of_another_endpoint(client: Client) -> None:
    with serving(f"{client.url}/sparql", token="") as other:
        for path in ("/", "/list/models", "/about/models/harbour-lab/harbour-7b-dpo.html", "/query/chain"):
            page = other.get(path, accept="text/html")
            assert (page.status, page.media) == (200, "text/html")
        path = "/about/models/harbour-lab/harbour-7b-dpo.nt"
        assert other.get(path).body == client.get(path).body
        address = f"/query/descendants?{BASE}&format=csv"
        assert other.get(address).body == client.get(address).body


@pytest.mark.parametrize("path", ["/check", "/read"])
def test_who_opens_such_an_address_is_told_what_to_do(client: Client, path: str) -> None:
    found = client.get(path)
    assert (found.status, found.headers["allow"]) == (405, "POST")
    assert "post " in found.text and "/openapi.json" in found.text
    assert client.get(path, accept="text/html").media == "text/html"
