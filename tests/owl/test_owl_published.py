"""The lint on vocabularies of others, with OWLAPI's figures; our fact files against what they restate."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib.namespace import SKOS

from tests.owl.owlpaths import PROV_FACTS, SHARED, SKOS_FACTS
from tools.owl import Profile, illegal_punning, violations
from tools.owl.axioms import read_ontology
from tools.owl.graph import load

PROV = "http://www.w3.org/ns/prov#"


def published(name: str) -> Path:
    file = SHARED / "vocab" / name
    if not file.is_file():
        pytest.skip(f"no copy of {name} beside the repository")
    return file


def counts(file: Path) -> tuple[int, int]:
    return len(violations([file], Profile.DL)), len(violations([file], Profile.RL))


@pytest.mark.parametrize(("name", "dl", "rl"), [("mls.ttl", 0, 58), ("airo.ttl", 0, 16)])
def test_counts_equal_those_of_owlapi(name: str, dl: int, rl: int) -> None:
    assert counts(published(name)) == (dl, rl)


@pytest.mark.parametrize(
    "name", ["croissant.ttl", "dpv-ai-owl.ttl", "dcat3.ttl", "mlso.ttl", "sosa-prov.ttl"]
)
def test_what_owlapi_finds_outside_dl_is_outside_dl(name: str) -> None:
    assert counts(published(name))[0] > 0


def test_prov_puns_two_properties_illegally() -> None:
    puns = [one.subject.removeprefix(PROV) for one in illegal_punning([published("prov-o.ttl")])]
    assert puns == ["specializationOf", "wasRevisionOf"]


def test_our_prov_facts_are_the_axioms_of_prov() -> None:
    def axioms(file: Path) -> set[str]:
        ours = ("AnnotationAssertion", "SubAnnotationPropertyOf", "Declaration", "ObjectPropertyAssertion")
        return {str(axiom) for axiom in read_ontology(load([file])).axioms if axiom.form not in ours}

    assert axioms(PROV_FACTS) == axioms(published("prov-o.ttl"))


def test_our_prov_facts_are_dl_and_keep_the_seven_rl_violations_of_prov() -> None:
    assert counts(PROV_FACTS) == (0, 7)


def test_our_skos_facts_name_every_term_of_skos_and_no_other() -> None:
    graph = load([SKOS_FACTS])
    named = {str(triple.subject.value) for triple in graph.triples if str(SKOS) in str(triple.subject)}
    assert named == {str(SKOS[name]) for name in SKOS.__annotations__ if not name.startswith("_")}
