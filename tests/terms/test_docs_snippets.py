"""The examples of the terms can be parsed, say the same in both syntaxes, and are what they say they are."""

from __future__ import annotations

from functools import cache

import pytest
import rdflib
from pyoxigraph import Literal, RdfFormat, parse

from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.lineage import read_document
from lineage_rdf.terms.docs import core_picture
from lineage_rdf.vocabulary.namespaces import FTL, RDFS
from lineage_rdf.vocabulary.resources import ontology_folder
from tests.conftest import ROOT
from tests.pages.trees import words
from tests.terms.documentation import pages

ILLUSTRATIONS = ROOT / "lineage_rdf/terms/docs/illustrations.ttl"
PAGES = [name for name, tree in pages().items() if tree.xpath("//figure/pre[@data-syntax='turtle']")]


def snippets(page):
    """Yield each block of statements with the article it stands in, or None."""
    for turtle in pages()[page].xpath("//pre[@data-syntax='turtle']"):
        (jsonld,) = turtle.xpath("../../figure/pre[@data-syntax='json-ld']")
        article = next(turtle.iterancestors("article"), None)
        yield article, turtle.text_content(), jsonld.text_content()


@pytest.mark.parametrize("page", PAGES)
def test_both_syntaxes_say_the_same(page):
    for _, turtle, jsonld in snippets(page):
        statements = set(parse(turtle.encode(), RdfFormat.TURTLE))
        assert statements
        assert set(read_quads(jsonld.encode(), Syntax.JSONLD, page)) == statements


def test_another_library_reads_them_too():
    for _, turtle, _ in snippets("status/index.html"):
        assert len(rdflib.Graph().parse(data=turtle, format="turtle"))


@pytest.mark.parametrize("page", [page for page in PAGES if page != "index.html"])
def test_every_term_has_an_example_that_uses_it(page):
    articles = pages()[page].xpath("//article[@class='term']")
    found = list(snippets(page))
    assert [article for article, _, _ in found] == articles
    for article, turtle, _ in found:
        names = {article.xpath("string(.//p[@class='iri']/code)"), *narrower(article, page)}
        said = set()
        for quad in parse(turtle.encode(), RdfFormat.TURTLE):
            said |= {quad.subject.value, quad.predicate.value, quad.object.value}
        assert names & said, article.get("id")


def narrower(article, page):
    """Return the IRI of the narrower term by which an example uses a term, as its text says."""
    links = article.xpath(".//p[@class='origin']/a/@href")
    return [FTL + link[1:] for link in links if link.startswith("#") and page == "terms/index.html"]


@cache
def example(name):
    return set(parse(path=ROOT / f"examples/lineages/{name}.ttl", format=RdfFormat.TURTLE))


def test_what_is_from_an_example_lineage_stands_there():
    count = 0
    for page in PAGES:
        for article, turtle, _ in snippets(page):
            origin = words(article.xpath(".//p[@class='origin']")[0]) if article is not None else ""
            if origin.startswith("From the example lineage "):
                name = article.xpath("string(.//p[@class='origin']/a)")
                assert set(parse(turtle.encode(), RdfFormat.TURTLE)) <= example(name)
                count += 1
    assert count > 100


def test_the_illustrations_are_well_formed():
    (lineage,) = read_document(ILLUSTRATIONS.read_bytes(), "turtle")
    report = lineage.check("wellformed")
    assert report.passed and not report.findings


def test_made_examples_name_no_thing_that_anybody_has():
    for page in PAGES:
        for article, turtle, _ in snippets(page):
            if article is None or "Made from" not in words(article.xpath(".//p[@class='origin']")[0]):
                continue
            for quad in parse(turtle.encode(), RdfFormat.TURTLE):
                assert quad.subject.value.startswith("https://example.org/")


def test_a_setting_shows_a_value_of_its_kind():
    shown = {}
    for article, turtle, _ in snippets("hyperparameter/index.html"):
        values = [
            quad.object
            for quad in parse(turtle.encode(), RdfFormat.TURTLE)
            if isinstance(quad.object, Literal)
        ]
        shown[article.get("id")] = [value.datatype.value.rpartition("#")[2] for value in values]
    assert (shown["adam_epsilon"], shown["bf16"], shown["lora_r"]) == (["decimal"], ["boolean"], ["integer"])
    assert all(shown.values())


def test_the_picture_of_the_core_is_what_the_ontology_says():
    ontology = rdflib.Graph().parse(ontology_folder() / "ftl.ttl")
    upwards = rdflib.URIRef(f"{RDFS}subClassOf")
    for start, name, end, _ in core_picture.EDGES:
        given = rdflib.URIRef(FTL + name)
        for side, known in (("domain", start), ("range", end)):
            iri = rdflib.URIRef(core_picture.iri_of(known))
            allowed = set(ontology.objects(given, rdflib.URIRef(RDFS + side)))
            assert not allowed or allowed & set(ontology.transitive_objects(iri, upwards)), (name, side)
