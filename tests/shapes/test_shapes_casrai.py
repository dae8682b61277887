"""Identifiers of CASRAI: which faults each way of writing one has, wherever it stands."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
import pytest

from lineage_rdf.check import check_quads
from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.vocabulary.casrai import casrai_terms, cited_slugs, term_sets
from tools.shapes.source import casrai

TERM = "https://casrai.org/dictionary/term/"
DOMAIN = "https://casrai.org/dictionary/domain/"
# Identifier -> the numbers of its findings, those on its version left out.
CASES = {
    TERM + "fine-tuning": "",
    "https://casrai.org/dictionary/": "",
    "https://casrai.org/dictionary": "",
    "https://casrai.org/standards/versioning/": "",
    "https://casrai.org/dictionary/download?format=csv": "",
    "https://notcasrai.org/dictionary/term/x": "",
    "https://example.org/?to=https://www.casrai.org/dictionary/term/FM": "",
    "http://casrai.org/dictionary/term/fine-tuning": "1",
    "https://www.casrai.org/dictionary/term/fine-tuning": "2",
    "https://casrai.org:443/dictionary/term/fine-tuning": "2",
    "http://www.casrai.org/dictionary/term/fine-tuning/": "1 2 3",
    "HTTPS://casrai.org/dictionary/term/fine-tuning": "5",
    "https://CASRAI.org/dictionary/term/fine-tuning": "5",
    TERM + "fine-tuning/": "3",
    TERM + "Fine-Tuning": "5",
    TERM + "fine-tuning?lang=en": "6",
    TERM + "fine-tuning#definition": "6",
    TERM + "fine_tuning": "7",
    TERM + "fine%20tuning": "7",
    TERM + "fine-tuning/examples": "7",
    TERM: "7",
    "https://casrai.org/dictionary/terms/fine-tuning": "7",
    "https://casrai.org/dictionary/fine-tuning": "7",
    TERM + "rlhf": "10",
    TERM + "lora/": "3 10",
    TERM + "consort-flow-diagram": "11",
    TERM + "FM": "13",
    TERM + "LLM": "13",
    TERM + "llm": "13",
    TERM + "Foundation%20language%20model": "13",
    "https://casrai.org/dictionary/domain/ai-and-ml-research-outputs": "4",
    "https://casrai.org/dictionary/domain/ai-ml-research-outputs/": "4",
    "https://casrai.org/dictionary/domain/ai-ml-research-outputs/implement": "",
    DOMAIN + "peer-review": "12",
    **{iri: "" for pair in term_sets().items() for iri in pair},
    **dict.fromkeys(casrai_terms(), ""),
    **{TERM + slug: "11" for slug in cited_slugs()},
}
HEAD = """
@prefix ftl: <https://w3id.org/ftl#> . @prefix ex: <https://example.org/> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . ex:lineage a ftl:FineTuneLineage .
"""
ON_VERSIONS = ("FTL-C020", "FTL-C021")


def quads(text: str) -> list[ox.Quad]:
    return read_quads((HEAD + text).encode(), Syntax.TURTLE, "test")


def found(text: str) -> dict[str, set[str]]:
    """Return focus node -> the codes of CASRAI found at it."""
    result: dict[str, set[str]] = {}
    for finding in check_quads(quads(text), "casrai-alignment").findings:
        if finding.code.startswith("FTL-C"):
            result.setdefault(finding.focus, set()).add(finding.code)
    return result


@cache
def judged() -> dict[str, set[str]]:
    """Return the codes of every case, as a link, by one run."""
    return found("".join(f"ex:n{number} schema:about <{iri}> ." for number, iri in enumerate(CASES)))


@pytest.mark.parametrize("number", range(len(CASES)), ids=list(CASES))
def test_an_identifier_has_its_faults_and_no_others(number: int) -> None:
    codes = judged().get(f"https://example.org/n{number}", set()) - set(ON_VERSIONS)
    assert codes == {f"FTL-C{int(name):03}" for name in list(CASES.values())[number].split()}


WRONG = "http://casrai.org/dictionary/term/fine-tuning"


@pytest.mark.parametrize("name", [*casrai()["properties"], "rdf:type"])
def test_every_property_is_looked_at(name: str) -> None:
    focus = WRONG if name == "rdf:type" else "https://example.org/n"
    assert found(f"ex:n {name} <{WRONG}> .") == {focus: {"FTL-C001"}}


def test_a_text_is_judged_as_an_address_is() -> None:
    assert found(f'ex:n schema:identifier "{WRONG}" .') == {"https://example.org/n": {"FTL-C001"}}
    assert found(f'ex:n schema:identifier "{TERM}fine-tuning" .') == {}


def test_a_node_of_that_name_is_judged_too() -> None:
    assert found(f'<{WRONG}> a schema:DefinedTerm ; schema:name "Fine-tuning" .') == {WRONG: {"FTL-C001"}}


SEEN = '<http://purl.org/pav/sourceAccessedOn> "2026-11-20T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>'


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        ("", {"FTL-C020", "FTL-C021"}),
        (f'<{TERM}model-card> schema:version "v2026.2" .', {"FTL-C021"}),
        (f'<{TERM}model-card> owl:versionInfo "v2026.2" ; {SEEN} .', set()),
        (f'ex:set schema:hasDefinedTerm <{TERM}model-card> ; schema:version "v2026.2" ; {SEEN} .', set()),
        (f'<{TERM}model-card> schema:inDefinedTermSet ex:set . ex:set schema:version "v2026.2" ; {SEEN} .', set()),
        (f'ex:set schema:hasDefinedTerm <{TERM}model-lineage> ; schema:version "v2026.2" ; {SEEN} .',
         {"FTL-C020", "FTL-C021"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("link", ["schema:about", "a"])
def test_where_the_version_may_be_told(told: str, codes: set[str], link: str) -> None:
    focus = f"{TERM}model-card" if link == "a" else "https://example.org/n"
    assert found(f"ex:n {link} <{TERM}model-card> . {told}").get(focus, set()) == codes


def test_what_casrai_publishes_as_json_ld_shows_its_faults() -> None:
    """A name under sameAs becomes an address of CASRAI's that CASRAI does not have, or stays a text."""
    page = f'''<{TERM}foundation-model> a schema:DefinedTerm ; schema:identifier "{TERM}foundation-model" ;
        schema:sameAs <{TERM}FM>, "base model of all" .'''
    assert found(page) == {f"{TERM}foundation-model": {"FTL-C013", "FTL-C014"}}


def test_an_address_under_same_as_is_no_name() -> None:
    assert found('ex:n schema:sameAs <https://example.org/m>, "https://example.org/m", [] .') == {}


@pytest.mark.parametrize(
    "kind", ["Prompting", "Merging", "PreTraining", "RetrievalAugmentation", "Evaluating"]
)
def test_other_activities_are_no_fine_tuning(kind: str) -> None:
    told = f'ex:set schema:hasDefinedTerm <{TERM}fine-tuning> ; schema:version "v2026.2" ; {SEEN} .'
    text = f"ex:n a ftl:{kind} ; schema:additionalType <{TERM}fine-tuning> . {told}"
    assert found(text) == {"https://example.org/n": {"FTL-C032"}}
    assert found(text.replace(f"ftl:{kind}", "ftl:RewardModelTraining")) == {}
    assert found(text.replace(f"ftl:{kind}", "schema:Action")) == {}
