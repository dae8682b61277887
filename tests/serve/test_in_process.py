"""What the application says is the same whichever process does the work: routes and jobs, in the process of the test."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from attrs import evolve
from pyoxigraph import Literal, NamedNode, Quad
from starlette.applications import Starlette

from lineage_rdf.pages.addresses import Addresses, digest
from lineage_rdf.serve.query_page import has_editor
from lineage_rdf.store import Store
from tests.serve.in_process import application, ask
from tests.serve.serving import QUICK, Client, serving, store_at

MODEL = "/about/models/harbour-lab/harbour-7b-dpo"
TERM = "/about/terms/objective/dpo"
QUERY = "/query/descendants?model=mistralai%2FMistral-7B-v0.1"
PERSON = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
ODD = "data:text/plain,odd"


def sparql(text: str) -> str:
    return f"/sparql?query={quote(text)}"


ALL = sparql("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 1200")
GETS = [
    *("/", "/index", "/void", "/void.ttl", "/void.jsonld", "/.well-known/void", "/robots.txt", "/openapi.json", "/health"),
    *("/sitemap.xml", "/sitemaps/model-1.xml", "/sitemaps/step-1.xml", "/sitemaps/model-9.xml", "/sitemaps/x"),
    *("/list/models", "/list/datasets", "/list/agents", "/list/lineages", "/list/none", "/list/models?offset=1"),
    *("/list/models?q=harbour&method=dpo&licence=Apache-2.0", "/list/models?base=mistralai/Mistral-7B-v0.1"),
    *("/list/models?offset=x", "/list/models?q=a&q=b", "/list/agents?base=x", f"/list/models?q={'x' * 300}"),
    *(MODEL, f"{MODEL}.html", f"{MODEL}.ttl", f"{MODEL}.rdf", f"{MODEL}.trig", f"{MODEL}.linkset.json", f"{MODEL}/none.ttl"),
    *(TERM, f"{TERM}.html", f"{TERM}.nt", f"{TERM}.linkset.json", "/none", "/none.html", "/about/id/none.html"),
    *(f"/about/iri/{digest(ODD)}", f"/about/iri/{digest(ODD)}.html", f"/about/iri/{digest(ODD)}.ttl", "/about/iri/x.html"),
    *(f"/about/iri/{digest(ODD)}.rdf", "/list/models?q=nothing-like-this", "/none.linkset.json"),
    *("/query", "/query/none", "/query/descendants", "/query/descendants?model=%", QUERY, f"{QUERY}&limit=2&offset=1"),
    *(f"{QUERY}&sort=-depth&format=csv", f"{QUERY}&format=docx", f"{QUERY}&limit=999999", f"{QUERY}&limit=x", f"{QUERY}&sort=x"),
    *("/assets/base.css", "/assets/none.js", "/sparql", ALL, sparql("ASK {}"), sparql("ASK"), sparql("SELECT * { ?s ?p 'no' }")),
    *(sparql(f"DESCRIBE <{ODD}>"), sparql("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }"), f"{sparql('ASK {}')}&format=xml"),
    *(f"/{'x/' * 2100}", "/query/licence-drift", "/graphs?default", "/graphs?graph=urn:none", "/graphs", "/graphs?graph="),
]  # fmt: skip


@pytest.fixture(scope="module")
def place(hub: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example lineages, and a thing whose address is made from a digest."""
    from lineage_rdf.query import open_place

    graph = NamedNode("urn:x:graph")
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    with open_place(str(hub)) as found:
        rows = found.select("SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }")
        quads = [Quad(row["s"], row["p"], row["o"], row["g"]) for row in rows]
    # RDF/XML has no way to write this property.
    property = NamedNode("urn:x:1")
    odd = [Quad(NamedNode(ODD), kind, graph, graph), Quad(NamedNode(ODD), property, Literal("x"), graph)]
    return store_at(tmp_path_factory.mktemp("here") / "store", [*quads, *odd])


@pytest.fixture(scope="module")
def client(place: Path) -> Iterator[Client]:
    with serving(place, token="") as found:
        yield found


@pytest.fixture(scope="module")
def app(place: Path, client: Client) -> Starlette:
    return application(evolve(QUICK, place=str(place), token=""))


@pytest.mark.parametrize(
    "headers",
    [{}, PERSON, {"accept": "text/turtle"}, {"accept": "image/png"}],
    ids=["any", "person", "program", "camera"],
)
def test_every_address_answers_the_same(app: Starlette, client: Client, headers: dict[str, str]) -> None:
    for path in GETS:
        here, there = ask(app, client.url + path, **headers), client.get(path, **headers)
        assert here.status == there.status, path
        assert here.body == there.body, path
        told = {name: value for name, value in there.headers.items() if name not in ("date", "server")}
        assert here.headers == told, path


def test_what_is_posted_is_answered_the_same(app: Starlette, client: Client, examples: Path) -> None:
    turtle = (examples / "lineages" / "complete.ttl").read_bytes()
    card = (examples / "zephyr-like" / "README.md").read_bytes()
    head = b'--line\r\nContent-Disposition: form-data; name="README.md"; filename="x"\r\n\r\n'
    form = head + card + b"\r\n--line--\r\n"
    text = b'--line\r\nContent-Disposition: form-data; name="text"\r\n\r\nMistral-7B -> SFT\r\n'
    kind_of_form = "multipart/form-data; boundary=line"
    shorthand = json.dumps({"text": "Mistral-7B -> SFT -> DPO"}).encode()
    posts = [
        ("/check?profile=lineage&format=csv", turtle, "text/turtle"),
        ("/check", turtle, "text/plain"),
        ("/check?fail-on=nothing", turtle, "text/turtle"),
        ("/check?profile=none", turtle, "text/turtle"),
        ("/check?none=1", turtle, "text/turtle"),
        ("/check?format=json&format=csv", turtle, "text/turtle"),
        ("/check", b"no lineage", "text/turtle"),
        ("/read", form, kind_of_form),
        ("/read?format=jsonld", shorthand, "application/json"),
        ("/read", b"Mistral-7B -> SFT -> DPO", "text/plain"),
        ("/read", b"\xff", "text/plain"),
        ("/read", b"x", "image/png"),
        ("/read", json.dumps({"files": {"\u6a21" * 120: "x"}}).encode(), "application/json"),
        ("/read", form.replace(b"--line--", text + b"--line--"), kind_of_form),
        ("/read", text + b"--line--\r\n", kind_of_form),
        ("/sparql", b"ASK { ?s ?p ?o }", "application/sparql-query"),
        ("/sparql", b"query=ASK%20%7B%7D", "application/x-www-form-urlencoded"),
        ("/sparql", b"CLEAR ALL", "application/sparql-update"),
        ("/update", b"ASK {}", "application/sparql-query"),
    ]
    for path, body, kind in posts:
        here = ask(app, client.url + path, "POST", body, content_type=kind)
        there = client.request("POST", path, body, content_type=kind)
        assert (here.status, here.body) == (there.status, there.body), (path, kind)


def test_a_part_leads_to_the_page_of_what_it_belongs_to(app: Starlette, client: Client, store: Store) -> None:
    (row,) = store.select("SELECT ?s { ?s a <https://w3id.org/ftl#HyperparameterSetting> } LIMIT 1")
    key = Addresses(f"{client.url}/", f"{client.url}/", "").key(row["s"].value)
    here, there = ask(app, f"{client.url}/{key}.html"), client.get(f"/{key}.html")
    assert (here.status, here.headers["location"]) == (303, there.headers["location"])
    assert "#p-" in here.headers["location"]
    assert ask(app, f"{client.url}/{key}.linkset.json").status == 404


def test_an_endpoint_is_asked_the_same(place: Path, client: Client) -> None:
    """Where the data are those of an endpoint its pages are found by the same addresses, with the same statements."""
    behind = application(evolve(QUICK, place=f"{client.url}/sparql", token="", base_url=client.url))
    for path in (
        f"{MODEL}.ttl",
        f"/about/iri/{digest(ODD)}.ttl",
        f"{QUERY}&format=csv",
        "/about/iri/0123456789.ttl",
    ):
        here, there = ask(behind, client.url + path), client.get(path)
        assert (here.status, sorted(here.body.splitlines())) == (
            there.status,
            sorted(there.body.splitlines()),
        ), path
    assert ask(behind, client.url + sparql("ASK { ?s ?p ?o }")).truth
    assert ask(behind, f"{client.url}/graphs?default").status == 400


def test_a_server_whose_default_graph_is_small_has_the_same_pages(
    place: Path, client: Client, app: Starlette
) -> None:
    alone = application(evolve(QUICK, place=str(place), token="", union=False))
    for path in (f"{MODEL}.html", f"{MODEL}.ttl", "/list/models"):
        assert ask(alone, client.url + path).body == ask(app, client.url + path).body
    assert not ask(alone, client.url + sparql("ASK { ?s ?p ?o }")).truth


def test_the_editor_is_there_where_it_was_built(app: Starlette, client: Client) -> None:
    page = ask(app, f"{client.url}/sparql", **PERSON)
    assert ("yasgui.min.js" in page.text) == has_editor()
    assert ("'unsafe-inline'" in page.headers["content-security-policy"]) == has_editor()
