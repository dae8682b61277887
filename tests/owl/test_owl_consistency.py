"""HermiT: the vocabulary is consistent with PROV and SKOS and the examples, and contradictions are found."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from lineage_rdf.codec.turtle import write_turtle
from lineage_rdf.lineage import read
from tests.owl.owlpaths import CORE, EXAMPLES, PROV_FACTS, ROOT, SKOS_FACTS, VOCABULARY
from tools.owl.consistency import NoVerdictError, is_consistent

PREFIXES = """
@prefix ex: <http://example.org/run#> .
@prefix ftl: <https://w3id.org/ftl#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data.ttl"


def test_the_vocabulary_and_every_example_are_consistent() -> None:
    verdict = is_consistent([*VOCABULARY, PROV_FACTS, SKOS_FACTS, *EXAMPLES])
    assert (verdict.consistent, verdict.unsatisfiable) == (True, ())


@pytest.mark.parametrize(
    "contradiction",
    [
        pytest.param("ex:thing a prov:Entity , prov:Activity .", id="entity-and-activity"),
        pytest.param("ex:model a ftl:Model ; prov:used ex:other .",
                     id="a-model-that-uses"),
        pytest.param("ex:thing a ftl:Model , <http://schema.org/Dataset> .", id="model-and-dataset"),
        pytest.param("ex:step a ftl:FineTuning , ftl:Merging .", id="fine-tuning-and-merging"),
        pytest.param("ex:step ftl:ordinal \"first\" .", id="ordinal-in-words"),
    ],
)  # fmt: skip
def test_a_contradiction_is_found(contradiction: str, data: Path) -> None:
    data.write_text(PREFIXES + contradiction)
    assert not is_consistent([CORE, PROV_FACTS, data]).consistent


def test_a_concept_that_is_its_own_scheme_is_inconsistent(data: Path) -> None:
    data.write_text(PREFIXES + "ex:term a skos:Concept ; skos:inScheme ex:term .")
    assert not is_consistent([SKOS_FACTS, data]).consistent


def test_a_class_without_possible_individuals_is_named(data: Path) -> None:
    data.write_text(
        PREFIXES + "<http://example.org/run> a owl:Ontology ; owl:imports <http://example.org/absent> .\n"
        "ex:Both a owl:Class ; rdfs:subClassOf prov:Entity , prov:Activity ."
    )
    verdict = is_consistent([PROV_FACTS, data])
    assert verdict.consistent
    assert verdict.unsatisfiable == ("http://example.org/run#Both",)


def test_a_datatype_that_owl_lacks_gives_no_verdict(data: Path, capfd: pytest.CaptureFixture[str]) -> None:
    data.write_text(PREFIXES + 'ex:day a owl:DatatypeProperty . ex:x ex:day "2026-01-02"^^xsd:date .')
    with pytest.raises(NoVerdictError, match="UnsupportedDatatype"):
        is_consistent([data])
    assert capfd.readouterr() == ("", "")


def test_the_evidence_of_an_example_is_consistent_too(data: Path) -> None:
    lineage = read(ROOT / "examples" / "zephyr-like")
    in_graphs = parse(lineage.to_evidence().encode(), RdfFormat.TRIG)
    quads = [Quad(quad.subject, quad.predicate, quad.object) for quad in in_graphs]
    data.write_text(write_turtle([*quads, *lineage.quads]))
    assert is_consistent([CORE, PROV_FACTS, data]).consistent


def test_pre_training_may_learn_from_a_teacher(data: Path) -> None:
    data.write_text(PREFIXES + "ex:step a ftl:PreTraining ; ftl:teacherModel ex:teacher .")
    assert is_consistent([CORE, PROV_FACTS, data]).consistent
