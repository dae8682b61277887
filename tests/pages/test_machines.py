"""What machines find: JSON-LD in pages, links in heads and headers, link sets, and the description of the whole."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from pyld import jsonld
from pyoxigraph import Literal, NamedNode, Quad
from pyoxigraph import Store as Memory
from rdflib import DCTERMS, RDF, Graph, Namespace, URIRef
from rdflib.namespace import VOID

from lineage_rdf.codec.turtle import write_turtle
from lineage_rdf.pages import (
    LINKSET_MEDIA,
    Addresses,
    Dump,
    Kind,
    Site,
    Whole,
    description,
    head_links,
    header,
    link_set,
    page_links,
    render,
    whole_data,
)
from lineage_rdf.pages.description import DCAT as DCAT_SPACE
from lineage_rdf.pages.description import PREFIXES, SD
from lineage_rdf.site.media import NQUADS
from lineage_rdf.vocabulary.namespaces import SCHEMA
from tests.pages.made import BASE, HUB, examples, hostile, lineage, site_of
from tests.pages.trees import tree

MATERIALS = site_of([lineage("org/name", "org/base", steps=2), hostile(), *examples()[2:3]], judge=False)[1]
ADDRESSES = Addresses(BASE)
MODEL = f"{HUB}org/name"
LINEAGE = f"{BASE}org/name/lineage"

DCAT = Namespace(DCAT_SPACE)


def embedded(page):
    (data,) = tree(page).xpath("//script[@type='application/ld+json']")
    return data.text


def by_rdflib(text):
    return Graph().parse(data=text, format="json-ld")


@pytest.mark.parametrize("iri", sorted(MATERIALS))
def test_the_embedded_data_say_the_same_to_rdflib_and_pyld(iri):
    text = embedded(render(MATERIALS[iri], ADDRESSES))
    graph = by_rdflib(text)
    ours = {(str(s), str(p), str(o)) for s, p, o in graph}
    told = jsonld.to_rdf(json.loads(text))["@default"]
    theirs = {(one["subject"]["value"], one["predicate"]["value"], one["object"]["value"]) for one in told}
    assert ours == theirs
    assert all(p.startswith((SCHEMA, str(RDF))) for _, p, _ in ours)
    names = {o for s, p, o in ours if (s, p) == (iri, f"{SCHEMA}name")}
    assert names == {MATERIALS[iri].thing.label}


def test_each_kind_is_told_in_the_words_of_schema_org():
    def told(iri):
        graph = by_rdflib(embedded(render(MATERIALS[iri], ADDRESSES)))
        return {(str(p).removeprefix(SCHEMA), str(o)) for p, o in graph.predicate_objects(URIRef(iri))}

    kind = str(RDF.type)
    assert {
        (kind, f"{SCHEMA}SoftwareApplication"),
        ("identifier", "org/name"),
        ("license", "Apache-2.0"),
        ("isBasedOn", f"{HUB}org/name-stage-1"),
        ("creator", f"{HUB}org"),
        ("url", MODEL),
    } <= told(MODEL)
    steps = {("hasPart", f"{LINEAGE}/step/stage-{number}") for number in (1, 2)}
    assert {(kind, f"{SCHEMA}CreativeWork"), ("about", MODEL), *steps} <= told(LINEAGE)
    assert {
        (kind, f"{SCHEMA}Action"),
        ("result", MODEL),
        ("object", f"{HUB}datasets/harbour-lab/tide-talk"),
    } <= told(f"{LINEAGE}/step/stage-2")
    assert {(kind, f"{SCHEMA}Dataset"), ("license", "CC-BY-4.0")} <= told(
        f"{HUB}datasets/harbour-lab/tide-talk"
    )
    dpo = told("https://w3id.org/ftl/objective/dpo")
    assert {
        (kind, f"{SCHEMA}DefinedTerm"),
        ("termCode", "dpo"),
        ("inDefinedTermSet", "https://w3id.org/ftl/objective"),
    } <= dpo
    assert (kind, f"{SCHEMA}Organization") in told(f"{HUB}org")


def relations(iri, **more):
    links = page_links(
        MATERIALS[iri], ADDRESSES, Site(licence="https://creativecommons.org/licenses/by/4.0/"), **more
    )
    found = {}
    for link in links:
        found.setdefault(link.relation, []).append(link.target)
    return links, found


def test_a_page_is_signposted():
    _, found = relations(MODEL, linkset=True)
    place = f"{BASE}about/models/org/name"
    assert found["cite-as"] == [MODEL]
    assert found["describedby"] == [f"{place}.ttl", f"{place}.jsonld", f"{place}.nt"]
    assert found["type"] == [f"{SCHEMA}AboutPage", f"{SCHEMA}SoftwareApplication"]
    assert found["license"] == ["https://spdx.org/licenses/Apache-2.0"]
    assert found["author"] == [f"{HUB}org"]
    assert found["collection"] == [BASE]
    assert found["linkset"] == [f"{place}.linkset.json"]
    _, of_lineage = relations(LINEAGE)
    assert of_lineage["item"] == [f"{BASE}org/name/lineage/step/stage-{number}.html" for number in (1, 2)]
    assert (
        of_lineage["license"] == ["https://creativecommons.org/licenses/by/4.0/"]
        and "linkset" not in of_lineage
    )


def test_a_site_without_an_address_is_signposted_from_page_to_page():
    links = page_links(MATERIALS[MODEL], Addresses(), Site())
    described = [link.target for link in links if link.relation == "describedby"]
    assert described[0] == "../../../about/models/org/name.ttl"


def test_what_is_no_web_address_is_not_cited_nor_named_as_author():
    for iri in ("data:text/html,evil", "javascript:alert(3)", "urn:x:javascript"):
        _, found = relations(iri)
        assert "cite-as" not in found and "author" not in found
        assert all(one.startswith(("https://", "http://")) for targets in found.values() for one in targets)


def test_heads_headers_and_link_sets_say_the_same():
    links, _ = relations(MODEL, linkset=True)
    page = f"{BASE}about/models/org/name.html"
    head = tree(render(MATERIALS[MODEL], ADDRESSES, linkset=True)).xpath("//head/link[@href]")
    told = {(one.get("rel"), one.get("href"), one.get("type") or "") for one in head}
    wanted = {(link.relation, link.target, link.media) for link in links if link.relation != "license"}
    assert wanted <= told
    assert {link.relation for link in head_links(links)} - {link.relation for link in links} == {"alternate"}
    assert header(links).count("rel=") == len(links) and f'<{MODEL}>; rel="cite-as"' in header(links)
    document = link_set(page, links)
    (context, *back) = document["linkset"]
    assert context["anchor"] == page
    assert {(name, one["href"]) for name, found in context.items() if name != "anchor" for one in found} == {
        (link.relation, link.target) for link in links
    }
    assert [one["describes"][0]["href"] for one in back] == [page] * 3
    assert LINKSET_MEDIA == "application/linkset+json" and json.loads(json.dumps(document)) == document


WHOLE = Whole(
    address=BASE,
    title="A <b>site",
    summary="What it holds.",
    counts=Counter({Kind.MODEL: 3, Kind.LINEAGE: 1}),
    triples=1234,
    base=BASE,
    licence="https://creativecommons.org/licenses/by/4.0/",
    modified="2026-11-30T00:00:00Z",
    dumps=[
        Dump(f"{BASE}dump.nq", "application/n-quads", 99, NQUADS.format_iri),
        Dump(f"{BASE}dump.trig", "application/trig"),
    ],
    examples=[MODEL],
    endpoint=f"{BASE}sparql",
)


def test_the_whole_is_described():
    graph = Graph().parse(data=write_turtle(description(WHOLE), PREFIXES), format="turtle")
    data = URIRef(WHOLE.iri)
    assert {VOID.Dataset, DCAT.Dataset} <= set(graph.objects(data, RDF.type))
    assert {str(one) for one in graph.objects(data, VOID.dataDump)} == {f"{BASE}dump.nq", f"{BASE}dump.trig"}
    assert int(graph.value(data, VOID.triples)) == 1234
    parts = list(graph.objects(data, VOID.classPartition))
    entities = {
        str(graph.value(part, VOID["class"])): int(graph.value(part, VOID.entities)) for part in parts
    }
    assert entities == {"https://w3id.org/ftl#Model": 3, "https://w3id.org/ftl#FineTuneLineage": 1}
    sizes = [int(graph.value(one, DCAT.byteSize)) for one in graph.subjects(DCAT.byteSize)]
    assert sizes == [99]
    formats = {str(one) for one in graph.objects(None, DCTERMS["format"])}
    assert formats == {"http://www.w3.org/ns/formats/N-Quads"}
    assert (URIRef(f"{BASE}sparql"), URIRef(f"{SD}endpoint"), URIRef(f"{BASE}sparql")) in graph
    assert (URIRef(f"{BASE}void"), URIRef("http://xmlns.com/foaf/0.1/primaryTopic"), data) in graph
    assert all(isinstance(term, URIRef) for term in graph.subjects())


def test_a_site_of_files_tells_of_no_service():
    quads = description(Whole(address=BASE, title="t", summary="s", counts={}))
    assert not any(SD in quad.predicate.value for quad in quads)
    assert all(isinstance(quad, Quad) for quad in quads) and Memory().bulk_extend(quads) is None
    assert not any(isinstance(quad.object, Literal) and not quad.object.value for quad in quads)
    assert NamedNode(f"{BASE}void#dataset") in {quad.subject for quad in quads}


def test_the_whole_is_embedded_for_search_engines():
    graph = by_rdflib(whole_data(WHOLE))
    assert (URIRef(WHOLE.iri), RDF.type, URIRef(f"{SCHEMA}Dataset")) in graph
    assert {str(one) for one in graph.objects(None, URIRef(f"{SCHEMA}contentUrl"))} == {
        f"{BASE}dump.nq",
        f"{BASE}dump.trig",
    }
    assert "<" not in whole_data(WHOLE)
