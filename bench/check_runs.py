"""The files that engines are given, and one run of one engine."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Final

from attrs import frozen
from pyoxigraph import RdfFormat, serialize

from bench.engines import Row, version_of
from bench.hub.broken import Fault
from bench.hub.write import read_faults
from bench.process import Taken, run
from lineage_rdf.check.check import files_of
from lineage_rdf.check.profiles import profile
from lineage_rdf.check.shapes import load_shapes, vocabulary_facts

OURS: Final = "lineage-rdf"
REFERENCE: Final = "pyshacl"


@frozen
class Files:
    """What engines are given.

    Args:
        data: a hub as N-Triples.
        with_facts: the same with the facts about our vocabulary, for the peers.
        shapes: the shapes as Turtle.
        profile: token of the profile.
        statements: how many statements the hub has.
        faults: the faults in the hub whose code the profile has.
        codes: shape -> its code.
    """

    data: Path
    with_facts: Path
    shapes: Path
    profile: str
    statements: int
    faults: tuple[Fault, ...]
    codes: dict[str, str]


@frozen
class Run:
    """One engine on one hub.

    Args:
        engine: its name.
        taken: what it took.
        rows: its results; None if it did not come to an end.
        why: why it did not.
    """

    engine: str
    taken: Taken
    rows: tuple[Row, ...] | None
    why: str = ""


def write_files(models: int, faults: int | None, token: str, folder: Path) -> Files:
    """Write a hub and the shapes of a profile.

    Args:
        models: how many models the hub has.
        faults: how often each kind of fault is in it; None for the usual number.
        token: the profile.
        folder: where to.

    Raises:
        SystemExit: if the hub is too small for its faults.
    """
    data, with_facts, shapes = folder / "hub.nt", folder / "hub-with-facts.nt", folder / "shapes.ttl"
    # In a process of its own: the peak memory of a process counts what its parent held when it was started.
    asked = ["--models", str(models), *(() if faults is None else ("--faults", str(faults)))]
    made = run([sys.executable, "-m", "bench.hub", *asked, str(data)])
    if made.code:
        raise SystemExit(made.message)
    shutil.copyfile(data, with_facts)
    with with_facts.open("a", encoding="utf-8") as file:
        file.writelines(f"{quad.triple} .\n" for quad in vocabulary_facts())
    graph = load_shapes(files_of(profile(token)))
    serialize((quad.triple for quad in graph.quads), shapes, RdfFormat.TURTLE)
    owned = set(graph.codes.values())
    known = tuple(fault for fault in read_faults(data.with_suffix(".faults.tsv")) if fault.code in owned)
    with data.open("rb") as lines:
        return Files(data, with_facts, shapes, token, sum(1 for _ in lines), known, graph.codes)


def run_engine(engine: str, files: Files, limit: int) -> Run:
    """Run an engine in a process of its own.

    Args:
        engine: its name in `bench.engines.ENGINES`.
        files: what it is given.
        limit: CPU seconds that it may take.
    """
    if engine != OURS and not version_of(engine):
        return Run(engine, Taken(0, 0, 0, 1, ""), None, "not installed; it is in the extra bench")
    data = files.data if engine == OURS else files.with_facts
    out = files.data.with_name(f"{engine}.json")
    command = [sys.executable, "-m", "bench.engines", engine, data, files.shapes, files.profile, out]
    taken = run([str(part) for part in command], limit=limit)
    if taken.out_of_time:
        return Run(engine, taken, None, f"stopped after {limit} s of CPU")
    if taken.code:
        return Run(engine, taken, None, f"failed: {taken.message or f'exit code {taken.code}'}")
    return Run(engine, taken, tuple(Row(*row) for row in json.loads(out.read_text(encoding="utf-8"))))
