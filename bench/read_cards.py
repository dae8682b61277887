"""How many model cards are read in a second, by this project and by a plain reader in the same run.

    python -m bench.read_cards [FILE] [--limit N] [--runs N]

Times are those of the process on one core. The ratios are what a machine does not change: 1.0 means as fast as the peer,
which does far less (see `bench/peer_cards.py`).
"""

from __future__ import annotations

import gc
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import process_time
from typing import Final

from bench.card_rows import CardRow, read_rows
from bench.our_cards import read_claims, read_quads
from bench.peer_cards import read_card

CARDS: Final = Path(__file__).parents[2] / "shared" / "corpus" / "bulk_cards.parquet"
PEER: Final = "peer: PyYAML CSafeLoader and regular expressions"
WAYS: Final[dict[str, Callable[[CardRow], object]]] = {
    PEER: lambda row: read_card(row.data),
    "lineage-rdf: to claims": read_claims,
    "lineage-rdf: to N-Quads": read_quads,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the cards in every way, several times over, and print cards per second and ratios."""
    options = _options(arguments)
    rows = read_rows(options.file, options.limit)
    if not rows:
        raise SystemExit(f"{options.file}: there are no cards in it")
    times = _measure(rows, options.runs)
    print(f"{len(rows):,} cards, {sum(len(row.data) for row in rows):,} bytes, one core, {options.runs} runs")
    for name, spent in times.items():
        best, middle = len(rows) / min(spent), len(rows) / median(spent)
        print(f"{name:<50} {best:>9,.0f} cards/s best {middle:>9,.0f} median")
    for name, spent in times.items():
        if name != PEER:
            print(f"ratio {name} / peer: {_ratio(times[PEER], spent):.2f}")


def _measure(rows: Sequence[CardRow], runs: int) -> dict[str, list[float]]:
    """Return the seconds of each run of each way; the ways take turns, so that a busy machine slows all alike."""
    times: dict[str, list[float]] = {name: [] for name in WAYS}
    for _ in range(runs):
        for name, read in WAYS.items():
            gc.collect()
            start = process_time()
            for row in rows:
                read(row)
            # A clock may be too coarse for a handful of cards.
            times[name].append(max(process_time() - start, 1e-6))
    return times


def _ratio(peer: Sequence[float], ours: Sequence[float]) -> float:
    """Return the median over the runs of how many times as fast as the peer we were in the same run."""
    return median(theirs / own for theirs, own in zip(peer, ours, strict=True))


def _options(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="python -m bench.read_cards", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=CARDS, help="a .parquet or .jsonl file")
    parser.add_argument("--limit", type=int, help="read only the first cards")
    parser.add_argument("--runs", type=int, default=5, help="how often each way is run (5)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
