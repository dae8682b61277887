"""How fast what follows is found: the rules of the vocabulary as SPARQL updates, beside owlrl in the same run.

    python -m bench.infer [--models 100 1000 10000] [--owlrl-up-to 1000] [--runs 1]

A made-up hub (see `bench.hub`) is one graph, and once more a graph for each lineage. Where owlrl runs, ours uses all rules too,
and both must find the same statements; the usual rules leave out domains and ranges. owlrl's own work on the vocabulary is done
before. Times are CPU seconds of this process without reading and writing, the best of the runs.
"""

from __future__ import annotations

import gc
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from time import process_time
from typing import Final

from pyoxigraph import Quad

from bench.check_table import growth
from bench.hub.write import Hub
from lineage_rdf.transform.inference import Inferred, Rule, infer, owl_rl

OURS, ALL, GRAPHS, PEER = "usual rules", "all rules", "usual rules, a graph each", "owlrl"
MOST: Final = 100_000_000
_Ways = dict[str, Callable[[], Inferred]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Infer at each size in every way, and print seconds, conclusions, ratios and how times grow."""
    options = _options(arguments)
    seconds: dict[str, dict[int, float]] = {}
    owl_rl([])  # what follows from the vocabulary alone is kept
    for models in sorted(options.models):
        best = _whole(models, options) | _apart(models, options)
        for name, taken in best.items():
            seconds.setdefault(name, {})[models] = taken
    print("\n".join(growth(seconds)))


def _whole(models: int, options: Namespace) -> dict[str, float]:
    """Measure a hub as one graph."""
    quads = list(dict.fromkeys(Hub(models, 0).graph()))
    print(f"{models:,} models, {len(quads):,} statements; one core, best of {options.runs} runs", flush=True)
    ways: _Ways = {
        OURS: lambda: infer(quads, most=MOST),
        ALL: lambda: infer(quads, rules=Rule, most=MOST),
    }
    if models <= options.owlrl_up_to:
        ways[PEER] = lambda: owl_rl(quads)
    return _measured(ways, options.runs)


def _apart(models: int, options: Namespace) -> dict[str, float]:
    """Measure a hub with a graph for each lineage and all that it mentions."""
    quads = [
        Quad(quad.subject, quad.predicate, quad.object, graph)
        for graph, own in Hub(models, 0).graphs()
        for quad in own
    ]
    return _measured({GRAPHS: lambda: infer(quads, most=MOST)}, options.runs)


def _measured(ways: _Ways, runs: int) -> dict[str, float]:
    """Print a line for each way, and return its best CPU seconds."""
    best: dict[str, float] = {}
    found: dict[str, tuple[Quad, ...]] = {}
    for name, way in ways.items():
        for _ in range(runs):
            gc.collect()
            start = process_time()
            found[name] = way().quads
            # A clock may be too coarse for a handful of lineages.
            best[name] = min(best.get(name, float("inf")), max(process_time() - start, 1e-6))
        rate = len(found[name]) / best[name]
        print(
            f"{name:<26} {best[name]:>9.3f} s {len(found[name]):>10,} inferred {rate:>10,.0f}/s", flush=True
        )
    if PEER in ways:
        print(f"ratio {PEER} / {ALL}: {best[PEER] / best[ALL]:.0f}")
        print(f"same statements as {PEER}: {'yes' if found[PEER] == found[ALL] else 'NO'}", flush=True)
    return best


def _options(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="python -m bench.infer", description="time inference beside owlrl")
    parser.add_argument("--models", type=int, nargs="+", default=[100, 1000, 10_000], help="sizes of the hub")
    parser.add_argument(
        "--owlrl-up-to", type=int, default=1000, metavar="MODELS", help="largest size for owlrl (1000)"
    )
    parser.add_argument("--runs", type=int, default=1, help="how often; the best counts (1)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
