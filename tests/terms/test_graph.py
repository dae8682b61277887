"""A glossary as RDF and back: nothing is lost but the order of lists."""

from __future__ import annotations

import pytest
import rdflib
from hypothesis import given
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from rdflib.namespace import SKOS

from lineage_rdf.codec.turtle import write_turtle
from lineage_rdf.terms.from_graph import glossary_of
from lineage_rdf.terms.model import Glossary, Part, Reading, Relation, Term
from lineage_rdf.terms.own import OWN, own_glossary
from lineage_rdf.terms.to_graph import glossary_quads
from tests.terms.made import BASE, FEWER, glossaries


@FEWER
@given(glossaries())
def test_a_glossary_comes_back_from_rdf(glossary):
    quads = glossary_quads(glossary, base=BASE)
    assert glossary_of(quads) == glossary
    assert not any(isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object))
    assert glossary_of(quads[::-1]) == glossary, "the order of statements tells nothing"


def test_our_own_schemes_come_back():
    for scheme in OWN:
        whole = own_glossary(scheme)
        again = glossary_of(glossary_quads(whole), scheme=whole.iri)
        assert [term.iri for term in again.terms] == [term.iri for term in whole.terms] != []
        for one, other in zip(again.terms, whole.terms, strict=True):
            # Terms of other schemes have no name in the graph of one scheme.
            assert {(it.kind, it.target) for it in one.relations} == {
                (it.kind, it.target) for it in other.relations
            }
            assert (one.name, one.aliases, one.definition) == (other.name, other.aliases, other.definition)


def _glossary(*terms: Term) -> Glossary:
    return Glossary("https://example.org/terms", "Harbour words", terms)


def _term(name: str, **more) -> Term:
    return Term(f"{BASE}{name}", name, sets=("https://example.org/terms",), **more)


@pytest.mark.parametrize("base", ["", BASE])
def test_a_tag_in_two_spellings_is_one_with_one_label_and_another_accent_is_another(base):
    terms = (_term("pilot", tags=("Résumé",)), _term("tug", tags=("résumé", "Resume")))
    quads = glossary_quads(_glossary(*terms), base=base)
    tags = {quad.object for quad in quads if quad.predicate.value.endswith("#governanceTag")}
    labels = sorted(
        quad.object.value
        for quad in quads
        if quad.subject in tags and quad.predicate.value.endswith("prefLabel")
    )
    assert (len(tags), labels) == (2, ["Resume", "Résumé"])


def test_skos_readers_understand_what_is_written():
    pilot = _term("pilot", relations=(Relation("inTensionWith", "tug", f"{BASE}tug", "both steer the ship"),))
    graph = rdflib.Graph().parse(
        data=write_turtle(glossary_quads(_glossary(pilot, _term("tug")))), format="turtle"
    )
    one, other = rdflib.URIRef(f"{BASE}pilot"), rdflib.URIRef(f"{BASE}tug")
    assert (one, SKOS.related, other) in graph, (
        "who does not know inTensionWith still sees that they are related"
    )
    assert (rdflib.URIRef("https://example.org/terms"), SKOS.hasTopConcept, one) in graph
    rationale = rdflib.URIRef("https://w3id.org/ftl/glossary#rationale")
    assert [str(text) for text in graph.objects(None, rationale)] == ["both steer the ship"]


def test_a_deprecated_term_says_so_and_what_to_use():
    old = _term("lighter", status="deprecated", replaced_by=(f"{BASE}barge",))
    quads = glossary_quads(_glossary(old))
    true = Literal("true", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#boolean"))
    assert Quad(NamedNode(old.iri), NamedNode("http://www.w3.org/2002/07/owl#deprecated"), true) in quads
    assert glossary_of(quads).terms == (old,)


def test_a_name_in_one_language_is_read_and_others_are_left():
    say = [
        (f"{BASE}pier", "prefLabel", Literal("Seebrücke", language="de")),
        (f"{BASE}pier", "prefLabel", Literal("pier", language="en-GB")),
        (f"{BASE}pier", "definition", Literal("a way over the water", language="en")),
    ]
    quads = [Quad(NamedNode(s), NamedNode(str(SKOS) + p), o) for s, p, o in say]
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    quads.append(Quad(NamedNode(f"{BASE}pier"), kind, NamedNode(str(SKOS.Concept))))
    (term,) = glossary_of(quads).terms
    assert (term.name, term.definition, term.language) == ("pier", "a way over the water", "en-gb")


def test_sets_inside_a_dictionary_are_kept():
    part = Part("https://example.org/terms/harbour", "Harbour", ("https://example.org/harbour/",))
    term = Term(f"{BASE}pilot", "pilot", sets=(part.iri,))
    whole = Glossary("https://example.org/terms", "Words", (term,), parts=(part,))
    assert glossary_of(glossary_quads(whole)) == whole


def test_an_address_that_is_none_stays_a_text():
    cited = _term("buoy", pages=("not an address",))
    assert glossary_of(glossary_quads(_glossary(cited))).terms == (cited,)


def test_two_readings_of_one_audience_are_two():
    both = (Reading("interpretation", "pilots", "a mark"), Reading("interpretation", "pilots", "a warning"))
    term = _term("buoy", readings=both)
    assert glossary_of(glossary_quads(_glossary(term))).terms == (term,)


def test_groups_whose_names_make_one_address_stay_apart():
    term = _term("buoy", categories=("C", "C++"), roles=("R D", "R&D"))
    for base in (BASE, ""):
        assert glossary_of(glossary_quads(_glossary(term), base=base)).terms == (term,)
    quads = glossary_quads(_glossary(_term("tug", categories=("C",))), base=BASE)
    assert any(quad.subject == NamedNode(f"{BASE}category/c") for quad in quads), (
        "alone it has the plain address"
    )


def test_a_licence_goes_before_a_statement_of_rights():
    quads = glossary_quads(_glossary(_term("buoy", license="https://creativecommons.org/licenses/by/4.0/")))
    rights = NamedNode("http://purl.org/dc/terms/rights")
    quads.append(Quad(NamedNode(f"{BASE}buoy"), rights, Literal("Copyright 2026, all of us.")))
    (term,) = glossary_of(quads).terms
    assert term.license == "https://creativecommons.org/licenses/by/4.0/"
