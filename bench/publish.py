"""How long it takes to publish a made-up hub as a site, and what a second run takes.

    python -m bench.publish [--models 2500 5000 10000] [--jobs 2] [--folder DIR]

The hub (see `bench.hub`) is an N-Quads file with a graph for each lineage. Times are of the whole command, by the clock and of
the CPU with all its processes; memory is the most that one of them held. Twice the models are to take twice the time.
"""

from __future__ import annotations

import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from bench.hub.write import Hub, write
from bench.process import Taken, compile_all, run

_BASE = "https://lineages.example/"
_LIMIT = 36_000


@frozen
class Row:
    """What publishing took.

    Args:
        models: how many models the hub has.
        files: how many files the site has.
        first: the first run.
        again: a second one, which changes nothing.
    """

    models: int
    files: int
    first: Taken
    again: Taken


def main(arguments: Sequence[str] | None = None) -> None:
    """Publish hubs of several sizes, and print a line for each."""
    parser = ArgumentParser(prog="python -m bench.publish", description="publish made-up hubs")
    parser.add_argument(
        "--models", type=int, nargs="+", default=[2500, 5000, 10_000], help="sizes of the hub"
    )
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    parser.add_argument("--folder", type=Path, help="where the sites are made for the time being")
    options = parser.parse_args(arguments)
    compile_all()
    print(
        f"{'models':>8}{'files':>10}{'seconds':>9}{'CPU':>8}{'MB':>7}{'again':>8}{'s a 1,000':>11}{'growth':>8}"
    )
    before: Row | None = None
    for models in sorted(options.models):
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            row = _measured(models, options.jobs, Path(folder))
        print("".join(_cells(row, before)), flush=True)
        before = row


def _measured(models: int, jobs: int, folder: Path) -> Row:
    write(Hub(models), folder / "hub.nq")
    command = [sys.executable, "-m", "lineage_rdf.cli.main", "publish", str(folder / "hub.nq")]
    command += ["--base-url", _BASE, "-o", str(folder / "site"), "--jobs", str(jobs)]
    first, again = run(command, limit=_LIMIT), run(command, limit=_LIMIT)
    for taken in (first, again):
        if taken.code:
            raise SystemExit(f"publish ended with {taken.code}: {taken.message}")
    return Row(models, sum(path.is_file() for path in (folder / "site").rglob("*")), first, again)


def _cells(row: Row, before: Row | None) -> Iterator[str]:
    first = row.first
    yield f"{row.models:>8,}{row.files:>10,}{first.wall:>9.1f}{first.seconds:>8.1f}{first.megabytes:>7.0f}{row.again.wall:>8.1f}"
    yield f"{1000 * first.wall / row.models:>11.2f}"
    if before is not None:
        # 1.00 if twice the models take twice the time.
        growth = (first.seconds / before.first.seconds) / (row.models / before.models)
        yield f"{growth:>8.2f}"


if __name__ == "__main__":
    main()
