"""A process that is killed leaves a store that opens and holds only whole lineages, each as it was or as it is to be."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Quad

from lineage_rdf.bulk.graphs import in_own_graph
from lineage_rdf.claims.mint import Minter
from lineage_rdf.cli import main
from tests.conftest import ROOT
from tests.loading.invented import graphs, held, iri, lineage, turtle, write

NAMES = [f"m{number:02}" for number in range(12)]
SIZE = 340
# As many steps are sure to be taken; the process is killed in one of them. The last of a new store is its end.
STEPS = {"new": 6, "load": 8, "replace": 8, "unload": 8}

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


def whole(name: str, text: str) -> frozenset[Quad]:
    found = lineage(name, text, SIZE)
    return frozenset(in_own_graph(found.iri, found.quads))


def killed(arguments: Sequence[str], steps: int, chance: random.Random) -> None:
    """Run a command and kill it in a step taken by lot, a moment after that began."""
    process = subprocess.Popen([sys.executable, "-c", CHILD, *arguments], stdout=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    for _ in range(chance.randint(1, steps)):
        assert process.stdout.readline() == b"step\n"
    time.sleep(chance.random() * 0.01)
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
    }[verb]


# Which versions a lineage may have after a kill, and must have at the end: old, new, or none.
AFTER = {"new": {None, 0}, "load": {None, 0}, "replace": {0, 1}, "unload": {None, 0}}
END = {"new": 0, "load": 0, "replace": 1, "unload": None}


def found(folder: Path) -> dict[str, int | None]:
    """Return IRI of a graph -> which of its versions a store holds, of which it may hold no part."""
    there = graphs(held(folder / "hub")) if (folder / "hub").exists() else {}
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
    assert [path.name for path in folder.iterdir() if path.suffix == ".tmp"] == []


@pytest.mark.parametrize("verb", AFTER)
def test_one_kill(tmp_path: Path, verb: str) -> None:
    check(tmp_path, verb, seed=2)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(10, 18))
@pytest.mark.parametrize("verb", AFTER)
def test_many_kills(tmp_path: Path, verb: str, seed: int) -> None:
    check(tmp_path, verb, seed)
