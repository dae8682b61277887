"""What the reference costs, and which graphs it finds at odds with the vocabulary."""

from __future__ import annotations

import owlrl
import pytest
from pyoxigraph import NamedNode, Quad

from lineage_rdf.codec.names import node
from lineage_rdf.transform.inference.axioms import TYPE
from lineage_rdf.transform.inference.owl_rl import owl_rl
from tests.transform.inference.hierarchies import EX

CAT, ANIMAL, STONE = (NamedNode(EX + name) for name in ("Cat", "Animal", "Stone"))
ONTOLOGY = [Quad(CAT, node("rdfs:subClassOf"), ANIMAL), Quad(ANIMAL, node("owl:disjointWith"), STONE)]
GOOD, WRONG = NamedNode(f"{EX}good"), NamedNode(f"{EX}wrong")


def of(graph: NamedNode, *classes: NamedNode) -> list[Quad]:
    return [Quad(NamedNode(f"{EX}felix"), TYPE, name, graph) for name in classes]


def test_what_follows_from_an_ontology_alone_is_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    closures = []
    whole = owlrl.OWLRL_Semantics.closure

    def counted(reasoner: owlrl.OWLRL_Semantics) -> None:
        closures.append(len(reasoner.graph))
        whole(reasoner)

    monkeypatch.setattr(owlrl.OWLRL_Semantics, "closure", counted)
    for _ in range(3):
        assert owl_rl(of(GOOD, CAT), ONTOLOGY).quads == tuple(of(GOOD, ANIMAL))
    assert closures == [2, 3, 3, 3]
    owl_rl([], ONTOLOGY[:1])
    assert closures[4:] == [1]


def test_the_graphs_that_contradict_are_named() -> None:
    found = owl_rl([*of(GOOD, CAT), *of(WRONG, CAT, STONE)], ONTOLOGY)
    assert len(found.contradictions) == 1
    assert found.contradicting == {WRONG}
    assert set(of(GOOD, ANIMAL)) <= set(found.quads)
