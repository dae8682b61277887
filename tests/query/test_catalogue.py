"""Every query of the catalogue gives the rows that a person read off a small graph, whatever engine answers."""

from __future__ import annotations

import pytest
import rdflib

from lineage_rdf.query import catalogue, in_memory, open_place, run_query
from lineage_rdf.query.run import WALKS
from tests.query.cases import FAMILY, GRAPHS, Case
from tests.query.places import brief, quads
from tests.store.rdflib_store import RdflibStore
from tests.store.servers import real_server

ALL = [(trig, case) for trig, cases in GRAPHS for case in cases]
IDS = [f"{case.query}-{number}" for number, (_, case) in enumerate(ALL)]


@pytest.mark.parametrize(("trig", "case"), ALL, ids=IDS)
def test_rows_in_oxigraph(trig: str, case: Case) -> None:
    with in_memory(quads(trig)) as store:
        assert brief(run_query(store, case.query, case.given), case.columns) == case.rows


@pytest.mark.parametrize(("trig", "case"), ALL, ids=IDS)
def test_the_same_rows_in_rdflib(trig: str, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)  # a time would be spelt anew
    store = RdflibStore(quads(trig), default_union=True)
    assert (
        run_query(store, case.query, case.given).rows
        == run_query(in_memory(quads(trig)), case.query, case.given).rows
    )


@pytest.mark.parametrize("place", range(len(GRAPHS)))
def test_the_same_rows_behind_an_endpoint_that_has_to_be_asked_for_the_union(place: int) -> None:
    trig, cases = GRAPHS[place]
    with real_server(quads(trig)) as url, open_place(url) as store:
        for case in cases:
            assert brief(run_query(store, case.query, case.given), case.columns) == case.rows, case


def test_every_query_has_a_case_with_rows() -> None:
    assert {case.query for _, case in ALL if case.rows} == set(catalogue())


def test_what_a_model_and_a_dataset_go_into_is_followed_in_the_same_way() -> None:
    bodies = {
        catalogue()[f"affected-by-{kind}"].text.partition("\nPREFIX")[2] for kind in ("model", "dataset")
    }
    assert len(bodies) == 1


def test_every_way_to_walk_is_used() -> None:
    assert {entry.walk for entry in catalogue().values()} - {""} == set(WALKS)


@pytest.mark.parametrize(("trig", "case"), ALL, ids=IDS)
def test_a_part_of_the_rows(trig: str, case: Case) -> None:
    with in_memory(quads(trig)) as store:
        part = run_query(store, case.query, case.given, limit=2, offset=1)
        assert brief(part, case.columns) == case.rows[1:3]
        assert run_query(store, case.query, case.given, limit=0).rows == ()


def test_ids_and_labels_stand_beside_nodes() -> None:
    found = run_query(in_memory(quads(FAMILY)), "ancestors", {"model": "tide/epsilon"})
    assert found.columns[:3] == ("model", "model_id", "model_label")
    rows = {row["model"]: (row["model_id"], row["model_label"]) for row in found}
    assert rows["https://huggingface.co/tide/alpha"] == ("tide/alpha", "alpha")
    assert rows["https://huggingface.co/tide/beta/tree/r1"] == ("tide/beta@r1", None)
    assert rows["https://huggingface.co/tide/beta"] == ("tide/beta", None)  # nobody says so but the address


def test_a_place_that_does_not_know_the_model_says_so() -> None:
    found = run_query(in_memory(quads(FAMILY)), "ancestors", {"model": "tide/nobody"})
    assert found.told == ("<memory> knows no model https://huggingface.co/tide/nobody",)
    assert run_query(in_memory(quads(FAMILY)), "ancestors", {"model": "tide/alpha"}).told == ()
