"""Lineages go into a store whole, and what is there stays unless it is to be replaced; on disk and behind a server."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from lineage_rdf.bulk import read_many
from lineage_rdf.claims.mint import Minter
from lineage_rdf.codec.read import read_file
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.errors import InputError, NoVerdictError, UsageError
from lineage_rdf.lineage import read, read_all
from lineage_rdf.loading import How, held_lineages, load_all
from lineage_rdf.reading.evidence import evidence_quads
from lineage_rdf.store import open_store, open_writer
from tests.loading.conftest import Hub
from tests.loading.invented import (
    EXAMPLE,
    EXAMPLES,
    FOLDER,
    example,
    expected,
    held,
    iri,
    lineage,
    turtle,
    write,
)

OLD, NEW = lineage("a"), lineage("a", "new")


def test_a_lineage_is_loaded_and_then_left_alone(hub: Hub, tmp_path: Path) -> None:
    counts = hub.load(EXAMPLE)
    assert (counts.loaded, counts.statements, counts.exit_code) == (1, len(example().quads), 0)
    assert hub.quads() == expected(example())
    again = hub.load(EXAMPLE, replace=True)
    assert (again.loaded, again.replaced, again.equal, again.statements, again.exit_code) == (0, 0, 1, 0, 0)
    assert hub.quads() == expected(example())


def test_one_that_differs_is_refused_and_the_others_are_loaded(hub: Hub, tmp_path: Path) -> None:
    hub.load(write(tmp_path / "old.ttl", turtle("a")))
    counts = hub.load(write(tmp_path / "new.ttl", turtle("a", "new"), turtle("b")))
    assert (counts.loaded, counts.replaced, counts.exit_code) == (1, 0, 1)
    assert [(item.lineage, item.name) for item in counts.refused] == [(iri("a"), "quay-lab/tide-a")]
    assert "--replace" in counts.refused[0].why
    assert hub.quads() == expected(OLD, lineage("b"))


def test_it_is_replaced_when_that_is_asked_for(hub: Hub, tmp_path: Path) -> None:
    hub.load(write(tmp_path / "old.ttl", turtle("a"), turtle("b")))
    counts = hub.load(write(tmp_path / "new.ttl", turtle("a", "new")), replace=True)
    assert (counts.loaded, counts.replaced, counts.equal, counts.exit_code) == (0, 1, 0, 0)
    assert hub.quads() == expected(NEW, lineage("b"))


def test_of_several_with_one_name_the_first_is_taken(hub: Hub, tmp_path: Path) -> None:
    files = [write(tmp_path / f"{n}.ttl", turtle("a", text)) for n, text in enumerate(("old", "old", "new"))]
    counts = hub.load(*files, replace=True)
    assert (counts.loaded, counts.equal, len(counts.refused), counts.exit_code) == (1, 1, 1, 1)
    assert hub.quads() == expected(OLD)


def test_evidence_comes_only_when_asked_for_and_goes_with_its_lineage(hub: Hub) -> None:
    found = read(FOLDER)
    evidence = set(evidence_quads(found.record, found.claims, found.result.step_of))
    assert hub.load(FOLDER).evidence == 0
    assert hub.quads() == expected(found)
    refused = hub.load(FOLDER, evidence=True)
    assert "evidence" in refused.refused[0].why
    counts = hub.load(FOLDER, evidence=True, replace=True)
    graph = Minter(found.iri).iri("evidence")
    assert counts.evidence == sum(quad.graph_name == NamedNode(graph) for quad in evidence) > 100
    assert hub.quads() == expected(found) | evidence
    assert hub.load(FOLDER, evidence=True).equal == hub.load(FOLDER).equal == 1
    assert hub.unload(found.iri).evidence == counts.evidence
    assert hub.quads() == set()


def test_old_evidence_does_not_stay_with_a_new_lineage(hub: Hub, tmp_path: Path) -> None:
    hub.load(FOLDER, evidence=True)
    found = read(FOLDER)
    shorter = found.quads[:-1]
    (tmp_path / "new.nt").write_text("".join(f"{quad} .\n" for quad in shorter))
    assert hub.load(tmp_path / "new.nt", replace=True).replaced == 1
    assert {quad.graph_name for quad in hub.quads()} == {quad.graph_name for quad in expected(found)}


def test_a_lineage_in_a_graph_of_another_name_is_known_and_moves_when_replaced(
    hub: Hub, tmp_path: Path
) -> None:
    hub.put("urn:mine", OLD.quads)
    assert hub.load(write(tmp_path / "old.ttl", turtle("a"))).equal == 1
    new = write(tmp_path / "new.ttl", turtle("a", "new"))
    assert len(hub.load(new).refused) == 1
    assert hub.load(new, replace=True).replaced == 1
    assert hub.quads() == expected(NEW)


def test_a_lineage_that_shares_its_graph_is_not_replaced(hub: Hub, tmp_path: Path) -> None:
    hub.put("urn:mine", [*OLD.quads, *lineage("b").quads])
    before = hub.quads()
    counts = hub.load(write(tmp_path / "new.ttl", turtle("a", "new")), replace=True)
    assert counts.exit_code == 1 and iri("b") in counts.refused[0].why
    assert hub.quads() == before


def test_one_that_lies_in_several_graphs_becomes_one(hub: Hub, tmp_path: Path) -> None:
    hub.put("urn:first", OLD.quads)
    hub.put("urn:second", OLD.quads)
    file = write(tmp_path / "old.ttl", turtle("a"))
    assert "several graphs" in hub.load(file).refused[0].why
    assert hub.load(file, replace=True).replaced == 1
    assert hub.quads() == expected(OLD)


def test_a_table_of_cards_is_read_and_loaded(hub: Hub) -> None:
    table = EXAMPLES / "cards.jsonl"
    found = [item for row in read_many(table, columns="id=model_id,card=card") for item in row.lineages]
    counts = hub.load(table, columns="id=model_id,card=card")
    assert (counts.loaded, counts.unread) == (len(found), 0)
    assert len(found) == 3
    assert hub.quads() == expected(*found)
    assert hub.load(table).equal == 3
    assert hub.load(table, evidence=True, replace=True).replaced == 3
    assert expected(*found) < hub.quads()


def test_blank_nodes_get_names_and_are_counted(hub: Hub, tmp_path: Path) -> None:
    file = write(tmp_path / "a.ttl", turtle("a"), f"<{iri('a')}/step> ftl:setting [ schema:name 'seed' ] .")
    counts = hub.load(file)
    assert (counts.loaded, counts.blank_nodes) == (1, 1)
    assert not any("_:" in str(quad) for quad in hub.quads())
    assert hub.load(file).equal == 1


def test_all_is_attempted_and_the_worst_is_told(hub: Hub, tmp_path: Path) -> None:
    good = write(tmp_path / "good.ttl", turtle("a"))
    bad = write(tmp_path / "bad.ttl", "<a> .")
    counts = hub.load(bad, tmp_path / "none.ttl", good, EXAMPLES / "base-only" / "config.json")
    assert (counts.loaded, counts.exit_code) == (1, 2)
    assert [type(error) for error in counts.errors] == [InputError] * 3
    assert hub.quads() == expected(OLD)


def test_where_nothing_can_be_loaded_no_store_is_made(tmp_path: Path) -> None:
    counts = Hub(str(tmp_path / "hub")).load(tmp_path / "none.ttl")
    assert counts.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_all_examples_come_out_as_they_went_in(hub: Hub) -> None:
    files = sorted((EXAMPLES / "lineages").glob("*.jsonld"))
    counts = hub.load(*files)
    assert counts.loaded == len(files) == 10
    assert hub.quads() == expected(*read_all(*files))


def test_what_is_there_is_listed(hub: Hub, tmp_path: Path) -> None:
    hub.load(write(tmp_path / "both.ttl", turtle("b"), turtle("a")))
    with open_store(hub.place) as store:
        found = held_lineages(store)
    size = len(OLD.quads)
    assert [(item.lineage, item.name, item.statements) for item in found] == [
        (iri("a"), "quay-lab/tide-a", size),
        (iri("b"), "quay-lab/tide-b", size),
    ]
    assert [item.graph for item in found] == [Minter(iri(name)).iri("graph") for name in "ab"]


def test_a_store_that_fails_ends_the_run_and_what_was_done_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = Hub(str(tmp_path / "hub"))
    hub.load(write(tmp_path / "a.ttl", turtle("a")))
    files = [write(tmp_path / f"{name}.ttl", turtle(name)) for name in "bcd"]
    with open_writer(hub.place) as writer:
        whole = writer.replace

        def fail(graph: NamedNode, quads: list[Quad], also: tuple[NamedNode, ...] = ()) -> None:
            if any("tide-c" in str(quad) for quad in quads):
                raise NoVerdictError("the disk is full")
            whole(graph, quads, also)

        monkeypatch.setattr(writer, "replace", fail)
        counts = load_all(writer, files, How())
    assert (counts.loaded, counts.exit_code, len(counts.errors)) == (1, 3, 1)
    assert held(tmp_path / "hub") == expected(OLD, lineage("b"))


def test_a_table_that_is_no_table_is_an_error_of_its_own(hub: Hub, tmp_path: Path) -> None:
    file = write(tmp_path / "cards.jsonl", '{"name": 1}\n')
    assert isinstance(hub.load(file).errors[0], InputError)
    with pytest.raises(UsageError):
        read()


def test_broken_rows_are_counted(hub: Hub, tmp_path: Path) -> None:
    good = (EXAMPLES / "cards.jsonl").read_text(encoding="utf-8")
    file = write(tmp_path / "cards.jsonl", good, '{"model_id": "a/b", "card": 5}\n')
    for evidence in (False, True):
        counts = hub.load(file, evidence=evidence, replace=True)
        assert (counts.unread, counts.exit_code, len(counts.notes)) == (1, 1, 1)
        assert counts.loaded + counts.replaced == 3


def test_the_statements_of_a_file_are_those_of_the_file(tmp_path: Path) -> None:
    hub = Hub(str(tmp_path / "hub"))
    hub.load(EXAMPLE)
    triples = {quad.triple for quad in held(tmp_path / "hub")}
    assert triples > {quad.triple for quad in read_file(EXAMPLE, Syntax.TURTLE)}
