"""From the root every link and every IRI of ours can be followed, by people and by machines; nothing is asked of anybody else."""

from __future__ import annotations

import json

import pytest
import rdflib
from pyoxigraph import NamedNode, RdfFormat, parse
from signposting.signpost import LinkRel

from lineage_rdf.bulk.pool import usable_cores
from tests.conftest import ROOT
from tests.publish import made
from tests.publish.crawl import Client, Crawl
from tests.publish.server import bound, serving

PATH = "/l/"
# Of each kind of thing one that only its own address tells from others.
STEP = "harbour-lab/skiff-3b/lineage/step/sft"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The example models as a site with addresses of its own; returns its base and its folder."""
    server = bound()
    base = f"http://127.0.0.1:{server.server_port}{PATH}"
    folder = tmp_path_factory.mktemp("published") / "site"
    made.site(folder, [str(ROOT / "examples")], jobs=usable_cores(), base=base)
    with serving(server, folder, PATH):
        yield base, folder


@pytest.fixture(scope="module")
def crawl(served):
    base, _ = served
    client = Client(base)
    found = Crawl(client, base)
    found.all()
    yield found
    client.close()


@pytest.fixture
def client(served):
    found = Client(served[0])
    yield found
    found.close()


def test_every_link_leads_somewhere_and_nothing_is_loaded_from_elsewhere(crawl):
    assert not crawl.faults
    assert len(crawl.pages) > 100


def test_every_iri_of_ours_has_a_page_and_its_statements(served, crawl):
    base, folder = served
    dump = parse((folder / "dumps/lineages.nq").read_bytes(), RdfFormat.N_QUADS)
    triples = {quad.triple for quad in dump}
    crawl.follow_iris(triples)
    assert not crawl.faults
    assert len({triple.subject for triple in triples if str(triple.subject).startswith(f"<{base}")}) > 100


def test_the_documents_together_hold_all_statements(served, crawl):
    _, folder = served
    dump = parse((folder / "dumps/lineages.nq").read_bytes(), RdfFormat.N_QUADS)
    told = {quad.triple for quads in crawl.documents.values() for quad in quads}
    # What describes the graph of a lineage stands in the dump alone.
    bundles = {
        quad.graph_name for quad in parse((folder / "dumps/lineages.nq").read_bytes(), RdfFormat.N_QUADS)
    }
    assert {quad.triple for quad in dump if quad.subject not in bundles} <= told


def test_the_forms_of_a_document_say_the_same(served, client):
    base, _ = served
    forms = {
        "text/turtle": RdfFormat.TURTLE,
        "application/ld+json": RdfFormat.JSON_LD,
        "application/n-triples": RdfFormat.N_TRIPLES,
    }
    told = [
        {quad.triple for quad in parse(client.ask(base + STEP, accept).body, syntax)}
        for accept, syntax in forms.items()
    ]
    assert told[0] == told[1] == told[2]
    assert NamedNode(base + STEP) in {triple.subject for triple in told[0]}


def test_rdflib_follows_an_iri(served):
    base, _ = served
    graph = rdflib.Graph().parse(base + STEP)
    assert (rdflib.URIRef(base + STEP), None, None) in graph


def test_a_part_is_told_by_the_document_of_its_step(served, client):
    base, _ = served
    answer = client.ask(f"{base}{STEP}/setting/learning_rate", "text/turtle")
    assert answer.address == f"{base}{STEP}.ttl" and answer.statuses == [303, 200]


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        ("", ".html"),
        ("*/*", ".html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", ".html"),
        ("text/turtle", ".ttl"),
        ("application/ld+json;q=0.9, text/turtle;q=0.8, text/html;q=0.1", ".jsonld"),
        ("text/html;q=0.3, application/n-triples;q=0.5", ".nt"),
        ("text/html;q=0, */*", ".ttl"),
    ],
)
def test_the_form_wanted_most_is_given(served, client, accept, ending):
    assert client.ask(served[0] + STEP, accept).address == served[0] + STEP + ending


def test_what_nobody_has_is_told(served, client):
    base, _ = served
    assert client.ask(base + STEP, "image/png").status == 406
    assert client.ask(f"{base}nobody/nothing").status == 404
    assert client.ask(f"{base}.lineage-rdf/site.json").status == 404


def test_what_is_embedded_are_statements_of_the_thing(crawl, served):
    base, _ = served
    page = crawl.pages[f"{base}{STEP}.html"]
    graph = rdflib.Graph().parse(data=page.embedded[0], format="json-ld")
    assert (rdflib.URIRef(base + STEP), rdflib.RDF.type, rdflib.URIRef("http://schema.org/Action")) in graph
    for address, other in crawl.pages.items():
        for document in other.embedded:
            assert json.loads(document), address
            assert len(rdflib.Graph().parse(data=document, format="json-ld")) > 1, address


def test_a_signposting_client_finds_its_way(served):
    import signposting

    base, _ = served
    found = signposting.find_signposting_html(f"{base}{STEP}.html")
    assert found.citeAs is not None and str(found.citeAs.target) == base + STEP
    assert {str(item.type) for item in found.describedBy} == {
        "text/turtle",
        "application/ld+json",
        "application/n-triples",
    }
    (linkset,) = found.linksets
    listed = signposting.find_signposting_linkset(str(linkset.target))
    of_page = listed.for_context(f"{base}{STEP}.html")
    assert of_page.citeAs is not None and str(of_page.citeAs.target) == base + STEP
    assert any(item.rel is LinkRel.describedby for item in of_page.signposts)


def test_the_whole_describes_itself(served, client):
    base, folder = served
    answer = client.ask(f"{base}void", "text/turtle")
    void = rdflib.Graph().parse(data=answer.body, format="turtle")
    name = rdflib.Namespace("http://rdfs.org/ns/void#")
    dumps = {str(dump) for dump in void.objects(rdflib.URIRef(f"{base}void#dataset"), name.dataDump)}
    assert dumps == {f"{base}dumps/lineages{end}" for end in (".nq", ".nq.gz", ".trig", ".trig.gz")}
    assert all(client.ask(dump).status == 200 for dump in dumps)
    assert client.ask(f"{base}.well-known/void").body == (folder / "void.ttl").read_bytes()


def test_the_map_names_every_page(served, crawl):
    base, folder = served
    named = set(locations((folder / "sitemaps/1.xml").read_text()))
    lists = {address for address in crawl.pages if address.startswith(f"{base}list/")}
    assert named == set(crawl.pages) - lists - {base, f"{base}index.html"}
    assert f"Sitemap: {base}sitemap.xml" in (folder / "robots.txt").read_text()


def locations(text):
    """Return the addresses in a site map."""
    from xml.etree import ElementTree

    return [item.text for item in ElementTree.fromstring(text).iter() if item.tag.endswith("}loc")]


def test_iris_of_ours_are_names(crawl, served):
    assert all(NamedNode(iri) for iri in crawl.iris)
