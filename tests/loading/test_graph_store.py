"""Loading by the Graph Store Protocol: what a run leaves that is broken off at any request, and what it cannot take away."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad

from lineage_rdf.cli import main
from lineage_rdf.codec.names import node
from lineage_rdf.lineage import read
from lineage_rdf.loading import Counts
from lineage_rdf.reading.evidence import evidence_quads
from lineage_rdf.store import open_writer
from tests.conftest import ROOT
from tests.loading.conftest import Hub
from tests.loading.invented import FOLDER, expected, graphs, iri, lineage, turtle, write
from tests.store.servers import Asked, Reply, altered_server

FOUND: Final = read(FOLDER)
OWN: Final = frozenset(FOUND.quads)
WHOLE: Final = expected(FOUND)
EVIDENCE: Final = set(evidence_quads(FOUND.record, FOUND.claims, FOUND.result.step_of))
OLD: Final = {quad for number, quad in enumerate(sorted(WHOLE, key=str)) if number != 100}
ELSEWHERE: Final = {Quad(q.subject, q.predicate, q.object, NamedNode("urn:mine")) for q in FOUND.quads[:-1]}

# What is there, what is done, and what is there then in named graphs.
RUNS: Final[dict[str, tuple[set[Quad], Callable[[Hub], Counts], set[Quad]]]] = {
    "load": (set(), lambda hub: hub.load(FOLDER), WHOLE),
    "load with evidence": (set(), lambda hub: hub.load(FOLDER, evidence=True), WHOLE | EVIDENCE),
    "replace": (OLD | EVIDENCE, lambda hub: hub.load(FOLDER, replace=True), WHOLE),
    "replace with evidence": (
        OLD,
        lambda hub: hub.load(FOLDER, replace=True, evidence=True),
        WHOLE | EVIDENCE,
    ),
    "move": (ELSEWHERE | EVIDENCE, lambda hub: hub.load(FOLDER, replace=True), WHOLE),
    "unload": (WHOLE | EVIDENCE, lambda hub: hub.unload(FOUND.iri), set()),
}


def named(quads: set[Quad]) -> dict[str, frozenset[Quad]]:
    """Return IRI of a named graph -> its statements."""
    inside = {quad for quad in quads if quad.graph_name != DefaultGraph()}
    return {graph: frozenset(found) for graph, found in graphs(inside).items()}


def broken_at(number: int, *, done: bool) -> tuple[Callable[[Asked], Reply | None], list[int]]:
    """Return what fails at one of the changes, before or after doing it, and the numbers of those that came."""
    seen: list[int] = []

    def instead(asked: Asked) -> Reply | None:
        seen.append(len(seen))
        return Reply(500) if not done and seen[-1] == number else None

    return instead, seen


@pytest.mark.parametrize("done", [False, True], ids=["not done", "done and not told"])
@pytest.mark.parametrize("name", RUNS)
def test_a_run_that_breaks_at_any_request_leaves_whole_graphs_and_the_next_does_the_rest(
    name: str, done: bool
) -> None:
    before, run, after = RUNS[name]
    number, breaks = 0, 0
    while breaks == number:
        instead, seen = broken_at(number, done=done)

        def alter(asked: Asked, reply: Reply, at: int = number, seen: list[int] = seen) -> Reply:
            return Reply(500) if done and asked.kind == "graph" and seen[-1] == at else reply

        with altered_server(before, alter, instead) as server:
            hub = Hub(server.url, server.graph_store)
            first = run(hub)
            breaks += bool(first.errors)
            there = named(hub.all_quads())
            assert all(
                found in (named(before).get(graph), named(after).get(graph)) for graph, found in there.items()
            )
            if name != "load" and name != "load with evidence" and first.errors and not done:
                assert any(
                    node("FineTuneLineage") == quad.object for found in there.values() for quad in found
                )
            again = run(hub)
            assert not again.errors
            assert named(hub.all_quads()) == named(after)
            assert {quad for quad in after if quad.graph_name == DefaultGraph()} <= hub.all_quads()
        number += 1
    assert (
        number > 2 if name != "load" else number == 3
    )  # the description, the graph, and a run without a fault


def test_what_is_left_behind_is_told_and_an_update_takes_it_away(graph_store: Hub) -> None:
    graph_store.load(FOLDER, evidence=True)
    outside = {quad for quad in WHOLE | EVIDENCE if quad.graph_name == DefaultGraph()}
    counts = graph_store.unload(FOUND.iri)
    assert (counts.unloaded, counts.exit_code, counts.left_behind) == (1, 0, len(outside))
    assert graph_store.all_quads() == outside
    assert len(counts.notes) == 1 and "docs/stores.md" in counts.notes[0]
    graph_store.load(FOLDER)  # the description of its graph is wanted again
    graph_store.put("urn:others", [Quad(NamedNode("urn:a"), node("prov:wasDerivedFrom"), NamedNode("urn:b"))])
    page = (ROOT / "docs" / "stores.md").read_text(encoding="utf-8")
    update = page.split("```sparql\n")[1].split("```")[0]
    with open_writer(graph_store.place) as writer:
        writer._send(update)  # type: ignore[attr-defined]
    rest = {quad for quad in graph_store.all_quads() if quad.graph_name != NamedNode("urn:others")}
    assert rest == WHOLE


def test_a_replaced_graph_keeps_its_description(graph_store: Hub, tmp_path: Path) -> None:
    graph_store.load(write(tmp_path / "old.ttl", turtle("a")))
    counts = graph_store.load(write(tmp_path / "new.ttl", turtle("a", "new")), replace=True)
    assert (counts.replaced, counts.left_behind, counts.notes) == (1, 0, [])
    assert graph_store.all_quads() == expected(lineage("a", "new"))


def test_from_the_command_line(graph_store: Hub, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    both = write(tmp_path / "both.ttl", turtle("a"), turtle("b"))
    by = ["--graph-store", graph_store.graph_store]
    assert main.run(["load", graph_store.place, both, *by]) == 0
    assert graph_store.all_quads() == expected(lineage("a"), lineage("b"))
    assert main.run(["load", graph_store.place, write(tmp_path / "a.ttl", turtle("a", "new")), *by]) == 1
    capsys.readouterr()
    assert main.run(["unload", graph_store.place, iri("a"), *by]) == 0
    told = capsys.readouterr()
    assert "old descriptions left behind                2" in told.out
    assert "2 statements of the default graph" in told.err
    assert graph_store.quads() == expected(lineage("b"))
    assert main.run(["unload", graph_store.place, iri("b"), *by, "--format", "json"]) == 0
    assert '"left_behind": 2' in capsys.readouterr().out


def test_a_process_that_is_killed_leaves_whole_graphs(graph_store: Hub, tmp_path: Path) -> None:
    names, chance = [f"m{number}" for number in range(8)], random.Random(7)
    old, new = ({name: lineage(name, text, 340) for name in names} for text in ("old", "new"))
    files = [
        write(tmp_path / f"{text}.ttl", *(turtle(name, text, 340) for name in names))
        for text in ("old", "new")
    ]
    assert graph_store.load(files[0]).loaded == len(names)
    command = ["load", graph_store.place, "--replace", files[1], "--graph-store", graph_store.graph_store]
    process = subprocess.Popen([sys.executable, "-c", CHILD, *command], stdout=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    for _ in range(chance.randint(3, 12)):
        assert process.stdout.readline() == b"step\n"
    time.sleep(chance.random() * 0.005)
    process.kill()
    process.communicate(timeout=30)
    assert process.returncode == -9
    versions = [named(expected(*text.values())) for text in (old, new)]
    there = named(graph_store.all_quads())
    assert there.keys() == versions[0].keys()
    assert all(found in (versions[0][graph], versions[1][graph]) for graph, found in there.items())
    assert graph_store.load(files[1], replace=True).exit_code == 0
    assert graph_store.all_quads() == expected(*new.values())


CHILD: Final = """
import sys
from lineage_rdf.cli.main import run
from lineage_rdf.store.graph_store import GraphStore

before = GraphStore._send
def step(*args):
    print("step", flush=True)
    return before(*args)
GraphStore._send = step
sys.exit(run(sys.argv[1:]))
"""
