"""Terms in the forms of others, read back by other people's libraries."""

from __future__ import annotations

import csv
import io
import json

import pytest
import rdflib
import yaml
from hypothesis import given
from lxml import etree, html
from pyld import jsonld
from rdflib.namespace import DCTERMS

from lineage_rdf.errors import UsageError
from lineage_rdf.spreadsheet import unguarded
from lineage_rdf.terms.casrai.known import dictionary, known
from lineage_rdf.terms.exports.defined_term import set_jsonld, term_jsonld
from lineage_rdf.terms.exports.forms import FORMS, TERM_FORMS, write_glossary, write_term
from lineage_rdf.terms.exports.html import term_html
from lineage_rdf.terms.exports.jats import role, roles
from lineage_rdf.terms.exports.sssom import sssom
from lineage_rdf.terms.exports.tables import COLUMNS, terms_csv
from lineage_rdf.terms.licences import family, refuse_mixed
from lineage_rdf.terms.model import Glossary, Relation, Term
from lineage_rdf.terms.own import OWN, own_glossary, with_reasons
from lineage_rdf.terms.to_graph import glossary_quads
from tests.conftest import ROOT
from tests.terms.made import BASE, FEWER, glossaries

XML = "{http://www.w3.org/XML/1998/namespace}"
JATS = etree.XMLSchema(etree.parse(ROOT / "tests" / "facts" / "jats_role.xsd"))
SCHEMA = "http://schema.org/"
HOSTILE = '</script><script>alert("1")</script> & <b> \u202e \x07 =1+1'


def _hostile() -> Glossary:
    bad = Term(
        f"{BASE}x", HOSTILE, (HOSTILE,), definition=HOSTILE, pages=("javascript:alert(1)",), sets=(BASE,)
    )
    return Glossary(BASE, HOSTILE, (bad,), license=HOSTILE)


# ---- DefinedTerm JSON-LD


@FEWER
@given(glossaries())
def test_the_set_says_what_the_rdf_says_and_no_more(glossary):
    text = set_jsonld(glossary)
    said = rdflib.Graph().parse(data=jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"}))
    ours = rdflib.Graph()
    ours.parse(data="".join(f"{quad} .\n" for quad in glossary_quads(glossary, base=BASE)), format="nt")
    assert set(said) <= set(ours)
    kept = {
        (s, p, o)
        for s, p, o in ours
        if str(p).startswith(SCHEMA) and str(p)[len(SCHEMA) :] not in _NOT_IN_SET
    }
    about = {rdflib.URIRef(glossary.iri), *(rdflib.URIRef(term.iri) for term in glossary.terms)}
    assert {triple for triple in kept if triple[0] in about} <= set(said)


# Citations have nodes of their own; licences that are no address stand under dcterms:rights alone.
_NOT_IN_SET = {"citation"}


def test_every_term_of_ours_and_of_casrai_has_a_defined_term_that_needs_no_network():
    for term in (*(term for scheme in OWN for term in own_glossary(scheme).terms), *known().terms.values()):
        document = json.loads(term_jsonld(term))
        assert document["@id"] == term.iri and document["@type"] == "DefinedTerm"
        assert isinstance(document["@context"], dict)
        assert "sameAs" not in document or all(value.startswith("http") for value in [document["sameAs"]])


def test_one_term_in_another_language_says_so():
    graph = rdflib.Graph().parse(data=term_jsonld(Term(f"{BASE}x", "Boje", language="de")), format="json-ld")
    assert graph.value(rdflib.URIRef(f"{BASE}x"), rdflib.URIRef(f"{SCHEMA}name")) == rdflib.Literal(
        "Boje", lang="de"
    )


# ---- JATS


def test_every_term_of_ours_and_of_casrai_is_a_valid_role():
    for term in (*(term for scheme in OWN for term in own_glossary(scheme).terms), *known().terms.values()):
        element = etree.fromstring(role(term))
        JATS.assertValid(element)
        assert element.get("vocab-term-identifier") == term.iri
        assert element.text == element.get("vocab-term") == term.name
        assert element.get("vocab") == ("casrai" if "casrai.org" in term.iri else "ftl")


def test_a_vocabulary_is_called_credit_for_roles_of_credit_alone():
    plain = Term("https://casrai.org/dictionary/role/software", "Software")
    credited = Term(
        plain.iri, "Software", relations=(Relation("sameAs", target="https://credit.niso.org/x/"),)
    )
    assert 'vocab="credit"' not in role(plain, dictionary((plain,)))
    assert 'vocab="credit"' in role(credited, dictionary((credited,)))


@FEWER
@given(glossaries())
def test_roles_of_any_glossary_are_valid(glossary):
    root = etree.fromstring(roles(glossary).encode())
    JATS.assertValid(root)
    assert [element.get("vocab-term-identifier") for element in root.iter("role")] == [
        term.iri for term in glossary.terms
    ]
    assert [element.get(f"{XML}lang") for element in root.iter("role")] == [
        term.language for term in glossary.terms
    ]


# ---- tables


@FEWER
@given(glossaries())
def test_a_table_gives_every_text_back(glossary):
    rows = list(csv.DictReader(io.StringIO(terms_csv(glossary), newline="")))
    assert len(rows) == len(glossary.terms)
    for row, term in zip(rows, glossary.terms, strict=True):
        assert tuple(row) == COLUMNS
        assert unguarded(row["name"]) == term.name and row["iri"] == term.iri
        assert all(
            row[kind].count(" | ") == len(term.related(kind)) - 1
            for kind in ("broader",)
            if term.related(kind)
        )


def test_sssom_has_our_alignment_with_casrai_and_the_columns_it_asks_for():
    lines = sssom(with_reasons(own_glossary("core"))).splitlines()
    head = [line for line in lines if line.startswith("#")]
    rows = list(csv.DictReader(lines[len(head) :], delimiter="\t", quoting=csv.QUOTE_NONE))
    said = yaml.safe_load("\n".join(line[1:] for line in head))
    assert said["mapping_set_id"] == "https://w3id.org/ftl/terms"
    assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
    prefixes = said["curie_map"]
    for row in rows:
        for column in ("subject_id", "predicate_id", "object_id", "mapping_justification"):
            assert row[column].partition(":")[0] in prefixes, "SSSOM/TSV names terms by CURIEs"
    found = {(row["subject_id"], row["predicate_id"], row["object_id"]) for row in rows}
    assert ("ftl:FineTuneLineage", "skos:exactMatch", "casrai:model-fine-tune-lineage") in found
    assert {row["mapping_justification"] for row in rows} == {"semapv:ManualMappingCuration"}
    assert all(row["comment"] for row in rows), "each match has its reason"


def test_a_table_of_others_names_their_namespaces_and_no_licence_that_is_none():
    link = Relation("exactMatch", "", "https://example.net/v#y")
    whole = Glossary(BASE, "w: x", (Term(f"{BASE}x", "x", relations=(link,)),), license="as agreed")
    lines = sssom(whole).splitlines()
    said = yaml.safe_load("\n".join(line[1:] for line in lines if line.startswith("#")))
    assert (
        said["license"] == "https://w3id.org/sssom/license/unspecified"
        and said["mapping_set_title"] == "w: x"
    )
    assert lines[-1].split("\t")[:4] == ["ns2:x", "x", "skos:exactMatch", "ns1:y"]
    assert (said["curie_map"]["ns2"], said["curie_map"]["ns1"]) == (BASE, "https://example.net/v#")


def test_a_tab_in_a_label_does_not_make_a_column():
    link = Relation("exactMatch", "a\tb\nc", "https://example.org/y", "be\tcause")
    lines = sssom(Glossary(BASE, "w", (Term(f"{BASE}x", "x\ty", relations=(link,)),))).splitlines()
    assert lines[-1].count("\t") == 6 and "a b c" in lines[-1]


def test_sssom_of_hostile_texts_is_yaml_and_a_table():
    link = Relation("exactMatch", '"=a', "https://example.org/y", "\x1b\u202e")
    terms = (Term(f"{BASE}x", '"x', relations=(link,)), Term(f"{BASE}y", 'y"', relations=(link,)))
    whole = Glossary(BASE, "[a]: b # c", terms, license="a: b", version='1"\\')
    lines = sssom(whole).splitlines()
    head = [line for line in lines if line.startswith("#")]
    told = yaml.safe_load("\n".join(line[1:] for line in head))
    assert (told["mapping_set_title"], told["license"]) == (
        "[a]: b # c",
        "https://w3id.org/sssom/license/unspecified",
    )
    assert told["mapping_set_version"] == '1"\\' and told["mapping_set_id"] == BASE
    rows = list(csv.DictReader(lines[len(head) :], delimiter="\t", strict=True))
    assert [row["subject_label"] for row in rows] == ['"x', 'y"']
    assert {(row["object_label"], row["comment"]) for row in rows} == {('"=a', "\ufffd\ufffd")}


# ---- HTML and hostile text


def test_a_term_as_html_parses_and_carries_its_json_ld():
    term = own_glossary("core").by_iri()["https://w3id.org/ftl#FineTuning"]
    root = html.fromstring(term_html(term))
    (script,) = root.xpath('.//script[@type="application/ld+json"]')
    assert json.loads(script.text) == json.loads(term_jsonld(term))
    assert root.get("id") == "FineTuning" and "https://arxiv.org/abs/1801.06146" in root.xpath(".//a/@href")


def test_hostile_text_stays_text():
    (term,) = _hostile().terms
    root = html.fromstring(term_html(term))
    assert len(root.xpath(".//script")) == 1 and root.xpath(".//b") == []
    assert all(not link.startswith("javascript") for link in root.xpath(".//a/@href"))
    JATS.assertValid(etree.fromstring(role(term, _hostile())))
    assert all("\u202e" not in write_glossary(_hostile(), form).text for form in ("csv", "jats", "html"))


@pytest.mark.parametrize("form", FORMS)
def test_the_same_terms_give_the_same_text(form):
    written = write_glossary(own_glossary("status"), form)
    assert written == write_glossary(own_glossary("status"), form) and written.text


def test_unknown_forms_are_refused():
    with pytest.raises(UsageError, match="there is no form 'docx'"):
        write_glossary(own_glossary("status"), "docx")
    with pytest.raises(UsageError, match="no form 'sssom' of one term"):
        write_term(own_glossary("status").terms[0], own_glossary("status"), "sssom")
    assert set(TERM_FORMS) < set(FORMS)


# ---- licences


@pytest.mark.parametrize(
    ("license_", "kind"),
    [
        ("https://creativecommons.org/licenses/by-sa/4.0/", "by-sa"),
        ("CC BY-SA 4.0", "by-sa"),
        ("cc-by-sa-4.0", "by-sa"),
        ("CC BY 4.0", "by"),
        ("https://creativecommons.org/licenses/by/4.0/", "by"),
        ("https://creativecommons.org/licenses/by-nc-sa/4.0/", "by-nc-sa"),
        ("CC0 1.0", "0"),
        ("as agreed", ""),
        ("", ""),
    ],
)
def test_kinds_of_licences(license_, kind):
    assert family(license_) == kind


def test_share_alike_texts_do_not_get_into_a_set_with_another_licence():
    by, alike = (
        "https://creativecommons.org/licenses/by/4.0/",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    )
    term = Term(f"{BASE}x", "x", license=alike)
    with pytest.raises(UsageError, match=f"share-alike licence: 1 under {alike}"):
        refuse_mixed(Glossary(BASE, "w", (term,), license=by))
    refuse_mixed(Glossary(BASE, "w", (term,), license=by), allowed=True)
    refuse_mixed(Glossary(BASE, "w", (term,), license=alike))
    refuse_mixed(Glossary(BASE, "w", (Term(f"{BASE}x", "x", license=by),), license=by))


def test_the_licence_of_a_text_stays_with_it():
    alike = "https://creativecommons.org/licenses/by-sa/4.0/"
    graph = rdflib.Graph()
    whole = Glossary(
        BASE.rstrip("/"), "w", (Term(f"{BASE}x", "x", license=alike),), license="https://example.org/l"
    )
    graph.parse(data=write_glossary(whole, "turtle").text, format="turtle")
    assert graph.value(rdflib.URIRef(f"{BASE}x"), DCTERMS.license) == rdflib.URIRef(alike)
