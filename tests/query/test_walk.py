"""Walks end, however long, wide or circular the data are, and go only where the rules let them."""

from __future__ import annotations

import time
from collections import deque

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from lineage_rdf.query import in_memory, run_query
from lineage_rdf.query.walk import in_order
from tests.query.places import asked

DERIVED = NamedNode("https://w3id.org/ftl#derivedFromModel")
LICENCE = NamedNode("https://w3id.org/ftl#weightsLicence")


def model(name: str) -> NamedNode:
    return NamedNode(f"https://huggingface.co/tide/{name}")


def derived(pairs: list[tuple[str, str]]) -> list[Quad]:
    return [Quad(model(a), DERIVED, model(b), NamedNode(f"urn:g:{a}")) for a, b in pairs]


def chain_of(length: int) -> list[Quad]:
    return derived([(f"c{n + 1}", f"c{n}") for n in range(length)])


def hub_of(children: int) -> list[Quad]:
    return derived([(f"h{n}", "c0") for n in range(children)])


SIZES = [(1_200, 2_000), pytest.param(20_000, 100_000, marks=pytest.mark.full)]


@pytest.mark.parametrize(("length", "children"), SIZES)
def test_long_chains_and_wide_hubs(length: int, children: int) -> None:
    begin = time.process_time()
    store = in_memory(chain_of(length) + hub_of(children))
    last = f"tide/c{length}"
    ancestors = run_query(store, "ancestors", {"model": last})
    assert [row["depth"] for row in ancestors] == list(range(1, length + 1))
    below = run_query(store, "descendants", {"model": "tide/c0"})
    assert len(below) == length + children
    assert [row["depth"] for row in below].count(1) == children + 1
    assert below.rows[-1][0] == model(f"c{length}")
    assert len(run_query(store, "affected-by-model", {"model": "tide/c0"})) == length + children
    chained = run_query(store, "chain", {"model": last})
    assert [row["ordinal"] for row in chained] == list(range(1, length + 2))
    assert run_query(store, "cycles").rows == ()
    assert len(run_query(store, "descendants", {"model": "tide/c0"}, limit=5)) == 5
    assert time.process_time() - begin < 1 + (length + children) / 1500  # quadratic work would take hours


@pytest.mark.parametrize(("length", "children"), SIZES)
def test_one_large_cycle(length: int, children: int) -> None:
    store = in_memory([*chain_of(length), *derived([("c0", f"c{length}")]), *hub_of(children)])
    found = run_query(store, "cycles")
    assert len(found) == length + 1
    assert {(row["cycle"], row["models"]) for row in found} == {(1, length + 1)}
    assert len(run_query(store, "ancestors", {"model": "tide/c7"})) == length
    assert len(run_query(store, "descendants", {"model": "tide/c7"})) == length + children


@pytest.mark.parametrize(("length", "children"), SIZES)
def test_licences_over_a_long_chain_that_tells_of_none(length: int, children: int) -> None:
    """Climbing from every child would be quadratic."""
    from pyoxigraph import Literal

    last = derived([(f"k{n}", f"c{length}") for n in range(children)])
    told = [Quad(model(f"k{n}"), LICENCE, Literal("MIT")) for n in range(children)]
    top = [Quad(model("c0"), LICENCE, Literal("Apache-2.0"))]
    found = run_query(in_memory(chain_of(length) + last + told + top), "licence-drift")
    assert len(found) == children
    assert {row["depth"] for row in found} == {length + 1}


X1, X2 = "<https://huggingface.co/tide/x/tree/r1>", "<https://huggingface.co/tide/x/tree/r2>"
NAMES = f"{X1} prov:specializationOf h:x . {X2} prov:specializationOf h:x . "


def test_no_way_leads_from_one_revision_to_another() -> None:
    trig = (
        NAMES
        + f"h:m ftl:derivedFromModel {X1} . {X2} ftl:derivedFromModel h:b . h:n ftl:derivedFromModel {X2} ."
    )
    found = asked(trig, "ancestors", "model certainty", model="tide/m")
    assert found == [("x", "certain"), ("x/tree/r1", "certain")]
    assert asked(trig, "descendants", "model certainty", model="tide/b") == [
        ("x/tree/r2", "certain"),
        ("x", "possible"),
        ("n", "certain"),
    ]


def test_nothing_is_possible_where_something_is_known() -> None:
    """The base of x is told, so what x came from is not what one of its revisions came from."""
    trig = (
        NAMES
        + f"h:m ftl:derivedFromModel h:x . h:x ftl:derivedFromModel h:b . {X1} ftl:derivedFromModel h:other ."
    )
    assert asked(trig, "ancestors", "model certainty", model="tide/m") == [("x", "certain"), ("b", "certain")]
    assert asked(trig, "descendants", "model certainty", model="tide/other") == [("x/tree/r1", "certain")]


def test_a_name_without_revision_may_stand_for_any() -> None:
    trig = (
        NAMES
        + f"h:m ftl:derivedFromModel h:x . {X1} ftl:derivedFromModel h:b . h:b ftl:derivedFromModel h:a ."
    )
    assert asked(trig, "ancestors", "model depth certainty", model="tide/m") == [
        ("x", "1", "certain"),
        ("x/tree/r1", "1", "possible"),
        ("x/tree/r2", "1", "possible"),
        ("b", "2", "possible"),
        ("a", "3", "possible"),
    ]
    found = asked(trig, "descendants", "model depth certainty", model="tide/a")
    assert ("m", "3", "possible") in found


def test_a_dataset_is_followed_over_its_names() -> None:
    trig = (
        "<https://huggingface.co/datasets/tide/logs/tree/v2> prov:specializationOf d:logs . x:u ftl:usesDataset d:logs . "
        "x:s ftl:hasDatasetUse x:u ; ftl:producedModel h:m ."
    )
    assert asked(trig, "affected-by-dataset", "node certainty", dataset="tide/logs@v2") == [("m", "possible")]
    assert asked(trig, "affected-by-dataset", "node certainty", dataset="tide/logs") == [("m", "certain")]


def test_data_under_another_name_are_data_still() -> None:
    trig = (
        "<https://huggingface.co/datasets/tide/tales/tree/v2> prov:specializationOf d:tales . x:u ftl:usesDataset "
        "<https://huggingface.co/datasets/tide/tales/tree/v2> . x:p ftl:generatorModel h:m ; ftl:producedDataset d:tales . "
        "x:s ftl:hasDatasetUse x:u ; ftl:producedModel h:n ."
    )
    assert asked(trig, "affected-by-model", "node kind depth certainty", model="tide/m") == [
        ("d:tales", "dataset", "1", "certain"),
        ("d:tales/tree/v2", "dataset", "1", "possible"),
        ("n", "model", "2", "possible"),
    ]


def test_the_chain_of_a_repository_is_that_of_its_revisions() -> None:
    trig = NAMES + f"{X1} ftl:derivedFromModel h:b . {X2} ftl:derivedFromModel {X1} ."
    assert asked(trig, "chain", "ordinal model bases", model="tide/x") == [
        ("1", "b", ""),
        ("2", "x/tree/r1", "tide/b"),
        ("3", "x/tree/r2", "tide/x@r1"),
    ]
    assert asked(trig, "chain", "model", model="tide/nobody") == []


def test_blank_nodes_of_others_are_walked_over() -> None:
    trig = "h:m ftl:derivedFromModel _:b . _:b ftl:derivedFromModel h:a ."
    found = asked(trig, "ancestors", "depth", model="tide/m")
    assert found == [("1",), ("2",)]
    assert asked(trig, "descendants", "depth", model="tide/a") == [("1",), ("2",)]


Graph = dict[int, set[int]]
GRAPHS = st.dictionaries(st.integers(0, 8), st.sets(st.integers(0, 8), max_size=3), max_size=9)


@settings(max_examples=60)
@given(GRAPHS)
def test_walks_find_what_a_plain_search_finds(graph: Graph) -> None:
    store = in_memory(derived([(f"n{a}", f"n{b}") for a, its in graph.items() for b in its]))
    depth, waiting = {0: 0}, deque([0])
    while waiting:
        node = waiting.popleft()
        for target in graph.get(node, set()):
            if target not in depth:
                depth[target] = depth[node] + 1
                waiting.append(target)
    found = {
        str(row["model"])[-2:]: row["depth"] for row in run_query(store, "ancestors", {"model": "tide/n0"})
    }
    assert found == {f"n{node}": d for node, d in depth.items() if d}


@given(GRAPHS)
def test_each_model_stands_after_its_bases(graph: Graph) -> None:
    bases = {str(a): sorted(map(str, its)) for a, its in graph.items()}
    nodes = sorted(set(bases).union(*bases.values()))
    order = in_order(nodes, bases)
    assert sorted(order) == nodes
    if not run_query(in_memory(derived([(a, b) for a, its in bases.items() for b in its])), "cycles"):
        place = {node: n for n, node in enumerate(order)}
        assert all(place[base] < place[node] for node, its in bases.items() for base in its)
