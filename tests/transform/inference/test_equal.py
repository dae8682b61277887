"""The rules give what OWL-RL gives, no less and no more, within the axioms that they use."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from pyoxigraph import BaseDirection, Literal, Quad, Triple

from lineage_rdf.bulk.graphs import in_own_graph
from lineage_rdf.codec.encode import encode
from lineage_rdf.codec.names import node
from lineage_rdf.codec.read import read_file
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.records import LineageRecord
from lineage_rdf.transform.inference.axioms import TYPE, Rule, axioms_of, core_ontology
from lineage_rdf.transform.inference.infer import infer
from lineage_rdf.transform.inference.owl_rl import owl_rl
from tests.codec.strategies import lineages
from tests.conftest import ROOT
from tests.transform.inference.hierarchies import DATA, NODES, ONTOLOGIES

EXAMPLES = sorted((ROOT / "examples" / "lineages").glob("*.ttl"))


def both_ways(data: list[Quad], ontology: list[Quad]) -> None:
    assert infer(data, axioms_of(ontology), rules=Rule).quads == owl_rl(data, ontology).quads


@settings(max_examples=150)
@given(DATA, ONTOLOGIES)
def test_random_hierarchies(data: list[Quad], ontology: list[Quad]) -> None:
    both_ways(data, ontology)


@pytest.mark.full
@pytest.mark.uncounted
@settings(max_examples=1000)
@given(DATA, ONTOLOGIES)
def test_many_random_hierarchies(data: list[Quad], ontology: list[Quad]) -> None:
    both_ways(data, ontology)


@given(DATA, ONTOLOGIES)
def test_a_second_pass_adds_nothing(data: list[Quad], ontology: list[Quad]) -> None:
    axioms = axioms_of(ontology)
    for across in (False, True):
        found = infer(data, axioms, rules=Rule, across=across).quads
        assert not set(found) & set(data)
        assert infer([*data, *found], axioms, rules=Rule, across=across).quads == ()


@settings(max_examples=2)
@given(lineages())
def test_random_lineages_by_the_core(record: LineageRecord) -> None:
    by_the_core(in_own_graph(record.iri, encode(record)))


@pytest.mark.full
@pytest.mark.uncounted
@settings(max_examples=60)
@given(lineages())
def test_many_random_lineages_by_the_core(record: LineageRecord) -> None:
    by_the_core(in_own_graph(record.iri, encode(record)))


@pytest.mark.full
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_by_the_core(path: Path) -> None:
    quads = read_file(path, Syntax.TURTLE)
    by_the_core(quads)
    assert not owl_rl(quads).contradictions


def by_the_core(quads: list[Quad]) -> None:
    theirs = owl_rl(quads)
    assert set(infer(quads, rules=Rule).quads) == set(theirs.quads)
    # Without domains and ranges, what is left out are classes, of things that are used and of those that use.
    usual = set(infer(quads).quads)
    assert usual <= set(theirs.quads)
    assert {quad.predicate for quad in set(theirs.quads) - usual} <= {TYPE}


def test_the_core_has_no_axiom_that_the_rules_do_not_use() -> None:
    axioms = axioms_of(core_ontology())
    assert axioms.not_used == 0
    assert axioms.transitive == {node("hasAncestorModel")}
    assert (node("derivedFromModel"), node("hasAncestorModel")) in axioms.subproperties


def test_what_is_new_in_rdf_1_2_goes_through_the_rules_and_takes_no_part_in_owl_rl() -> None:
    derived, above = node("derivedFromModel"), node("prov:wasDerivedFrom")
    said = Triple(NODES[0], derived, NODES[1])
    data = [
        Quad(NODES[0], derived, value)
        for value in (said, Literal("x", language="en", direction=BaseDirection.LTR))
    ]
    assert {quad.object for quad in infer(data).quads if quad.predicate == above} == {
        quad.object for quad in data
    }
    assert owl_rl(data).quads == ()
