"""A process that is killed leaves a store that opens and holds only whole lineages, each as it was or as it is to be."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, Store

from lineage_rdf.bulk.graphs import in_own_graph
from lineage_rdf.claims.mint import Minter, inferred_graph_of
from lineage_rdf.cli import main
from lineage_rdf.codec.names import node
from lineage_rdf.transform.inference import infer
from tests.conftest import ROOT
from tests.loading.invented import graphs, held, iri, lineage, turtle, write

NAMES = [f"m{number:02}" for number in range(12)]
SIZE = 340
# As many steps are sure to be taken; the process is killed in one of them. The last of a new store is its end.
STEPS = {"new": 6, "load": 8, "replace": 8, "unload": 8, "infer": 8, "patch": 1}

# The program says when it begins a step, so that it can be killed in the midst of one.
CHILD = """
import sys
from lineage_rdf.cli.main import run
from lineage_rdf.store import embedded_writer, new_store

def told(kind, name):
    before = getattr(kind, name)
    def step(*args):
        print("step", flush=True)
        return before(*args)
    setattr(kind, name, step)

told(embedded_writer.EmbeddedWriter, "_update")
told(embedded_writer.EmbeddedWriter, "finish")
told(new_store.NewStore, "_hand_over")
new_store._PIECE = 1000
sys.exit(run(sys.argv[1:]))
"""


@cache
def versions() -> Mapping[str, tuple[frozenset[Quad], frozenset[Quad]]]:
    """Return IRI of a graph -> its statements, old and new."""
    return {Minter(iri(name)).iri("graph"): (whole(name, "old"), whole(name, "new")) for name in NAMES}


@cache
def conclusions() -> Mapping[str, frozenset[Quad]]:
    """Return IRI of a graph -> what is inferred from a lineage, and stands in it or describes it."""
    return {_beside(graph).value: frozenset(_inferred(graph, old)) for graph, (old, _) in versions().items()}


def _beside(graph: str) -> NamedNode:
    return NamedNode(inferred_graph_of(graph))


def _inferred(graph: str, quads: frozenset[Quad]) -> Iterator[Quad]:
    beside = _beside(graph)
    yield Quad(beside, node("prov:wasDerivedFrom"), NamedNode(graph))
    for name in ("prov:Bundle", "prov:Entity"):
        yield Quad(beside, node("rdf:type"), node(name))
    for quad in infer(quad for quad in quads if quad.graph_name == NamedNode(graph)).quads:
        yield Quad(quad.subject, quad.predicate, quad.object, beside)


def whole(name: str, text: str) -> frozenset[Quad]:
    found = lineage(name, text, SIZE)
    return frozenset(in_own_graph(found.iri, found.quads))


# Another program: an update that `lineage-rdf patch` wrote is one transaction of whatever store it is given to.
PATCHER = """
import sys, time
from pathlib import Path
from pyoxigraph import Store

store, update = Store(sys.argv[1]), Path(sys.argv[2]).read_text(encoding="utf-8")
print("step", flush=True)
store.update(update)
time.sleep(60)
"""


def killed(
    arguments: Sequence[str], steps: int, chance: random.Random, child: str = CHILD, longest: float = 0.01
) -> None:
    """Run a command and kill it in a step taken by lot, a moment after that began."""
    process = subprocess.Popen([sys.executable, "-c", child, *arguments], stdout=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    for _ in range(chance.randint(1, steps)):
        assert process.stdout.readline() == b"step\n"
    time.sleep(chance.random() * longest)
    process.kill()
    process.communicate(timeout=30)
    assert process.returncode == -9, "the process ended before it was killed"


def prepare(folder: Path, verb: str) -> list[str]:
    """Return the command, the store before it made ready."""
    hub = str(folder / "hub")
    old = write(folder / "old.ttl", *(turtle(name, "old", SIZE) for name in NAMES))
    new = write(folder / "new.ttl", *(turtle(name, "new", SIZE) for name in NAMES))
    if verb == "load":
        assert main.run(["load", hub, write(folder / "one.ttl", turtle(NAMES[0], "old", SIZE))]) == 0
    elif verb != "new":
        assert main.run(["load", hub, old]) == 0
    return {
        "new": ["load", hub, old],
        "load": ["load", hub, old],
        "replace": ["load", hub, "--replace", new],
        "unload": ["unload", hub, *map(iri, NAMES)],
        "infer": ["infer", hub],
    }[verb]


# Which versions a lineage may have after a kill, and must have at the end: old, new, or none.
AFTER = {"new": {None, 0}, "load": {None, 0}, "replace": {0, 1}, "unload": {None, 0}, "infer": {0}}
END = {"new": 0, "load": 0, "replace": 1, "unload": None, "infer": 0}


def found(folder: Path) -> dict[str, int | None]:
    """Return IRI of a graph -> which of its versions a store holds, of which it may hold no part."""
    there = graphs(held(folder / "hub")) if (folder / "hub").exists() else {}
    for graph in there.keys() & conclusions().keys():
        assert there.pop(graph) == conclusions()[graph]  # what was inferred is whole too
    assert there.keys() <= versions().keys()
    return {
        graph: both.index(frozenset(there[graph])) if graph in there else None
        for graph, both in versions().items()
    }


def check(folder: Path, verb: str, seed: int) -> None:
    command = prepare(folder, verb)
    killed(command, STEPS[verb], random.Random(seed))
    after = found(folder)
    assert set(after.values()) <= AFTER[verb]
    if verb == "load":
        assert after[next(iter(versions()))] == 0  # it was there before
    if verb == "new":
        assert len(set(after.values())) == 1  # a new store is there whole or not at all
    # The same command does the rest, and what the killed one left beside is gone.
    assert main.run(command) == (1 if verb == "unload" and None in after.values() else 0)
    assert set(found(folder).values()) == {END[verb]}
    if verb == "infer":
        assert conclusions().keys() <= graphs(held(folder / "hub")).keys()
    assert [path.name for path in folder.iterdir() if path.suffix == ".tmp"] == []


@pytest.mark.parametrize("verb", AFTER)
def test_one_kill(tmp_path: Path, verb: str) -> None:
    check(tmp_path, verb, seed=2)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(10, 20))
@pytest.mark.parametrize("verb", AFTER)
def test_many_kills(tmp_path: Path, verb: str, seed: int) -> None:
    check(tmp_path, verb, seed)


def check_patch(folder: Path, seed: int) -> None:
    """Kill what gives an update to a store: all twelve lineages are as they were or as they are to be."""
    prepare(folder, "replace")
    old, new = (
        write(folder / f"{text}.nq", *(f"{quad} .\n" for name in NAMES for quad in whole(name, text)))
        for text in ("old", "new")
    )
    update = str(folder / "change.ru")
    assert main.run(["patch", old, new, "-o", update]) == 0
    killed([str(folder / "hub"), update], STEPS["patch"], random.Random(seed), PATCHER, longest=0.12)
    after = set(found(folder).values())
    assert after in ({0}, {1})
    # Deleting what is gone and inserting what is there changes nothing, so the same update does it in either case.
    Store(str(folder / "hub")).update(Path(update).read_text(encoding="utf-8"))
    assert set(found(folder).values()) == {1}


def test_one_kill_of_a_patch(tmp_path: Path) -> None:
    check_patch(tmp_path, seed=2)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(10, 20))
def test_many_kills_of_a_patch(tmp_path: Path, seed: int) -> None:
    check_patch(tmp_path, seed)
