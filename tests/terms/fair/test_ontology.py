"""Which header counts, and which terms are an ontology's own."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from lineage_rdf.errors import InputError
from lineage_rdf.terms.fair import assess, assess_file, ontology_of
from lineage_rdf.terms.fair.page_check import page
from tests.terms.fair.tide import PREFIXES, TURTLE, quads

SCHEME = """
<https://w3id.org/coast> a skos:ConceptScheme ; dcterms:title "Coasts"@en .
<https://w3id.org/coast/spit> a skos:Concept ; skos:prefLabel "spit"@en .
<https://w3id.org/coast/bay> a skos:Concept ; skos:prefLabel "bay"@en ; skos:definition "Water with land on three sides."@en .
<https://w3id.org/coastline/bay> a skos:Concept .
"""


def test_own_terms_are_those_below_the_iri_or_the_namespace() -> None:
    found = ontology_of(quads())
    assert found.terms == ("https://w3id.org/tide#HighWater", "https://w3id.org/tide#height")
    assert found.foreign == ("http://www.w3.org/ns/prov#Entity",)


def test_terms_that_say_they_are_defined_here_are_own() -> None:
    text = PREFIXES + (
        "<http://a.example/o#> a owl:Ontology . <http://b.example/T> a owl:Class ;"
        " rdfs:isDefinedBy <http://a.example/o#> . <http://b.example/U> a rdfs:Class ."
    )
    found = ontology_of(quads(text))
    assert (found.terms, found.foreign) == (("http://b.example/T",), ("http://b.example/U",))


def test_the_concepts_of_a_scheme_are_its_own_wherever_they_lie() -> None:
    said = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix t: <https://example.org/t/> .
    t:all a skos:ConceptScheme . t:a a skos:Concept ; skos:inScheme t:all . t:b a skos:Concept ; skos:topConceptOf t:all .
    t:c a skos:Concept ."""
    assert ontology_of(quads(said)).terms == ("https://example.org/t/a", "https://example.org/t/b")


def test_a_concept_scheme_stands_for_an_ontology_where_there_is_none() -> None:
    found = assess(quads(PREFIXES + SCHEME))
    assert found.ontology.iri == "https://w3id.org/coast"
    assert (found.outcome("VOC3").points, found.outcome("VOC4").missing) == (
        2,
        ("https://w3id.org/coast/spit",),
    )


def test_of_several_ontologies_the_one_that_most_is_said_of_counts() -> None:
    text = TURTLE + "<http://a.example/> a owl:Ontology ."
    found = ontology_of(quads(text))
    assert (found.iri, found.others) == ("https://w3id.org/tide", ("http://a.example/",))


def test_a_file_without_a_header_owns_what_it_declares_and_has_no_iri() -> None:
    found = assess(quads(PREFIXES + 'tide:Ebb a owl:Class ; rdfs:label "ebb" .'))
    assert found.ontology.terms == ("https://w3id.org/tide#Ebb",)
    for criterion in ("HTTP1", "PURL1", "URI2"):
        assert found.outcome(criterion).todo == "declare the ontology: <IRI> a owl:Ontology"
    assert found.outcome("OM1").todo == "declare the ontology: <IRI> a owl:Ontology, with its metadata"
    assert found.outcome("VOC3").passed


def test_an_empty_file_and_one_without_terms_are_not_praised() -> None:
    for text in ("", PREFIXES + "<https://w3id.org/a> a owl:Ontology ."):
        found = assess(quads(text))
        assert not found.passed
        assert found.outcome("VOC3").found == "the file defines no term of its own"
        assert not found.outcome("VOC3").was_run


def test_an_anonymous_ontology_has_no_iri() -> None:
    assert ontology_of(quads(PREFIXES + '[] a owl:Ontology ; dcterms:title "?" .')).iri == ""


def test_a_relative_iri_is_told_and_an_address_completes_it(tmp_path: Path) -> None:
    file = tmp_path / "tide.ttl"
    file.write_text(TURTLE.replace("<https://w3id.org/tide>", "<>"), encoding="utf-8")
    relative = assess_file(file).outcome("URI2")
    assert relative.found == "the ontology's IRI is relative to wherever the file lies"
    assert assess_file(file, address="https://w3id.org/tide").outcome("URI2").passed


def test_another_address_than_the_iri_is_told(tmp_path: Path) -> None:
    file = tmp_path / "tide.ttl"
    file.write_text(TURTLE, encoding="utf-8")
    assert assess_file(file, address="https://w3id.org/tide#").outcome("URI2").passed
    outcome = assess_file(file, address="https://w3id.org/ebb").outcome("URI2")
    assert outcome.missing == ("the same IRI as its address, https://w3id.org/ebb",)


@pytest.mark.parametrize(
    ("page", "points", "missing"),
    [
        ("<!DOCTYPE html>\n<p>https://w3id.org/tide</p>", 1, ()),
        ("<!-- made -->\n<html lang=en>https://w3id.org/tide", 1, ()),
        ("<!doctype html><p>another one</p>", 0, ("page about it",)),
        ("# https://w3id.org/tide", 0, ("page in HTML",)),
    ],
)
def test_a_page_is_html_and_names_the_ontology(
    tmp_path: Path, page: str, points: int, missing: tuple[str, ...]
) -> None:
    (tmp_path / "tide.ttl").write_text(TURTLE, encoding="utf-8")
    (tmp_path / "tide.html").write_text(page, encoding="utf-8")
    outcome = assess_file(tmp_path / "tide.ttl", html=tmp_path / "tide.html").outcome("DOC1")
    assert (outcome.points, outcome.of, outcome.missing) == (points, 1, missing)


def test_a_page_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "tide.ttl").write_text(TURTLE, encoding="utf-8")
    with pytest.raises(InputError):
        assess_file(tmp_path / "tide.ttl", html=tmp_path / "none.html")


@pytest.mark.uncounted
def test_a_property_with_very_many_values_is_read_in_time_with_their_number() -> None:
    values = ", ".join(f"<https://w3id.org/tide#c{number}>" for number in range(40_000))
    before = time.process_time()
    found = ontology_of(quads(TURTLE + f"\n<https://w3id.org/tide> skos:hasTopConcept {values} ."))
    assert len(found.said["http://www.w3.org/2004/02/skos/core#hasTopConcept"]) == 40_000
    assert time.process_time() - before < 4


@pytest.mark.uncounted
def test_comments_in_front_of_what_is_no_page(tmp_path) -> None:
    (tmp_path / "page.html").write_text("<!-- a --> " * 5000 + "<b>", encoding="utf-8")
    before = time.process_time()
    assert not page(ontology_of(quads(TURTLE)), tmp_path / "page.html").passed
    (tmp_path / "page.html").write_text("<!--x-->\n" * 50 + "<HTML>https://w3id.org/tide", encoding="utf-8")
    assert page(ontology_of(quads(TURTLE)), tmp_path / "page.html").passed
    assert time.process_time() - before < 3
