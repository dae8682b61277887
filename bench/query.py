"""How long the queries of the catalogue take on a store of many lineages, beside rdflib on the same statements.

    python -m bench.query [--models 1000 10000] [--queries NAME ...] [--limit 60] [--rdflib-up-to 1000] [--folder DIR]
                          [--only-descent]

A made-up hub (see `bench.hub`) lies in a store on disk with a graph for each lineage; each graph tells what it needs of the
models, datasets and accounts that it mentions, so that what is said of a popular base is said in thousands of graphs. Every
query is asked in a process of its own, with the parameters that give the most rows. Times are CPU seconds of the question alone,
until its answer is there (a walk over the index leaves many rows as arrays), as a table of Arrow, and with all rows as terms;
the limit also counts what comes before it. The time of loading has in it that of making the hub. rdflib answers the same queries
through the same walks.
"""

from __future__ import annotations

import json
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from time import process_time
from typing import Final

from attrs import frozen

from bench.check_table import growth
from bench.hub.plan import make_plan
from bench.process import compile_all, run
from bench.query_data import questions, write_descent, write_store
from bench.query_one import OURS
from lineage_rdf.query import catalogue, make_index
from lineage_rdf.store.embedded import is_store

PEER: Final = "rdflib"
_WIDTHS: Final = (20, 9, 9, 9, 16, 16, 9)


@frozen
class Answer:
    """What a query gave.

    Args:
        seconds: CPU seconds until it is there; None if it gave nothing.
        as_table: CPU seconds until it is there as a table of Arrow.
        with_rows: CPU seconds until all rows are there as terms.
        rows: how many rows.
        digest: the same for the same rows.
        why: why it gave nothing.
    """

    seconds: float | None = None
    as_table: float | None = None
    with_rows: float | None = None
    rows: int = 0
    digest: str = ""
    why: str = ""

    @property
    def time(self) -> str:
        """The seconds until all rows are there, or why there are none."""
        return self.why if self.with_rows is None else _shown(self.with_rows)


def _shown(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds:.4f}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Ask all queries at each size, print a table for each, and how times grow from size to size."""
    options = _options(arguments)
    compile_all()
    seconds: dict[str, dict[int, float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for models in sorted(options.models):
            store = (options.folder or Path(scratch)) / f"hub-{models}"
            print(
                "\n".join(_made(models, store, write_descent if options.only_descent else write_store)),
                flush=True,
            )
            print(_line("query", "rows", "CPU s", "as Arrow", "all rows", f"{PEER} all rows", "same rows"))
            for name, answer, line in _asked(store, questions(make_plan(models)), models, options):
                print(line, flush=True)
                if answer.seconds is not None:
                    # A clock may be too coarse for the quickest.
                    seconds.setdefault(name, {})[models] = max(answer.seconds, 1e-6)
            print()
    print("\n".join(growth(seconds)))


def _made(models: int, store: Path, write: Callable[[int, Path], int]) -> Iterator[str]:
    """Make a store and its index, and yield what is to be told of them."""
    if is_store(store):
        yield f"{models:,} models, in a store that was there"
        return
    start = process_time()
    store.parent.mkdir(parents=True, exist_ok=True)
    count = write(models, store)
    seconds = process_time() - start
    size = sum(path.stat().st_size for path in store.iterdir())
    yield f"{models:,} models, {count:,} statements, {count / seconds:,.0f} a CPU second, {size / 1e6:,.1f} MB"
    start = process_time()
    nodes = make_index(store)
    seconds = process_time() - start
    size = sum(path.stat().st_size for path in store.glob("lineage-index-*/*"))
    yield f"index of {nodes:,} nodes, {seconds:.1f} CPU seconds, {size / 1e6:,.1f} MB"


def _asked(
    store: Path, asked: Mapping[str, Mapping[str, str]], models: int, options: Namespace
) -> Iterator[tuple[str, Answer, str]]:
    """Yield each query, our answer, and its line of the table."""
    for name in options.queries:
        ours = ask(OURS, store, name, asked[name], options.limit)
        theirs = Answer(why="not asked")
        if models <= options.rdflib_up_to:
            theirs = ask(PEER, store, name, asked[name], options.limit)
        both = ours.seconds is not None and theirs.seconds is not None
        same = ("yes" if ours.digest == theirs.digest else "NO") if both else "-"
        count = f"{ours.rows:,}" if ours.digest else "-"
        taken = (_shown(ours.seconds), _shown(ours.as_table), ours.time)
        yield name, ours, _line(name, count, *taken, theirs.time, same)


def ask(engine: str, store: Path, name: str, given: Mapping[str, str], limit: int) -> Answer:
    """Ask one query in a process of its own.

    Args:
        engine: `lineage-rdf` or `rdflib`.
        store: the folder of the store.
        name: the query.
        given: its parameters.
        limit: CPU seconds that the process may take.
    """
    out = store.with_name("answer.json")
    words = (engine, store, name, json.dumps(given), out)
    taken = run([sys.executable, "-m", "bench.query_one", *map(str, words)], limit=limit)
    if taken.out_of_time:
        return Answer(why=f"over {limit} s")
    if taken.code:
        return Answer(why=f"failed: {taken.message or f'exit code {taken.code}'}")
    return Answer(*json.loads(out.read_text(encoding="utf-8")))


def _line(*cells: str) -> str:
    name, *others = cells
    rest = (cell.rjust(width) for cell, width in zip(others, _WIDTHS[1:], strict=True))
    return " ".join((name.ljust(_WIDTHS[0]), *rest))


def _options(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(
        prog="python -m bench.query", description="time the catalogue on a store of a made-up hub"
    )
    parser.add_argument("--models", type=int, nargs="+", default=[1000, 10_000], help="sizes of the hub")
    parser.add_argument("--queries", nargs="+", choices=list(catalogue()), default=list(catalogue()))
    parser.add_argument("--limit", type=int, default=60, help="CPU seconds that each may take (60)")
    parser.add_argument(
        "--rdflib-up-to", type=int, default=1000, metavar="MODELS", help="largest size for rdflib (1000)"
    )
    parser.add_argument(
        "--only-descent",
        action="store_true",
        help="stores tell only what was made from what and what it is called",
    )
    parser.add_argument("--folder", type=Path, help="where stores are kept, and used again if they are there")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
