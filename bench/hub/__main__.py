"""Writes a hub to files: python -m bench.hub --models N [--faults N] [--seed N] FILE.nt [FILE.ttl] [FILE.nq]."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from bench.hub.write import Hub, write, write_faults


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the files that are named, and beside each the list of its faults."""
    parser = ArgumentParser(prog="python -m bench.hub", description="make a hub of models with known faults")
    parser.add_argument("--models", type=int, required=True)
    parser.add_argument(
        "--faults", type=int, help="how often each kind of fault is in it (1 in 1,000 models)"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "files", type=Path, nargs="+", help=".nt or .ttl for one graph, .nq for one of each lineage"
    )
    options = parser.parse_args(arguments)
    try:
        hub = Hub(options.models, options.faults, options.seed)
        for path in options.files:
            write(hub, path)
            write_faults(hub, path.with_suffix(".faults.tsv"))
    except ValueError as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
