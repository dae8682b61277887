"""The table of snippets: known terms only, no blank node, no row that nothing leads to."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
import pytest

from lineage_rdf.check.codes import codes
from lineage_rdf.check.snippets import _rows, rendered, snippet_of
from lineage_rdf.codec.jsonld_context import keys_by_iri
from lineage_rdf.vocabulary.namespaces import ONTOLOGY, RDF, SCHEMA
from lineage_rdf.vocabulary.resources import ontology_folder
from tests.conftest import ROOT

ROWS = sorted(_rows())
CLASS = ox.NamedNode("https://w3id.org/ftl#Model")
PATH = ox.NamedNode("https://w3id.org/ftl#digest")
TERMS = frozenset(
    {
        ("class", CLASS),
        ("path", PATH),
        ("literal", ox.Literal("TEXT")),
        ("setting-property", ox.NamedNode("https://w3id.org/ftl#stringValue")),
        ("setting-value", ox.Literal("VALUE")),
        ("ordinal", ox.Literal("999", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))),
        ("uncounted-step", ox.NamedNode("https://example.org/step")),
        ("uncounted-root", ox.NamedNode("https://example.org/root")),
    }
)


@cache
def terms() -> frozenset[str]:
    """Return the terms of our vocabulary, those of others that our JSON-LD knows, and whatever schema.org has."""
    files = [*ontology_folder().glob("*.ttl"), *(ontology_folder() / "schemes").glob("*.ttl")]
    own = {
        q.subject.value for path in files for q in ox.parse(path=path) if isinstance(q.subject, ox.NamedNode)
    }
    names = (ROOT / "tests" / "facts" / "schema_org_names.txt").read_text(encoding="utf-8").split()
    return frozenset({*own, *keys_by_iri(), *(f"{SCHEMA}{name}" for name in names), f"{RDF}type"})


def statements(row: str) -> list[ox.Quad]:
    text = rendered(_rows()[row], TERMS).turtle
    return list(ox.parse(text, ox.RdfFormat.TURTLE))


@pytest.mark.parametrize("row", ROWS)
def test_a_snippet_uses_known_terms_only(row: str) -> None:
    for quad in statements(row):
        assert quad.predicate.value in terms()
        if quad.predicate.value == f"{RDF}type" or ONTOLOGY in str(quad.object):
            assert quad.object.value in terms()


@pytest.mark.parametrize("row", ROWS)
def test_a_snippet_has_statements_and_no_blank_node(row: str) -> None:
    assert statements(row)
    assert not any("_:" in str(quad) for quad in statements(row))


def test_every_row_belongs_to_a_code() -> None:
    used = {id(snippet_of(code)) for code in codes()}
    assert [row for row in ROWS if id(_rows()[row]) not in used] == []


def test_examples_of_a_row_are_terms_in_it() -> None:
    for row in ROWS:
        text = rendered(_rows()[row], TERMS).turtle
        assert [example for example in _rows()[row].examples if example not in text] == []


def test_a_code_that_nobody_knows_has_no_snippet() -> None:
    assert not snippet_of("FTL-X999").turtle
    assert not snippet_of("").turtle


def test_what_we_write_has_its_superclasses_and_its_prov_statements() -> None:
    text = rendered(snippet_of("FTL-E021"), frozenset()).turtle
    assert "a ftl:DatasetUse, prov:Usage" in text
    assert "prov:qualifiedUsage" in text and "prov:used" in text
    evaluated = rendered(snippet_of("FTL-G001"), frozenset()).turtle
    assert "prov:wasGeneratedBy" in evaluated and "prov:generated " not in evaluated
