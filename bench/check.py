"""How fast a large graph is checked, by this project and by other SHACL engines in the same run.

    python -m bench.check [--models 1000 10000] [--profile wellformed] [--engines ...] [--peers-up-to 10000] [--limit 900]

A made-up hub (see `bench.hub`) is validated, file to report, by each engine in a process of its own. Times are CPU seconds of
the whole process on whatever cores it uses, memory is its peak. The ratios are what a machine does not change. The peers read
the shapes from one Turtle file and find the vocabulary's subclass axioms in the data file; ours brings its own.
"""

from __future__ import annotations

import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.check_runs import OURS, REFERENCE, Files, Run, run_engine, write_files
from bench.check_table import growth, table
from bench.engines import ENGINES
from bench.process import compile_all
from lineage_rdf.check.profiles import profiles


def main(arguments: Sequence[str] | None = None) -> None:
    """Compare the engines at each size, and print a table for each."""
    options = _options(arguments)
    compile_all()
    seconds: dict[str, dict[int, float]] = {}
    for models in sorted(options.models):
        with tempfile.TemporaryDirectory() as folder:
            files = write_files(models, options.faults, options.profile, Path(folder))
            print(
                f"{models:,} models, {files.statements:,} statements; profile {options.profile}", flush=True
            )
            runs = list(_runs(files, models, options))
            print("\n".join(table(runs, files, options.limit)), end="\n\n", flush=True)
        for run in runs:
            if run.rows is not None:
                seconds.setdefault(run.engine, {})[models] = run.taken.seconds
    print("\n".join(growth(seconds)))


def _runs(files: Files, models: int, options: Namespace) -> Iterator[Run]:
    for engine in options.engines:
        if engine == OURS or models <= options.peers_up_to:
            done = run_engine(engine, files, options.limit)
            print(f"{engine}: {done.taken.wall:.0f} s by the clock", file=sys.stderr)
            yield done


def _options(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(
        prog="python -m bench.check", description="compare SHACL engines on a made-up hub"
    )
    parser.add_argument("--models", type=int, nargs="+", default=[1000, 10_000], help="sizes of the hub")
    parser.add_argument("--profile", choices=[item.token for item in profiles()], default="wellformed")
    parser.add_argument(
        "--engines",
        nargs="+",
        choices=list(ENGINES),
        default=list(ENGINES),
        help=f"which are run (all); the others are compared with {REFERENCE}",
    )
    parser.add_argument(
        "--faults", type=int, help="how often each kind of fault is there (1 in 1,000 models)"
    )
    parser.add_argument("--limit", type=int, default=900, help="CPU seconds that an engine may take (900)")
    parser.add_argument(
        "--peers-up-to", type=int, default=10_000, metavar="MODELS", help="largest size for the peers"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
