"""How fast JSON-LD and Turtle are read, beside other libraries in the same run.

    python -m bench.convert [--lineages 200] [--runs 3]

Lineages of a made-up hub (see `bench.hub`) are written as JSON-LD with our context in each document, once more as one document
of all, and as Turtle; every library reads the same bytes and makes its own statements of them. Nothing is fetched: PyLD also
gets the documents with the address of the context, which it then needs to process only once, and its better time counts. Times
are CPU seconds of this process, the libraries take turns. The ratios are what a machine does not change.
"""

from __future__ import annotations

import gc
import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from time import process_time
from typing import Any, Final

from pyoxigraph import Quad, RdfFormat, parse

from bench.hub.write import Hub
from lineage_rdf.codec.jsonld_compacted import with_short_context
from lineage_rdf.codec.jsonld_context import CONTEXT_URL, context_document
from lineage_rdf.codec.jsonld_json import load_json
from lineage_rdf.codec.jsonld_read import read_general
from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.codec.turtle import write_turtle
from lineage_rdf.codec.write import write_quads

OURS: Final = "lineage-rdf"
_Ways = dict[str, Callable[[bytes], object]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Read every form in every way, and print documents and statements per second and ratios."""
    options = _options(arguments)
    lineages = [quads for _, quads in islice(Hub(options.lineages * 4, 0).graphs(), options.lineages)]
    statements = sum(map(len, lineages))
    print(f"{len(lineages):,} lineages, {statements:,} statements; one core, best of {options.runs} runs")
    for title, documents, ways in _tasks(lineages):
        size = sum(map(len, documents)) / len(documents)
        print(f"\n{title}: {len(documents):,} of {size:,.0f} bytes")
        print(
            "\n".join(_table(_measure(documents, ways, options.runs), len(documents), statements)), flush=True
        )


def _tasks(lineages: Sequence[Sequence[Quad]]) -> Iterator[tuple[str, list[bytes], _Ways]]:
    whole = list(dict.fromkeys(quad for quads in lineages for quad in quads))
    yield "JSON-LD documents", [_jsonld(quads) for quads in lineages], jsonld_ways()
    yield "JSON-LD in one document", [_jsonld(whole)], jsonld_ways()
    yield "Turtle documents", [write_turtle(quads).encode() for quads in lineages], turtle_ways()
    yield "Turtle in one document", [write_turtle(whole).encode()], turtle_ways()


def _jsonld(quads: Sequence[Quad]) -> bytes:
    return write_quads(quads, Syntax.JSONLD).text.encode()


def jsonld_ways() -> _Ways:
    """Return the ways to read a JSON-LD document, by name."""
    from pyld import jsonld

    return {
        OURS: lambda data: read_quads(data, Syntax.JSONLD, "document"),
        f"{OURS}, general path": lambda data: read_general(load_json(data.decode(), "document"), "document"),
        "pyoxigraph": lambda data: list(parse(data, RdfFormat.JSON_LD)),
        "PyLD": lambda data: jsonld.to_rdf(json.loads(data)),
        "PyLD, context by address": lambda data: jsonld.to_rdf(
            json.loads(with_short_context(data.decode())), {"documentLoader": _load}
        ),
        "rdflib": lambda data: _rdflib(data, "json-ld"),
    }


def turtle_ways() -> _Ways:
    """Return the ways to read a Turtle document, by name."""
    return {
        OURS: lambda data: read_quads(data, Syntax.TURTLE, "document"),
        "rdflib": lambda data: _rdflib(data, "turtle"),
    }


def _load(address: str, _options: object) -> dict[str, Any]:
    """Give PyLD our context; anything else is a mistake of the benchmark."""
    if address != CONTEXT_URL:
        raise ValueError(address)
    return {
        "document": context_document(),
        "documentUrl": address,
        "contextUrl": None,
        "contentType": "application/ld+json",
    }


def _rdflib(data: bytes, form: str) -> object:
    import rdflib

    return rdflib.Graph(bind_namespaces="none").parse(data=data, format=form)


def _measure(documents: Sequence[bytes], ways: _Ways, runs: int) -> dict[str, float]:
    """Return the best CPU seconds of each way; each reads one document first, so that all is loaded."""
    for read in ways.values():
        read(documents[0])
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(runs):
        for name, read in ways.items():
            gc.collect()
            start = process_time()
            for data in documents:
                read(data)
            # A clock may be too coarse for a handful of documents.
            best[name] = min(best[name], max(process_time() - start, 1e-6))
    return best


def _table(seconds: dict[str, float], documents: int, statements: int) -> Iterator[str]:
    for name, taken in seconds.items():
        yield (
            f"{name:<26} {taken:>8.3f} s {documents / taken:>9,.0f} documents/s {statements / taken:>11,.0f} statements/s"
        )
    peers = {"PyLD": [n for n in seconds if n.startswith("PyLD")]}
    for peer in [name for name in ("pyoxigraph", "PyLD", "rdflib") if name in seconds]:
        reference = min(seconds[name] for name in peers.get(peer, [peer]))
        yield f"ratio {peer} / {OURS}: {reference / seconds[OURS]:.1f}"


def _options(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(
        prog="python -m bench.convert", description="compare readers of JSON-LD and Turtle"
    )
    parser.add_argument("--lineages", type=int, default=200, help="how many lineages are read (200)")
    parser.add_argument("--runs", type=int, default=3, help="how often; the best counts (3)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
