"""The generated files agree with their source, and the terms keep the rules of the house."""

from __future__ import annotations

import json
import re
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from lineage_rdf.codec.jsonld_context import context_document, context_names, keys_by_iri
from lineage_rdf.vocabulary.namespaces import DCTERMS, FTL, SCHEMES, SKOS, XSD
from lineage_rdf.vocabulary.schemes import SchemeTerm, members
from lineage_rdf.vocabulary.terms import DATATYPES, SUPERCLASSES
from tests.conftest import ROOT, SHARED
from tools.vocabulary.build import out_of_date
from tools.vocabulary.core import label_of
from tools.vocabulary.source import Source

ONTOLOGY = ROOT / "ontology"
FILES = sorted([*ONTOLOGY.glob("*.ttl"), *ONTOLOGY.glob("schemes/*.ttl"), *ONTOLOGY.glob("align/*.ttl")])
ALLOWED = {"string", "integer", "decimal", "boolean", "dateTime", "anyURI"}
PUBLISHERS = {
    "aclanthology.org", "arxiv.org", "casrai.org", "data.europa.eu", "docs.axolotl.ai", "docs.pytorch.org",
    "doi.org", "en.wikipedia.org", "github.com", "huggingface.co", "mlcommons.org", "mobiusml.github.io",
    "openreview.net", "platform.openai.com", "purl.org", "quark.docs.amd.com", "qudt.org", "schema.org",
    "scikit-learn.org", "spdx.github.io", "spdx.org", "www.w3.org",
}  # fmt: skip
SOURCE = Source()
NAMES = [name for _, name, _ in SOURCE.core_terms()]


def test_every_key_of_the_source_means_something() -> None:
    assert SOURCE.unknown_keys() == []


def test_every_term_is_a_named_and_described_defined_term() -> None:
    for path in (ONTOLOGY / "terms.ttl", *ONTOLOGY.glob("schemes/*.ttl")):
        said: dict[str, set[str]] = {}
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            said.setdefault(str(quad.subject), set()).add(quad.predicate.value)
        for subject, predicates in said.items():
            if "http://schema.org/inDefinedTermSet" in predicates:
                assert "http://schema.org/name" in predicates, subject
                described = "http://schema.org/description" in predicates
                assert described == (f"{SKOS}definition" in predicates), subject


def test_generated_files_are_up_to_date() -> None:
    assert out_of_date(SOURCE) == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_header_is_complete(path: Path) -> None:
    quads = list(parse(path=path, format=RdfFormat.TURTLE))
    (iri,) = [q.subject for q in quads if str(q.object) == "<http://www.w3.org/2002/07/owl#Ontology>"]
    said = {q.predicate.value.rsplit("/", 1)[-1].rsplit("#", 1)[-1] for q in quads if q.subject == iri}
    needed = {
        "versionIRI", "versionInfo", "title", "description", "creator", "license", "created", "modified", "status",
        "bibliographicCitation", "preferredNamespacePrefix", "preferredNamespaceUri", "publisher", "rights", "issued",
    }  # fmt: skip
    assert needed <= said
    made_up = {"doi", "identifier", "priorVersion", "backwardCompatibleWith", "codeRepository"}
    assert not said & made_up, "there is none of these yet; name it when there is one"


def test_the_date_of_issue_is_that_of_the_citation_file() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    meta = SOURCE.core["ontology"]
    assert meta["issued"] == f"{citation['date-released']}T00:00:00Z"
    assert meta["version"] == citation["version"]


def test_every_file_but_the_codes_of_our_own_names_what_it_was_made_after() -> None:
    without = []
    for path in FILES:
        quads = list(parse(path=path, format=RdfFormat.TURTLE))
        (iri,) = [q.subject for q in quads if str(q.object) == "<http://www.w3.org/2002/07/owl#Ontology>"]
        if not [q for q in quads if q.subject == iri and q.predicate.value == f"{DCTERMS}source"]:
            without.append(path.stem)
    assert without == ["status"], "its five terms are this project's alone"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_datatypes_are_the_allowed_ones_and_there_is_no_blank_node(path: Path) -> None:
    for quad in parse(path=path, format=RdfFormat.TURTLE):
        assert isinstance(quad.subject, NamedNode)
        if isinstance(quad.object, Literal) and not quad.object.language:
            assert quad.object.datatype.value.removeprefix(XSD) in ALLOWED
    assert set(DATATYPES.values()) <= ALLOWED


def test_no_name_is_taken_from_schema_org() -> None:
    text = (ROOT / "tests" / "facts" / "schema_org_names.txt").read_text(encoding="utf-8")
    theirs = {line for line in text.splitlines() if not line.startswith("#")}
    assert not theirs & set(NAMES)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published schema.org is not beside this checkout")
def test_the_list_of_schema_org_names_is_that_of_the_published_file() -> None:
    text = (SHARED / "vocab" / "schemaorg-30.0-http.nt").read_text(encoding="utf-8")
    found = set(
        re.findall(r"<http://schema\.org/([^>/]+)> <http://www\.w3\.org/1999/02/22-rdf-syntax-ns#type>", text)
    )
    listed = (ROOT / "tests" / "facts" / "schema_org_names.txt").read_text(encoding="utf-8").splitlines()[1:]
    assert found == set(listed)


def test_no_two_names_differ_by_case_or_hyphen_only() -> None:
    for names in (NAMES, *(list(members(scheme)) for scheme in SCHEMES)):
        folded = [name.casefold().replace("-", "").replace("_", "") for name in names]
        assert len(folded) == len(set(folded))


def test_every_class_and_property_has_a_definition_and_an_example() -> None:
    for _, name, row in SOURCE.core_terms():
        assert len(row["definition"]) > 20, name
        assert row.get("example"), name


def test_every_scheme_term_is_labelled_and_defined_or_marked() -> None:
    for path in ONTOLOGY.glob("schemes/*.ttl"):
        said: dict[str, set[str]] = {}
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            said.setdefault(str(quad.subject), set()).add(quad.predicate.value)
        for subject, predicates in said.items():
            if f"{SKOS}inScheme" in predicates:
                assert f"{SKOS}prefLabel" in predicates, subject
                marked = "http://purl.org/ontology/bibo/status" in predicates
                assert (f"{SKOS}definition" in predicates) != marked, subject


def test_context_has_a_key_for_every_term() -> None:
    keys = keys_by_iri()
    assert {FTL + name for name in NAMES} <= set(keys)
    assert set(SUPERCLASSES) <= context_names()


def test_context_protects_our_keys_only() -> None:
    context = context_document()["@context"]
    protected = {name for name, row in context.items() if isinstance(row, dict) and row.get("@protected")}
    assert protected == set(NAMES)


def test_no_notation_is_a_key_of_the_context() -> None:
    """A bare notation under a `@vocab` key would be read as the key's own IRI."""
    notations = chain.from_iterable(members(scheme) for scheme in SCHEMES)
    assert not set(notations) & context_names()


def test_context_is_json_ld_1_1() -> None:
    text = (ONTOLOGY / "context.jsonld").read_text(encoding="utf-8")
    assert json.loads(text)["@context"]["@version"] == 1.1


def test_every_superclass_of_ours_is_written_down() -> None:
    for name, above in SUPERCLASSES.items():
        for parent in above:
            if ":" not in parent:
                assert set(SUPERCLASSES[parent]) <= set(above), name


@pytest.mark.parametrize("scheme", SCHEMES)
def test_broader_and_related_terms_exist(scheme: str) -> None:
    for term in members(scheme).values():
        assert set(term.broader) <= set(members(scheme)), term.notation


def test_no_casrai_iri_beyond_the_known_ones() -> None:
    known = (ROOT / "tests" / "facts" / "casrai_terms.txt").read_text(encoding="utf-8").split()
    allowed = {word for word in known if word.startswith("https://casrai.org/")}
    for path in FILES:
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            for term in (quad.subject, quad.object):
                if isinstance(term, NamedNode) and term.value.startswith(
                    "https://casrai.org/dictionary/term/"
                ):
                    assert term.value in allowed


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_term_has_an_example_of_its_own(scheme: str) -> None:
    examples = {name: term.example for name, term in members(scheme).items()}
    assert [name for name, example in examples.items() if not example] == []
    assert len(set(examples.values())) == len(examples)


@pytest.mark.parametrize(
    "scheme",
    ["hyperparameter", "metric", "objective", "parameterization", "merge-method", "quantization-method"],
)
def test_every_method_setting_and_metric_names_a_source(scheme: str) -> None:
    assert [name for name, term in members(scheme).items() if not term.sources] == []


@pytest.mark.parametrize("name, term", members("hyperparameter").items())
def test_the_example_of_a_hyperparameter_sets_it_to_a_value_of_its_kind(name: str, term: SchemeTerm) -> None:
    spelling, _, value = term.example.partition(" = ")
    patterns = {"integer": r"-?\d+(,|$)", "real": r"-?\d+(\.\d+)?$", "boolean": r"(true|false)(,|$)"}
    assert spelling == name
    assert re.match(patterns.get(term.kind, r"\S"), value), value


def test_labels_and_definitions_are_in_british_spelling() -> None:
    stems = "optimiz|quantiz|parameteriz|normaliz|tokeniz|initializ|generaliz|regulariz|organiz|behavior"
    american = re.compile(rf"\b({stems})", re.IGNORECASE)
    texts = [
        text for _, name, row in SOURCE.core_terms() for text in (label_of(name, row), row["definition"])
    ]
    for scheme in SCHEMES:
        texts += [text for term in members(scheme).values() for text in (term.label, term.definition)]
    assert [text for text in texts if american.search(text)] == []


def test_sources_are_on_hosts_that_publish_papers_code_and_documents() -> None:
    sources = {source for scheme in SCHEMES for term in members(scheme).values() for source in term.sources}
    sources |= {source for _, _, row in SOURCE.core_terms() for source in row.get("source", [])}
    assert {urlsplit(source).hostname for source in sources} - PUBLISHERS == set()
