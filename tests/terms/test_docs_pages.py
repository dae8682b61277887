"""The pages: good HTML, every link leads somewhere, every term has its place, and nothing is loaded from elsewhere."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise

import html5rdf
import pytest
from pyoxigraph import RdfFormat, parse

from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.vocabulary.namespaces import FTL, ONTOLOGY, SCHEMA, SCHEMES, SKOS
from tests.conftest import ROOT
from tests.pages.trees import target, words
from tests.terms.documentation import pages, site

# The largest pages are made by the same functions, and take seconds.
STRICTLY = (
    "index.html",
    "status/index.html",
    "objective/index.html",
    "alignments/index.html",
    "all-terms/index.html",
)


def read(path):
    return list(parse(path=ROOT / path, format=RdfFormat.TURTLE))


def members(path, term_set):
    in_scheme = f"{SKOS}inScheme"
    return {
        quad.subject.value
        for quad in read(path)
        if quad.predicate.value == in_scheme and quad.object.value == term_set
    }


TERMS = {
    "terms": (FTL, members("ontology/terms.ttl", f"{ONTOLOGY}/terms")),
    "glossary": (f"{ONTOLOGY}/glossary#", members("ontology/glossary.ttl", f"{ONTOLOGY}/glossary")),
    **{
        name: (f"{ONTOLOGY}/{name}/", members(f"ontology/schemes/{name}.ttl", f"{ONTOLOGY}/{name}"))
        for name in SCHEMES
    },
}


@pytest.mark.parametrize("name", STRICTLY)
def test_a_page_is_html_without_a_mistake(name):
    parser = html5rdf.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(site()[name].decode())
    assert tree.find("body") is not None


@pytest.mark.parametrize("page", TERMS)
def test_every_term_has_its_place_under_its_iri(page):
    namespace, terms = TERMS[page]
    tree = pages()[f"{page}/index.html"]
    shown = {
        article.get("id"): article.xpath("string(.//p[@class='iri']/code)")
        for article in tree.xpath("//article[@class='term']")
    }
    assert shown == {iri.removeprefix(namespace): iri for iri in terms}


def test_no_link_and_no_anchor_is_broken():
    ids = {name: {*tree.xpath("//@id")} for name, tree in pages().items()}
    broken = []
    for name, tree in pages().items():
        for address in {*tree.xpath("//@href"), *tree.xpath("//@src")}:
            found = target(name, address)
            if found is None:
                assert re.match(r"https?://[^\s<>\"]+\Z", address)
            elif found[0] not in site() or (found[1] and found[1] not in ids[found[0]]):
                broken.append((name, address))
    assert not broken


def test_an_id_stands_once_and_names_lead_to_one():
    for name, tree in pages().items():
        counts = Counter(tree.xpath("//@id"))
        assert max(counts.values()) == 1, name
        for attribute in ("aria-labelledby", "aria-describedby", "for"):
            assert {*tree.xpath(f"//@{attribute}")} <= counts.keys(), name


def test_nothing_is_loaded_from_elsewhere():
    for name, tree in pages().items():
        loaded = tree.xpath("//script/@src | //link/@href | //img/@src | //iframe/@src")
        assert all(target(name, address) for address in loaded)
        assert not tree.xpath("//@style") and not tree.xpath("//style")
        assert not tree.xpath("//script[not(@src)][not(@type='application/ld+json')]")
        policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
        assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    own = b"".join(
        data for name, data in site().items() if name.startswith("assets/") and "index" not in name
    )
    assert re.findall(rb"https?://(?!www\.w3\.org/2000/svg)|url\(|@import", own) == []


def test_headings_go_down_by_one():
    for name, tree in pages().items():
        levels = [int(heading.tag[1]) for heading in tree.xpath("//h1 | //h2 | //h3 | //h4")]
        assert levels[0] == 1 and levels.count(1) == 1, name
        assert all(deeper <= level + 1 for level, deeper in pairwise(levels)), name


def test_a_page_has_its_landmarks_and_can_be_read_without_a_script():
    for name, tree in pages().items():
        assert [len(tree.xpath(f"//body//{tag}")) for tag in ("main", "footer")] == [1, 1], name
        assert all(nav.get("aria-label") for nav in tree.xpath("//nav"))
        assert tree.xpath("string(//body/a[1]/@href)") == "#_main"
        assert len(tree.xpath("//nav[@class='menu']//a[@aria-current or @class='near']")) == 1, name
        # Only what needs the script is hidden.
        hidden = {element.get("class") or element.get("id") for element in tree.xpath("//*[@hidden]")}
        assert hidden == {"tools", "_found"}


def test_the_index_lists_every_term():
    listed = pages()["all-terms/index.html"].xpath("//ul[@class='index']/li/a/@href")
    wanted = {
        (f"{page}/index.html", iri.removeprefix(namespace))
        for page, (namespace, terms) in TERMS.items()
        for iri in terms
    }
    assert {target("all-terms/index.html", address) for address in listed} == wanted


def test_the_search_knows_every_term():
    script = site()["assets/search-index.js"].decode()
    rows = json.loads(script.removeprefix("self.ftlTerms = ").removesuffix(";\n"))
    assert len(rows) == sum(len(terms) for _, terms in TERMS.values())
    assert ["direct preference optimisation", "dpo", "Training objectives", "objective/index.html#dpo"] in [
        row[:4] for row in rows
    ]


@pytest.mark.parametrize("page", TERMS)
def test_search_engines_get_the_terms_of_the_page(page):
    (data,) = pages()[f"{page}/index.html"].xpath("//script[@type='application/ld+json']")
    quads = read_quads(data.text.encode(), Syntax.JSONLD, page)
    of = {
        kind: {quad.subject.value for quad in quads if quad.object.value == SCHEMA + kind}
        for kind in ("DefinedTerm", "DefinedTermSet")
    }
    assert of == {"DefinedTerm": TERMS[page][1], "DefinedTermSet": {f"{ONTOLOGY}/{page}"}}
    sets = {quad.object.value for quad in quads if quad.predicate.value == f"{SCHEMA}inDefinedTermSet"}
    assert sets == {f"{ONTOLOGY}/{page}"}


def test_the_rdf_files_beside_the_pages_say_what_the_vocabulary_says():
    published = [name for name in site() if name.endswith(".ttl") and not name.startswith("shapes/")]
    assert {f"ontology/schemes/{name}.ttl" for name in SCHEMES} < {*published}
    for name in published:
        wanted = set(read(name))
        assert set(parse(site()[name], RdfFormat.TURTLE)) == wanted, name
        jsonld = name.replace(".ttl", ".jsonld")
        assert set(read_quads(site()[jsonld], Syntax.JSONLD, jsonld)) == wanted, jsonld


def test_the_shapes_are_there_as_they_are():
    shapes = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in ROOT.glob("shapes/*/*.ttl")}
    assert {name: data for name, data in site().items() if name.startswith("shapes/")} == shapes


def test_a_page_names_its_rdf_files():
    for page in TERMS:
        links = pages()[f"{page}/index.html"].xpath("//link[@rel='alternate']")
        assert {link.get("type") for link in links} == {"text/turtle", "application/ld+json"}
        assert all(target(f"{page}/index.html", link.get("href"))[0] in site() for link in links)


def test_a_term_tells_what_is_known_of_it():
    article = pages()["terms/index.html"].get_element_by_id("FineTuning")
    rows = {words(row.find("dt")): words(row.find("dd")) for row in article.xpath("./dl/div")}
    assert rows["Subclass of"] == "transformation step"
    assert rows["Exact match"].startswith("CASRAI: Fine-tuning The class follows the definition")
    assert "Pre-training starts from random weights" in rows["Is not"]
    codes = {words(cell) for cell in article.xpath(".//tbody/tr/th")}
    assert {"FTL-E011", "FTL-E021"} <= codes
    dpo = pages()["objective/index.html"].get_element_by_id("dpo")
    rows = {words(row.find("dt")): words(row.find("dd")) for row in dpo.xpath("./dl/div")}
    assert rows["Broader"] == "preference optimisation" and "DPO" in rows["Also called"]
