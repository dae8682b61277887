"""CASRAI's JSON-LD is read as it is meant, and every repair is told."""

from __future__ import annotations

import json
import re

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld
from rdflib.namespace import RDF, SKOS

from lineage_rdf.codec.turtle import write_turtle
from lineage_rdf.errors import InputError, LineageError
from lineage_rdf.terms.casrai.compatible import casrai_jsonld, casrai_role
from lineage_rdf.terms.casrai.jsonld import read_term_jsonld
from lineage_rdf.terms.exports.defined_term import set_jsonld, term_jsonld
from lineage_rdf.terms.from_graph import glossary_of
from lineage_rdf.terms.model import Origin
from lineage_rdf.terms.to_graph import glossary_quads
from tests.terms.casrai.printed import PAGE_A, SEEN, SET_A, TERM, codes, printed, read

SCHEMA = rdflib.Namespace("http://schema.org/")
# What is wrong with every term that CASRAI prints: no subject, aliases as identities, the set, and the context.
USUAL = ["T001", "T002", "T004", "T006"]


def test_a_term_gets_its_identifier_as_iri_its_aliases_and_both_addresses_of_its_set():
    found = read(printed())
    (term,) = found.glossary.terms
    assert term.iri == f"{TERM}model-checkpoint"
    assert term.aliases == ("weights checkpoint", "training checkpoint")
    assert term.sets == (PAGE_A, SET_A)
    assert (term.version, found.glossary.accessed) == ("v2026.2", "2026-11-20")
    assert codes(found) == USUAL
    assert all(remark.repaired for remark in found.remarks)


def test_rdf_readers_see_names_and_no_false_identity():
    graph = rdflib.Graph().parse(data=write_turtle(glossary_quads(read(printed()).glossary)), format="turtle")
    term = rdflib.URIRef(f"{TERM}model-checkpoint")
    assert {str(name) for name in graph.objects(term, SKOS.altLabel)} == {
        "weights checkpoint",
        "training checkpoint",
    }
    assert set(graph.objects(term, SCHEMA.alternateName)) == set(graph.objects(term, SKOS.altLabel))
    assert list(graph.objects(None, SCHEMA.sameAs)) == []
    assert {str(it) for it in graph.objects(term, SKOS.inScheme)} == {PAGE_A, SET_A}
    assert not any(isinstance(node, rdflib.BNode) for node in graph.all_nodes())


@pytest.mark.parametrize(
    ("other", "more"),
    [
        ({"sameAs": ["FM"]}, {"T003": "become IRIs that CASRAI never made: FM"}),
        ({"sameAs": ["FM", "large model"]}, {"T003": "FM", "T002": "large model"}),
        ({"sameAs": None}, {}),
        ({"@id": f"{TERM}model-checkpoint"}, {}),
        ({"identifier": f"{TERM}model-checkpoint/"}, {"T009": "has a slash at its end"}),
        (
            {"identifier": "http://casrai.org/dictionary/term/model-checkpoint"},
            {"T009": "http in place of https"},
        ),
        ({"identifier": "https://www.casrai.org/dictionary/term/model-checkpoint"}, {"T009": "has www"}),
        ({"identifier": f"{TERM}Model-Checkpoint"}, {"T009": "capital letters"}),
        ({"identifier": f"{TERM}model-checkpoint?x=1"}, {"T009": "a query or fragment"}),
        ({"identifier": f"{TERM}tea-pot", "url": f"{TERM}tea-pot"}, {"T010": "the slug tea-pot"}),
        ({"identifier": f"{TERM}model-card"}, {"T015": "is the page of another term"}),
        ({"identifier": "https://example.org/x"}, {"T008": "no address of a term", "T015": "another term"}),
        ({"inDefinedTermSet": "https://casrai.org/dictionary/domain/tea/"}, {"T011": "is not known here"}),
        ({"inDefinedTermSet": PAGE_A}, {}),
        ({"inDefinedTermSet": None}, {"T014": "it names no set"}),
        ({"license": None}, {"T016": "states no licence"}),
        ({"description": None}, {"T018": "it has no description"}),
        ({"name": " "}, {"T018": "it has no name"}),
        ({"colour": "red", "size": 3}, {"T017": "nothing reads colour, size"}),
        ({"@context": {"@vocab": "http://schema.org/"}}, {}),
    ],
)
def test_each_other_defect_is_told_once_and_what_is_right_is_not(other, more):
    found = read(printed(**other))
    expected = {"T001", "T002", "T004", "T006"} - {
        code for key, code in _NOT_WHEN.items() if key in other for code in code.split()
    }
    assert sorted(codes(found)) == sorted(expected | more.keys())
    by_code = {remark.code.removeprefix("FTL-"): remark for remark in found.remarks}
    assert all(text in by_code[code].what for code, text in more.items())


# Which of the usual remarks go away with a key of their own; those that stay are among what is expected.
_NOT_WHEN = {"@id": "T001", "inDefinedTermSet": "T004", "sameAs": "T002", "@context": "T006"}


def test_a_misspelt_address_is_spelt_right():
    (term,) = read(
        printed(identifier="http://www.casrai.org/dictionary/term/Model-Checkpoint/")
    ).glossary.terms
    assert term.iri == f"{TERM}model-checkpoint"


def test_a_set_with_its_terms_is_read_with_its_version():
    whole = {
        "@context": "https://schema.org",
        "@type": "DefinedTermSet",
        "version": "v2026.1",
        "hasDefinedTerm": [printed(), printed(name="Model card", identifier=f"{TERM}model-card", url=None)],
    }
    found = read(whole, Origin("set.json"))
    assert [(term.name, term.version) for term in found.glossary.terms] == [
        ("Model checkpoint", "v2026.1"),
        ("Model card", "v2026.1"),
    ]
    assert codes(found).count("T012") == 0 and codes(found).count("T013") == 1


def test_what_a_file_lacks_is_told_once_however_many_terms_it_has():
    found = read(
        [printed(), printed(identifier=f"{TERM}model-card", url=f"{TERM}model-card")], Origin("x.json")
    )
    assert [codes(found).count(code) for code in ("T012", "T013")] == [1, 1]


def test_a_deprecated_term_names_what_replaces_it():
    (term,) = read(printed(replacedBy=f"{TERM}model-card")).glossary.terms
    assert (term.status, term.replaced_by) == ("deprecated", (f"{TERM}model-card",))


def test_a_real_identity_stays_one():
    same = "https://www.wikidata.org/entity/Q1"
    found = read(printed(sameAs=[same, "weights checkpoint"]))
    assert [link.target for link in found.glossary.terms[0].related("sameAs")] == [same]
    assert found.glossary.terms[0].aliases == ("weights checkpoint",)


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"@type": "Person"}', '"DefinedTerm"', "[[[]]]"])
def test_what_holds_no_term_is_refused(text):
    with pytest.raises(InputError):
        read_term_jsonld(text, SEEN)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.just(f"{TERM}model-card"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*printed(), "@id", "@value", "@graph", "hasDefinedTerm"]), inner, max_size=6
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*printed(), "@id", "alternateName", "version"]), _json))
def test_any_json_is_read_or_refused_in_our_words(row):
    try:
        found = read({**row, "@type": "DefinedTerm"})
    except LineageError:
        return
    assert glossary_of(glossary_quads(found.glossary)).terms[0].iri == found.glossary.terms[0].iri


def test_compatible_json_ld_is_what_was_printed():
    row = printed()
    (term,) = read(row).glossary.terms
    assert json.loads(casrai_jsonld(term)) == row
    assert list(json.loads(casrai_jsonld(term))) == list(row), "in the same order"


# ---- the terms of the founding documents


def _seeds(shared):
    for path in sorted((shared / "seeds").glob("00[01]_*.txt")):
        text = path.read_text(encoding="utf-8")
        yield text[text.index("{") : text.index("}") + 1], re.search(r"<role .*?/>", text, re.DOTALL).group()


def test_the_terms_of_the_seeds_are_read_with_their_repairs(shared):
    for printed_json, _ in _seeds(shared):
        row = json.loads(printed_json)
        found = read(row)
        (term,) = found.glossary.terms
        assert (term.iri, list(term.aliases)) == (row["identifier"], row["sameAs"])
        assert row["inDefinedTermSet"] in term.sets and len(term.sets) == 2
        assert codes(found) == USUAL


def test_rdflib_and_pyld_agree_on_the_terms_of_the_seeds(shared):
    for printed_json, _ in _seeds(shared):
        whole = read(json.loads(printed_json)).glossary
        ours = {tuple(map(str, quad)) for quad in glossary_quads(whole)}
        for text in (set_jsonld(whole), term_jsonld(whole.terms[0])):
            by_pyld = rdflib.Graph().parse(
                data=jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"})
            )
            by_rdflib = rdflib.Graph().parse(data=text, format="json-ld")
            assert set(by_pyld) == set(by_rdflib) != set()
            assert (rdflib.URIRef(whole.terms[0].iri), RDF.type, SCHEMA.DefinedTerm) in by_pyld
            lines = {line for line in by_pyld.serialize(format="nt").splitlines() if line}
            assert {line.removesuffix(" .") for line in lines} <= {" ".join(quad[:3]) for quad in ours}


def test_the_compatible_form_equals_the_json_ld_and_jats_of_the_seeds(shared):
    for printed_json, printed_jats in _seeds(shared):
        (term,) = read(json.loads(printed_json)).glossary.terms
        assert json.loads(casrai_jsonld(term)) == json.loads(printed_json)
        assert casrai_role(term).split() == printed_jats.split()
