"""Every IRI of a store can be followed, by people and by machines, and what is found there is what the store says."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from signposting import find_signposting_html, find_signposting_http, find_signposting_linkset

from lineage_rdf.lineage import read
from lineage_rdf.pages.addresses import Addresses
from lineage_rdf.site import media
from lineage_rdf.store import Store
from tests.conftest import ROOT
from tests.ports import free_port
from tests.serve.hrefs import leads, parsed, whole
from tests.serve.serving import Client, serving, store_at

MODEL = "https://huggingface.co/harbour-lab/harbour-7b-dpo"
PAGE = "/about/models/harbour-lab/harbour-7b-dpo"


@pytest.fixture(scope="module")
def client(hub: Path) -> Iterator[Client]:
    with serving(hub, token="") as found:
        yield found


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Client, list[Quad]]]:
    """A server whose own IRIs are in its store, and the statements of that store."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    lineage = read(ROOT / "examples" / "dpo-on-adapter", base=f"{base}/")
    graph = NamedNode(f"{base}/graph")
    quads = [Quad(*quad.triple, graph) for quad in lineage.quads]
    odd = NamedNode(f"{base}/a%20b?c=d")
    quads.append(Quad(odd, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), graph))
    quads.append(Quad(odd, NamedNode("http://schema.org/name"), NamedNode(f"{base}/caf%C3%A9")))
    place = store_at(tmp_path_factory.mktemp("own") / "store", quads)
    with serving(place, token="", port=port, base_url=base) as found:
        yield found, quads


def test_every_own_iri_is_followed_by_rdflib(own: tuple[Client, list[Quad]]) -> None:
    client, quads = own
    stored = rdflib.Graph().parse(data="\n".join(f"{quad.triple} ." for quad in quads), format="nt")
    iris = sorted({q.subject.value for q in quads if q.subject.value.startswith(client.url)})
    assert len(iris) > 10
    for iri in iris:
        found = set(rdflib.Graph().parse(iri))
        assert set(stored.triples((rdflib.URIRef(iri), None, None))) <= found <= set(stored)


@pytest.mark.parametrize("each", [5, pytest.param(1, marks=pytest.mark.full)])
def test_what_the_store_describes_has_a_page_and_data(client: Client, store: Store, each: int) -> None:
    addresses = Addresses(f"{client.url}/", f"{client.url}/", "")
    rows = list(store.select("SELECT ?s ?p ?o { ?s ?p ?o }"))
    stored = {(row["s"], row["p"], row["o"]) for row in rows}
    about: dict[str, set[object]] = {}
    for row in rows:
        about.setdefault(row["s"].value, set()).add((row["s"], row["p"], row["o"]))
    assert len(about) > 200
    for iri, expected in list(about.items())[::each]:
        key = addresses.key(iri)
        found = client.get(f"/{key}", accept="text/turtle")
        assert (found.status, found.headers["location"]) == (303, f"./{key.rpartition('/')[2]}.ttl")
        data = client.get(f"/{key}.nt")
        triples = {quad.triple for quad in parse(data.body, RdfFormat.N_TRIPLES)}
        assert expected <= {(t.subject, t.predicate, t.object) for t in triples} <= stored, iri
    for iri in list(about)[:: 6 * each]:
        page = client.get(f"/{addresses.key(iri)}.html")
        if page.status == 303:  # a part stands on the page of what it belongs to
            target = whole(page.headers["location"], f"{client.url}/{addresses.key(iri)}")
            page = client.get(target.removeprefix(client.url))
        assert (page.status, page.media) == (200, "text/html")
        parsed(page.body)


def test_all_forms_say_the_same(client: Client) -> None:
    expected = {quad.triple for quad in parse(client.get(f"{PAGE}.nt").body, RdfFormat.N_TRIPLES)}
    assert len(expected) > 5
    for form in media.RDF:
        by_type = client.get(PAGE, accept=form.media_type)
        assert by_type.status == 303 and by_type.headers["location"].endswith(f".{form.suffix}")
        found = client.get(f"{PAGE}.{form.suffix}")
        assert found.media == form.media_type
        form_of_engine = RdfFormat.from_media_type(form.media_type)
        assert {quad.triple for quad in parse(found.body, form_of_engine)} == expected


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("*/*", "html"),
        ("application/ld+json, text/html;q=0.9", "jsonld"),
        ("application/json", "jsonld"),
        ("text/turtle;q=0.5, application/rdf+xml;q=0.6", "rdf"),
    ],
)
def test_a_client_is_led_to_what_it_likes_best(client: Client, accept: str, suffix: str) -> None:
    found = client.get(PAGE, accept=accept)
    assert (found.status, found.headers["location"]) == (303, f"./harbour-7b-dpo.{suffix}")
    assert "accept" in found.headers["vary"].lower()
    assert found.headers["access-control-allow-origin"] == "*"


def test_who_takes_no_form_is_told_all(client: Client) -> None:
    found = client.get(PAGE, accept="image/png")
    assert found.status == 406
    for form in media.DOCUMENTS:
        assert form.media_type in found.text
        assert (
            f'<./harbour-7b-dpo.{form.suffix}>; rel="alternate"; type="{form.media_type}"'
            in found.headers["link"]
        )


def test_what_a_client_has_is_not_sent_again(client: Client) -> None:
    for suffix in ("html", "ttl"):
        whole_one = client.get(f"{PAGE}.{suffix}")
        again = client.get(f"{PAGE}.{suffix}", if_none_match=whole_one.headers["etag"])
        assert (again.status, again.body) == (304, b"")
        assert client.get(f"{PAGE}.{suffix}", if_none_match='"other"').status == 200
        head = client.request("HEAD", f"{PAGE}.{suffix}")
        assert (head.status, head.body) == (200, b"")
        assert head.headers["content-length"] == str(len(whole_one.body))
        assert head.headers["link"] == whole_one.headers["link"]


@pytest.mark.parametrize(
    "path",
    [
        "/about/models/no/such", "/nothing", "/nothing.ttl", "/about/iri/0000", "/about/iri/%22%7D.ttl", "/about/id/x", "/%00",
        "/..%2f..%2fetc/passwd", "/about/models/%F0%9F%92%A9/%FF", "/a" * 900, "/about/terms/objective/none",
        "/sitemaps/model-2.xml", "/sitemaps/x.xml", "/list/none", "/query/none", "/assets/none.js", "/assets/..%2fmedia.py",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    for accept in ("text/html", "text/turtle"):
        assert client.get(path, accept=accept).status == 404


def test_an_independent_client_finds_the_way(client: Client) -> None:
    found = find_signposting_http(f"{client.url}{PAGE}.html")
    assert found.citeAs is not None and found.citeAs.target == MODEL
    described = {str(one.target): one.type for one in found.describedBy}
    assert described == {f"{client.url}{PAGE}.{form.suffix}": form.media_type for form in media.RDF}
    assert {str(one.target) for one in found.types} == {
        "http://schema.org/AboutPage",
        "http://schema.org/SoftwareApplication",
    }
    (linkset,) = found.linksets
    document = client.get(str(linkset.target).removeprefix(client.url))
    assert document.media == "application/linkset+json"
    assert json.loads(document.body)["linkset"][0]["anchor"] == f"{client.url}{PAGE}.html"
    again = find_signposting_linkset(str(linkset.target))
    assert {str(one.target) for one in again.signposts} >= {MODEL, *described}
    in_page = find_signposting_html(f"{client.url}{PAGE}.html")
    assert {str(one.target) for one in in_page.describedBy} == set(described)


def test_terms_of_the_vocabulary_are_there(client: Client) -> None:
    graph = rdflib.Graph().parse(f"{client.url}/about/terms/objective/dpo")
    assert (rdflib.URIRef("https://w3id.org/ftl/objective/dpo"), None, None) in graph


@pytest.mark.parametrize("most", [150, pytest.param(100_000, marks=pytest.mark.full)])
def test_no_link_of_ours_is_broken(client: Client, most: int) -> None:
    """A crawl of so many pages from the first one: nothing is asked of anybody else, and everything answers."""
    start = f"{client.url}/"
    waiting, seen, outside = deque([start]), {start}, set[str]()
    for _ in range(most):
        if not waiting:
            break
        here = waiting.popleft()
        found = client.get(here.removeprefix(client.url), accept="text/html,*/*;q=0.1")
        if found.status == 303:
            ways = [("a", found.headers["location"])]
        else:
            assert found.status == 200, here
            ways = list(leads(found.body)) if found.media == "text/html" else []
        for element, way in ways:
            target = whole(way, here)
            if not target.startswith(start):
                assert element in ("a", "link") and target.startswith(("http://", "https://")), (here, way)
                outside.add(target)
            elif target not in seen and "?" not in target and "/sitemaps/" not in target:
                seen.add(target)
                waiting.append(target)
    assert f"{start}about/models/harbour-lab/harbour-7b-dpo.html" in seen
    assert len(seen) > 100


def test_a_server_may_stand_below_a_path(hub: Path) -> None:
    """A proxy takes the path away; pages lead on by relative ways, and documents for machines name the outer address."""
    base = "https://example.org/lineage"
    with serving(hub, token="", base_url=base) as client:
        assert f"<{base}/void#dataset>" in client.get("/void.ttl").text
        assert f"<loc>{base}/sitemaps/model-1.xml</loc>" in client.get("/sitemap.xml").text
        for path in ("/", f"{PAGE}.html", "/query", "/query/chain", "/list/models", "/sparql"):
            page = client.get(path, accept="text/html")
            assert page.status == 200
            for element, way in leads(page.body):
                assert not way.startswith("/"), (path, element, way)
