"""The W3C's tests of the SPARQL protocol, the graph store and the service description, read where they lie, on a real server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from rdflib import RDF, RDFS, Graph, Namespace, Node, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic

from tests.conftest import SHARED
from tests.serve.serving import TOKEN, Client, Response, serving, store_at

SUITE = SHARED / "suites" / "sparql11-protocol"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
MANIFESTS = {
    "protocol": SUITE / "protocol" / "manifest.ttl",
    "direct": SUITE / "graph-store-protocol" / "manifest-direct.ttl",
    "indirect": SUITE / "graph-store-protocol" / "manifest-indirect.ttl",
}
# How many there are: none may be lost on the way to them.
COUNTS = {"protocol": 34, "direct": 4, "indirect": 9}
STATUS = {"OK": {200}, "Created": {201}, "NoContent": {204}, "NotFound": {404}}
RESULTS = {"application/sparql-results+json", "application/sparql-results+xml"}
FORMATS = {
    "boolean": RESULTS,
    "tabular": RESULTS | {"text/csv", "text/tab-separated-values"},
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"},
}

pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason="the W3C suite is not beside this checkout")


def manifest(name: str) -> Graph:
    return Graph().parse(MANIFESTS[name], format="turtle")


def cases() -> Iterator[tuple[str, Graph, Node]]:
    for name in MANIFESTS if SUITE.is_dir() else ():
        graph = manifest(name)
        entries = list(Collection(graph, next(graph.objects(None, MF.entries))))
        yield from ((name, graph, entry) for entry in entries)


CASES = list(cases())


@pytest.fixture(scope="module", params=["default graph", "union"])
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    place = store_at(tmp_path_factory.mktemp("serve") / "store")
    with serving(place, union=request.param == "union", base_url="") as found:
        yield found


def test_no_test_is_lost() -> None:
    for name, count in COUNTS.items():
        assert sum(kind == name for kind, _, _ in CASES) == count


@pytest.mark.parametrize(
    ("kind", "graph", "case"),
    CASES,
    ids=[f"{kind}-{str(case).rpartition('#')[2]}" for kind, _, case in CASES],
)
def test_case(client: Client, kind: str, graph: Graph, case: Node) -> None:
    connection = graph.value(case, MF.action)
    requests = list(Collection(graph, graph.value(connection, HT.requests)))
    data = [
        (graph.value(it, UT.graph), str(graph.value(it, RDFS.label)))
        for it in graph.objects(case, UT.graphData)
    ]
    for path in {path_of(graph, request) for request in requests}:
        if "/graphs" in path and path != "/graphs" and "$" not in path:
            client.request("DELETE", path, token=TOKEN)
    for file, name in data:
        loaded = client.request(
            "PUT",
            f"/graphs?graph={quote(name, safe='')}",
            (SUITE / "protocol" / str(file).rpartition("/")[2]).read_bytes(),
            token=TOKEN,
            content_type="application/n-triples",
        )
        assert loaded.status in (201, 204)
    locations: dict[str, str] = {}
    for request in requests:
        check(client, graph, request, locations)
    for _, name in data:
        client.request("DELETE", f"/graphs?graph={quote(name, safe='')}", token=TOKEN)


def path_of(graph: Graph, request: Node) -> str:
    path = str(graph.value(request, HT.absolutePath))
    return re.sub(r"^/gsp\b", "/graphs", re.sub(r"^/sparql/", "/sparql", path))


def check(client: Client, graph: Graph, request: Node, locations: dict[str, str]) -> None:
    path = path_of(graph, request)
    headers = {}
    for header in (
        Collection(graph, graph.value(request, HT.headers)) if graph.value(request, HT.headers) else ()
    ):
        headers[str(graph.value(header, HT.fieldName))] = str(graph.value(header, HT.fieldValue))
    body = None
    if content := graph.value(request, HT.body):
        body = str(graph.value(content, CNT.chars)).encode(str(graph.value(content, CNT.characterEncoding)))
    for name, value in locations.items():
        path = path.replace(name, quote(value, safe=""))
    named: dict[str, Any] = {name.replace("-", "_"): value for name, value in headers.items()}
    named.setdefault("accept", "*/*")
    method = str(graph.value(request, HT.methodName))
    response = client.request(method, path, body, token=TOKEN, **named)
    expected = graph.value(request, HT.resp)
    assert expected is not None
    assert_as_expected(client, graph, expected, response, path)
    if template := graph.value(expected, MF.expectedLocation):
        locations[str(template)] = response.headers["location"]


def assert_as_expected(client: Client, graph: Graph, expected: Node, response: Response, path: str) -> None:
    allowed: set[int] = set()
    for status in graph.objects(expected, MF.expectedStatus):
        name = str(status).rpartition("#")[2]
        class_of = re.fullmatch(r"StatusCode(\d)xx", name)
        allowed |= (
            set(range(int(class_of[1]) * 100, int(class_of[1]) * 100 + 100)) if class_of else STATUS[name]
        )
    assert response.status in allowed, response.text
    if kind := graph.value(expected, MF.expectedFormat):
        assert response.media in FORMATS[str(kind)]
    if truth := graph.value(expected, MF.expectedBoolean):
        assert response.truth is truth.toPython()  # type: ignore[attr-defined]
    for header in (
        Collection(graph, graph.value(expected, HT.headers)) if graph.value(expected, HT.headers) else ()
    ):
        name, value = str(graph.value(header, HT.fieldName)), str(graph.value(header, HT.fieldValue))
        assert response.headers[name].replace(" ", "") == value.replace(" ", "")
    if body := graph.value(expected, HT.body):
        text = str(graph.value(body, CNT.chars))
        base = f"{client.url}{path}"
        assert isomorphic(
            Graph().parse(data=response.text, format="turtle", publicID=base),
            Graph().parse(data=text, format="turtle", publicID=base),
        )


def test_service_description_is_rdf(client: Client) -> None:
    response = client.get("/sparql")
    assert response.status == 200
    assert response.media in FORMATS["RDF"]
    assert len(Graph().parse(data=response.text, format="turtle")) > 0


def test_service_description_has_the_endpoint(client: Client) -> None:
    found = Graph().parse(data=client.get("/sparql").text, format="turtle")
    assert (None, SD.endpoint, URIRef(f"{client.url}/sparql")) in found


def test_service_description_conforms_to_the_schema(client: Client) -> None:
    """Each statement is of a property of the vocabulary, about and with things of the classes that it is for (section 3)."""
    found = Graph().parse(data=client.get("/sparql").text, format="turtle")
    (service,) = found.subjects(RDF.type, SD.Service)
    (dataset,) = found.objects(service, SD.defaultDataset)
    assert (dataset, RDF.type, SD.Dataset) in found
    (default,) = found.objects(dataset, SD.defaultGraph)
    assert (default, RDF.type, SD.Graph) in found
    properties = {
        SD.endpoint,
        SD.supportedLanguage,
        SD.feature,
        SD.resultFormat,
        SD.defaultDataset,
        SD.defaultGraph,
    }
    assert set(found.predicates()) <= {*properties, RDF.type}
    assert set(found.objects(service, SD.supportedLanguage)) <= {SD.SPARQL11Query, SD.SPARQL11Update}
