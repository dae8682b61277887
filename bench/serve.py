"""How many requests a second our server answers, beside Oxigraph's own server and rdflib-endpoint, on the same statements.

    python -m bench.serve [--models 2000] [--seconds 4] [--row-seconds 20] [--rounds 3] [--connections 8]

Needs the program wrk (Debian: wrk) and a system with /proc. A made-up hub (see `bench.hub`) lies in a store on disk, of which
ours and Oxigraph's server have a copy each; rdflib-endpoint holds the same statements in memory. All listen on loopback. What
is asked:

* point: the methods of one model, another model each time;
* describe: all of one model (DESCRIBE), another model each time;
* join: two patterns and a filter about one model, another model each time; ours asks a worker process that can be ended;
* rows: 100,000 rows as JSON, by two connections.

Our server keeps small answers until the store changes and answers what it was asked before from memory, as it is set up by
default; the line "no cache" is without that (`--cache 0`), so that every request is answered from the store. The hub has fewer
models than there are requests, so that with the cache most of them were asked before.

At last it is measured how long a quick question waits while six questions run that never end: one of the client that asks
these too, and one of another client.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

import pyoxigraph
from attrs import frozen

from bench.hub.plan import make_plan
from bench.hub.things import Things
from bench.process import compile_all
from bench.query_data import write_store
from bench.serve_servers import OURS, OXIGRAPH, RDFLIB, Kind, Server, kinds, running

_FTL: Final = "https://w3id.org/ftl#"
_ROWS: Final = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 100000"
_ENDLESS: Final = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c > ?f) }"
_WIDTHS: Final = (28, 14, 12, 14, 12)


@frozen
class Measured:
    """What came of one question to one server.

    Args:
        rate: answers a second.
        p99: milliseconds within which 99 of 100 were answered.
        megabytes: the most memory it held meanwhile.
        faults: how many answers were not 200.
    """

    rate: float
    p99: float
    megabytes: float
    faults: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Ask all servers, print a table for each question, and how far we are from the others."""
    options = _options(arguments)
    if not shutil.which("wrk"):
        sys.exit("bench.serve: there is no program wrk; install it (Debian: apt-get install wrk)")
    compile_all()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        count = _data(options.models, folder)
        print(
            f"{options.models:,} models, {count:,} statements; wrk -t1 -c{options.connections} -d{options.seconds}s\n"
        )
        servers = kinds(folder / "ours", folder / "theirs", folder / "hub.nt")
        with ExitStack() as stack:
            started = [stack.enter_context(running(kind)) for kind in servers]
            for server in started:
                print(f"{server.kind.name}: {server.megabytes():,.0f} MB at rest", flush=True)
            found = _best(started, folder, options)
        print("\n".join(_tables(found)))
        for kind in servers:
            if kind.name in (OURS, OXIGRAPH):
                for line in _under_attack(kind):
                    print(line, flush=True)


def _best(servers: Sequence[Server], folder: Path, options: Namespace) -> dict[tuple[str, str], Measured]:
    """Return the best of what each server does with each question; they take turns, so that a busy machine slows all alike."""
    found: dict[tuple[str, str], Measured] = {}
    for name, texts in _questions(options.models).items():
        for _ in range(1 if name == "rows" else options.rounds):
            for server in servers:
                taken = _measure(server, name, texts, folder, options)
                before = found.get((name, server.kind.name))
                if before is None or taken.rate > before.rate:
                    found[name, server.kind.name] = taken
    return found


def _data(models: int, folder: Path) -> int:
    count = write_store(models, folder / "ours")
    shutil.copytree(folder / "ours", folder / "theirs")
    store = pyoxigraph.Store.read_only(str(folder / "ours"))
    triples = {quad.triple for quad in store}
    pyoxigraph.serialize(triples, str(folder / "hub.nt"), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return count


def _questions(models: int) -> dict[str, list[str]]:
    plan = make_plan(models)
    things = Things(plan)
    iris = [things.model_iri(stage.model) for stages in plan.lineages for stage in stages]
    join = "SELECT ?base ?label {{ <{0}> <{1}derivedFromModel> ?base . ?base ?p ?label FILTER(isLiteral(?label)) }} LIMIT 20"
    return {
        "point": [f"SELECT ?o {{ <{iri}> <{_FTL}derivedFromModel> ?o }}" for iri in iris],
        "describe": [f"DESCRIBE <{iri}>" for iri in iris],
        "join": [join.format(iri, _FTL) for iri in iris],
        "rows": [_ROWS],
    }


def _measure(server: Server, name: str, texts: list[str], folder: Path, options: Namespace) -> Measured:
    script = folder / "questions.lua"
    script.write_text(_script(server.kind.path, name, texts), encoding="utf-8")
    few = name == "rows"
    seconds = options.row_seconds if few else options.seconds
    with _watched(server) as peak:
        out = subprocess.run(
            ["wrk", "-t1", f"-c{2 if few else options.connections}", f"-d{seconds}s", "--timeout", "60s", "--latency",
             "-s", str(script), f"http://127.0.0.1:{server.port}"],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
    rate = float(_found(r"Requests/sec:\s+([\d.]+)", out))
    value, unit = re.findall(r"99%\s+([\d.]+)(us|ms|s)\b", out)[0]
    p99 = float(value) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[unit]
    return Measured(rate, p99, max(peak), int(_found(r"Non-2xx or 3xx responses: (\d+)", out) or 0))


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    return found[1] if found else ""


def _script(path: str, name: str, texts: list[str]) -> str:
    accept = "text/turtle" if name == "describe" else "application/sparql-results+json"
    paths = ",".join(json.dumps(f"{path}?query={quote(text)}") for text in texts)
    return (
        f"local paths = {{{paths}}}\nlocal n = 0\nwrk.headers['accept'] = '{accept}'\n"
        "request = function()\n  n = n % #paths + 1\n  return wrk.format('GET', paths[n])\nend\n"
    )


@contextmanager
def _watched(server: Server) -> Iterator[list[float]]:
    """Look at the memory of a server again and again."""
    found, stop = [server.megabytes()], threading.Event()

    def look() -> None:
        while not stop.wait(0.1):
            with suppress(OSError, IndexError):
                found.append(server.megabytes())

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield found
    finally:
        stop.set()
        thread.join()


def _tables(found: dict[tuple[str, str], Measured]) -> Iterator[str]:
    for name in dict.fromkeys(name for name, _ in found):
        yield ""
        yield _line(name, "requests/s", "p99 ms", "MB at most", "faults")
        for (asked, server), it in found.items():
            if asked == name:
                yield _line(
                    server, f"{it.rate:,.1f}", f"{it.p99:,.2f}", f"{it.megabytes:,.0f}", str(it.faults)
                )
        for ours in (OURS, f"{OURS}, no cache"):
            for theirs, bar in ((OXIGRAPH, 1 / 3), (RDFLIB, 10.0)):
                if (name, theirs) in found:
                    yield _compared(found[name, ours], ours, found[name, theirs], theirs, bar)
    yield ""


def _compared(ours: Measured, our_name: str, theirs: Measured, their_name: str, bar: float) -> str:
    if not theirs.rate:
        return f"  {their_name} gave no answer in time"
    ratio = ours.rate / theirs.rate
    return (
        f"  {our_name} is {ratio:,.2f} x {their_name} (bar {bar:.2f}: {'met' if ratio >= bar else 'NOT met'})"
    )


def _line(*cells: str) -> str:
    name, *others = cells
    return " ".join((name.ljust(_WIDTHS[0]), *(c.rjust(w) for c, w in zip(others, _WIDTHS[1:], strict=True))))


def _under_attack(kind: Kind) -> Iterator[str]:
    """Yield how long a quick question takes while others never end: one of their own client, and one of another."""
    for whose, source in (("their own", "127.0.0.1"), ("another", "127.0.0.2")):
        with running(kind) as server:
            for number in range(6):
                words = (server.url, f"{_ENDLESS} #{number}", 25.0)
                threading.Thread(target=_ask, args=words, daemon=True).start()
            time.sleep(1.0)
            waits = [_waited(server.url, number, source) for number in range(50)]
            told = f"while 6 questions never end, 50 quick ones of {whose} client took {1000 * sum(waits) / 50:,.0f} ms each"
            yield f"{kind.name}: {told}, {1000 * max(waits):,.0f} ms at most; {server.megabytes():,.0f} MB"


def _waited(url: str, number: int, source: str) -> float:
    begun = time.perf_counter()
    _ask(url, f"SELECT (COUNT(*) AS ?n) {{ <http://example.org/{number}> ?p ?o . ?s ?p ?o }}", 60.0, source)
    return time.perf_counter() - begun


def _ask(url: str, text: str, timeout: float, source: str = "127.0.0.1") -> None:
    """Ask from one of the addresses of this machine, and take in the answer, or the refusal."""
    where = urlsplit(url)
    with (
        suppress(OSError, HTTPException),
        closing(
            HTTPConnection(where.hostname or "", where.port, timeout=timeout, source_address=(source, 0))
        ) as connection,
    ):
        connection.request("GET", f"{where.path}?query={quote(text)}")
        connection.getresponse().read()


def _options(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="python -m bench.serve", description="measure our server beside others")
    parser.add_argument("--models", type=int, default=2000, help="size of the hub (2000)")
    parser.add_argument("--seconds", type=int, default=4, help="how long each question is asked (4)")
    parser.add_argument("--row-seconds", type=int, default=20, help="the same for the 100,000 rows (20)")
    parser.add_argument("--rounds", type=int, default=3, help="how often, the best counts (3)")
    parser.add_argument("--connections", type=int, default=8, help="how many ask at a time (8)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
