"""What was inferred in a store stands beside its lineage, and goes with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store

from lineage_rdf.claims.mint import graph_of, inferred_graph_of
from lineage_rdf.codec.names import node
from lineage_rdf.errors import NoVerdictError
from lineage_rdf.store import open_writer
from lineage_rdf.transform.inference import (
    ACROSS,
    InStore,
    infer,
    infer_in_store,
    owl_rl,
    remove_inferred,
)
from tests.loading.conftest import Hub
from tests.loading.invented import expected, iri, lineage, turtle, write

ANCESTOR = node("hasAncestorModel")
NAMES = ("one", "two")


def model(name: str) -> str:
    return f"{iri(name)}/model"


def told(name: str, base: str, text: str = "old") -> str:
    """Return a lineage of one step from the model of another one."""
    return f"{turtle(name, text)}<{model(name)}> ftl:derivedFromModel <{model(base)}> .\n"


def infer_in(hub: Hub, *, across: bool = False) -> InStore:
    with open_writer(hub.place, may_be_new=False) as writer:
        return infer_in_store(writer, lambda quads, _: infer(quads, across=across), across=across)


def inferred_in(hub: Hub, name: str) -> set[Quad]:
    graph = NamedNode(inferred_graph_of(graph_of(iri(name))))
    return {quad for quad in hub.quads() if quad.graph_name == graph}


@pytest.fixture
def two(hub: Hub, tmp_path: Path) -> Hub:
    """A place with two lineages, the model of the first being the base of the second."""
    hub.load(
        write(tmp_path / "one.ttl", told("one", "root")), write(tmp_path / "two.ttl", told("two", "one"))
    )
    return hub


def test_each_graph_is_reasoned_over_by_itself(two: Hub) -> None:
    before = two.quads()
    done = infer_in(two)
    assert before < two.quads()
    for name in NAMES:
        graph = NamedNode(graph_of(iri(name)))
        beside = NamedNode(inferred_graph_of(graph.value))
        alone = infer(quad for quad in before if quad.graph_name == graph).quads
        assert {quad.triple for quad in inferred_in(two, name)} == {quad.triple for quad in alone} != set()
        about = {quad.object for quad in two.quads() if quad.subject == beside}
        assert about == {node("prov:Bundle"), node("prov:Entity"), graph}
    assert (done.graphs, done.inferred) == (2, sum(len(inferred_in(two, name)) for name in NAMES))


def test_done_again_it_changes_nothing_and_it_can_be_taken_out(two: Hub) -> None:
    before = two.quads()
    done, after = infer_in(two), two.quads()
    assert infer_in(two) == done
    assert two.quads() == after
    with open_writer(two.place, may_be_new=False) as writer:
        assert remove_inferred(writer) == done.inferred
    assert two.quads() == before


def test_what_follows_from_several_graphs_has_a_graph_of_its_own(two: Hub) -> None:
    infer_in(two)
    far = Quad(NamedNode(model("two")), ANCESTOR, NamedNode(model("root")), ACROSS)
    assert far.triple not in {quad.triple for quad in two.quads()}
    infer_in(two, across=True)
    assert {quad for quad in two.quads() if quad.graph_name == ACROSS} == {far}
    assert infer_in(two, across=True).graphs == 2  # it is not read as one of them


def test_without_several_graphs_together_what_followed_from_them_goes(two: Hub) -> None:
    infer_in(two)
    before = two.quads()
    infer_in(two, across=True)
    assert two.quads() > before
    infer_in(two)
    assert two.quads() == before


def test_it_goes_when_its_lineage_is_replaced_or_unloaded(two: Hub, tmp_path: Path) -> None:
    infer_in(two, across=True)
    other = inferred_in(two, "one")
    two.load(write(tmp_path / "new.ttl", told("two", "one", "new")), replace=True)
    assert inferred_in(two, "two") == set()
    assert inferred_in(two, "one") == other
    assert ACROSS not in {quad.graph_name for quad in two.quads()}
    infer_in(two)
    two.unload(iri("one"), iri("two"))
    assert two.quads() == set()


def test_it_stays_when_the_same_lineage_or_another_is_loaded(two: Hub, tmp_path: Path) -> None:
    infer_in(two, across=True)
    before = two.quads()
    assert two.load(write(tmp_path / "same.ttl", told("two", "one"))).equal == 1
    assert two.quads() == before
    two.load(write(tmp_path / "three.ttl", turtle("three")))
    assert two.quads() == before | expected(lineage("three"))


def test_what_no_longer_follows_goes(two: Hub) -> None:
    infer_in(two)
    with open_writer(two.place, may_be_new=False) as writer:
        done = infer_in_store(writer, lambda quads, _: infer(quads, rules=[]))
    assert done.inferred == 0
    assert all(inferred_in(two, name) == set() for name in NAMES)


def test_too_much_is_an_error_and_leaves_whole_graphs(two: Hub) -> None:
    infer_in(two)
    before = two.quads()
    with (
        open_writer(two.place, may_be_new=False) as writer,
        pytest.raises(NoVerdictError, match="more than 1 statements follow"),
    ):
        infer_in_store(writer, lambda quads, _: infer(quads, most=1))
    assert two.quads() == before


def test_the_bound_is_of_the_run_and_not_of_each_batch(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lineage_rdf.store.graphs._BATCH", 1)
    for name in NAMES:
        hub.put(graph_of(iri(name)), lineage(name).quads)
    each = infer_in(hub).inferred // len(NAMES)
    with open_writer(hub.place, may_be_new=False) as writer:
        remove_inferred(writer)

    def bounded(most: int) -> InStore:
        with open_writer(hub.place, may_be_new=False) as writer:
            return infer_in_store(
                writer, lambda quads, before: infer(quads, most=most, before=before), across=False
            )

    with pytest.raises(
        NoVerdictError, match=rf"more than {2 * each - 1} .*the first 1 graphs of lineages is"
    ):
        bounded(2 * each - 1)
    assert sorted(len(inferred_in(hub, name)) for name in NAMES) == [0, each]
    assert bounded(2 * each).inferred == 2 * each


def test_nothing_is_written_for_what_contradicts_the_vocabulary(hub: Hub, tmp_path: Path) -> None:
    wrong = turtle("one") + f"<{iri('one')}/step> a ftl:Merging .\n"  # it is a ftl:FineTuning
    hub.load(write(tmp_path / "wrong.ttl", wrong))
    before = hub.quads()
    with open_writer(hub.place, may_be_new=False) as writer:
        (line,) = infer_in_store(writer, lambda quads, _: owl_rl(quads)).contradictions
    assert "Merging" in line and "FineTuning" in line
    assert hub.quads() == before


def test_a_contradiction_takes_the_conclusions_of_its_own_graph_alone(two: Hub, tmp_path: Path) -> None:
    step = Quad(NamedNode(f"{iri('one')}/step"), node("rdf:type"), node("Merging"))  # it is a ftl:FineTuning
    graph = NamedNode(graph_of(iri("one")))
    held = [quad for quad in two.quads() if quad.graph_name == graph]
    infer_in(two)
    two.put(graph.value, [*held, step])
    with open_writer(two.place, may_be_new=False) as writer:
        done = infer_in_store(writer, lambda quads, _: owl_rl(quads))
    assert (len(done.contradictions), done.contradicting) == (1, [graph])
    assert inferred_in(two, "one") == set()
    assert done.inferred == len(inferred_in(two, "two")) > 0


def test_conclusions_about_blank_nodes_are_left_out_and_counted(tmp_path: Path) -> None:
    graph = NamedNode("https://example.org/graph")
    store = Store(str(tmp_path / "hub"))
    store.add(Quad(NamedNode(iri("one")), node("rdf:type"), node("FineTuneLineage"), graph))
    store.add(Quad(BlankNode(), node("baseModel"), NamedNode(model("one")), graph))
    store.add(Quad(NamedNode(model("one")), node("rdf:type"), node("Model"), DefaultGraph()))
    del store
    done = infer_in(Hub(str(tmp_path / "hub")))
    assert (done.graphs, done.blank) == (1, 1)
    assert done.inferred == len(infer([Quad(graph, node("rdf:type"), node("FineTuneLineage"))]).quads)
