"""Measures the check of many lineages: our engine against pySHACL, in one run on one machine.

    python -m bench.check_lineages [--models 10000] [--sample 60] [--profile reproducible]

The lineages are the examples with nodes of their own and one seeded fault each: a statement is dropped, or a value put where it
does not belong. Our engine checks all of them; pySHACL checks a sample spread over them, and its time is scaled to their
number. Times are CPU seconds of processes of their own, without start-up and without making the lineages; memory is the
peak of the process.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from lineage_rdf.check.check import files_of
from lineage_rdf.check.profiles import profile
from lineage_rdf.check.results import Outcome
from lineage_rdf.check.shapes import ShapesGraph, load_shapes
from lineage_rdf.codec.read import read_file
from lineage_rdf.codec.syntax import syntax_of

EXAMPLES = Path(__file__).parents[1] / "examples" / "lineages"
_CHUNK = 500  # lineages held in memory at a time


def lineage(number: int, examples: Sequence[Sequence[Quad]]) -> list[Quad]:
    """Return one lineage: an example under names of its own, with one fault."""
    chance = random.Random(number)
    quads = [_renamed(quad, number) for quad in examples[number % len(examples)]]
    place, other = chance.randrange(len(quads)), chance.randrange(len(quads))
    if chance.random() < 0.5:
        del quads[place]
    else:
        quads.append(Quad(quads[place].subject, quads[other].predicate, quads[other].object))
    return quads


def _renamed(quad: Quad, number: int) -> Quad:
    """Return a statement about nodes of lineage `number`; the examples hold neither blank nodes nor triple terms."""
    subject, target = quad.subject, quad.object
    return Quad(
        _own(subject, number) if isinstance(subject, NamedNode) else subject,
        quad.predicate,
        _own(target, number) if isinstance(target, NamedNode) else target,
    )


def _own(node: NamedNode, number: int) -> NamedNode:
    return NamedNode(f"{node.value}-{number}") if node.value.startswith("urn:uuid:") else node


def lineages(numbers: Sequence[int]) -> Iterator[list[list[Quad]]]:
    """Yield lineages in chunks."""
    examples = [read_file(path, syntax_of(path.name)) for path in sorted(EXAMPLES.glob("*.ttl"))]
    for start in range(0, len(numbers), _CHUNK):
        yield [lineage(number, examples) for number in numbers[start : start + _CHUNK]]


def run(engine: str, numbers: Sequence[int], shapes: ShapesGraph) -> tuple[float, list[Outcome]]:
    """Return the CPU seconds of one engine and its outcomes; shapes are read before the clock starts."""
    from lineage_rdf.check.engine import validate_many
    from lineage_rdf.check.pyshacl_engine import validate

    spent, found = 0.0, []
    warm = next(lineages([0]))
    validate_many(warm, shapes) if engine == "compiled" else validate(warm[0], shapes)
    for chunk in lineages(numbers):
        start = time.process_time()
        outcomes = (
            validate_many(chunk, shapes) if engine == "compiled" else [validate(q, shapes) for q in chunk]
        )
        spent += time.process_time() - start
        found += [Outcome(outcome.results, ()) for outcome in outcomes]
    return spent, found


def report(engine: str, numbers: Sequence[int], token: str) -> dict[str, object]:
    """Return what one engine needs and finds, for the process that compares."""
    spent, found = run(engine, numbers, load_shapes(files_of(profile(token))))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows = [
        sorted([r.shape, r.focus, r.path, r.value, r.severity, r.component] for r in o.results) for o in found
    ]
    return {"seconds": spent, "megabytes": peak, "rows": rows}


def in_process(engine: str, numbers: Sequence[int], token: str) -> dict[str, object]:
    """Return the report of an engine that runs in a process of its own."""
    command = [sys.executable, "-m", "bench.check_lineages", "--engine", engine, "--profile", token]
    text = subprocess.run(
        command, input=json.dumps(list(numbers)), capture_output=True, text=True, check=True
    )
    return json.loads(text.stdout)  # type: ignore[no-any-return]


def compare(models: int, sample: int, token: str) -> None:
    """Print the two engines side by side."""
    some = list(range(0, models, max(1, models // sample)))[:sample]
    tenth = in_process("compiled", range(models // 10), token)["seconds"]
    ours, theirs = in_process("compiled", range(models), token), in_process("pyshacl", some, token)
    mine, reference = float(ours["seconds"]), float(theirs["seconds"]) / len(some) * models  # type: ignore[arg-type]
    same = sum(ours["rows"][n] == rows for n, rows in zip(some, theirs["rows"], strict=True))  # type: ignore[index, call-overload]
    print(f"{models} lineages, profile {token}")
    print(f"compiled: {mine:.1f} s, {mine / models * 1000:.2f} ms each, {ours['megabytes']:.0f} MB")
    each = reference / models * 1000
    print(
        f"pySHACL: {reference:.0f} s (scaled from {len(some)}), {each:.0f} ms each, {theirs['megabytes']:.0f} MB"
    )
    print(f"ratio: {reference / mine:.0f}")
    print(f"growth: exponent {math.log10(mine / float(tenth)):.2f} from {models // 10} to {models}")  # type: ignore[arg-type]
    print(f"same results: {same} of {len(some)}")


def main() -> None:
    """Read the options and compare, or run one engine for the process that compares."""
    options = argparse.ArgumentParser(description="check many lineages with both engines")
    options.add_argument("--models", type=int, default=10_000)
    options.add_argument("--sample", type=int, default=60)
    options.add_argument("--profile", default="reproducible")
    options.add_argument("--engine", choices=["compiled", "pyshacl"], help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.engine:
        print(json.dumps(report(asked.engine, json.load(sys.stdin), asked.profile)))
    else:
        compare(asked.models, asked.sample, asked.profile)


if __name__ == "__main__":
    main()
