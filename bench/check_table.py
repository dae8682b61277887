"""The table of a comparison: times, ratios, memory, and whether the engines find the same."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from bench.check_runs import REFERENCE, Files, Run
from bench.engines import version_of

_HEADS = ("engine", "CPU s", f"times {REFERENCE}", "MB", "results", f"same as {REFERENCE}", "faults found")
_WIDTHS = (20, 9, 15, 8, 9, 17, 0)


def table(runs: Sequence[Run], files: Files, limit: int) -> Iterator[str]:
    """Yield the lines of the table of one size.

    Args:
        runs: the engines.
        files: what they were given.
        limit: CPU seconds that each was allowed.
    """
    reference = next((run for run in runs if run.engine == REFERENCE), None)
    yield _line(_HEADS)
    for run in runs:
        name = f"{run.engine} {version_of(run.engine)}"
        if run.rows is None:
            yield f"{name:<{_WIDTHS[0]}}  {run.why}"
            continue
        yield _line(
            (
                name,
                f"{run.taken.seconds:.2f}",
                _ratio(run, reference, limit),
                f"{run.taken.megabytes:.0f}",
                str(len(run.rows)),
                _same(run, reference),
                _found(run, files),
            )
        )


def growth(seconds: Mapping[str, Mapping[int, float]]) -> Iterator[str]:
    """Yield a line for each engine and each step from a size to the next: 1.0 is linear, 2.0 is quadratic.

    Args:
        seconds: engine -> size -> CPU seconds.
    """
    for engine, by_size in seconds.items():
        for (small, few), (large, many) in pairwise(sorted(by_size.items())):
            exponent = math.log(many / few) / math.log(large / small)
            yield f"growth of {engine} from {small:,} to {large:,} models: exponent {exponent:.2f}"


def _line(cells: Sequence[str]) -> str:
    return "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, _WIDTHS, strict=True)).rstrip()


def _ratio(run: Run, reference: Run | None, limit: int) -> str:
    """Return how many times as fast as the reference an engine was; more than a bound if that was stopped."""
    if reference is None:
        return "-"
    if reference.rows is None:
        return f"> {limit / run.taken.seconds:.1f}" if reference.taken.out_of_time else "-"
    return f"{reference.taken.seconds / run.taken.seconds:.1f}"


def _same(run: Run, reference: Run | None) -> str:
    """Return whether an engine finds what the reference finds, and else how many it finds more and less."""
    if reference is None or reference.rows is None or run.rows is None:
        return "-"
    ours, theirs = set(run.rows), set(reference.rows)
    if ours == theirs:
        return "yes"
    return f"{len(ours - theirs)} more, {len(theirs - ours)} less"


def _found(run: Run, files: Files) -> str:
    found = {(row.focus, files.codes.get(row.shape)) for row in run.rows or ()}
    hits = sum((fault.node, fault.code) in found for fault in files.faults)
    return f"{hits} of {len(files.faults)}"
