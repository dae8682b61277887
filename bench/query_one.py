"""Asks one query of the catalogue of a store: python -m bench.query_one ENGINE STORE NAME PARAMETERS OUT.json.

`bench.query` starts it in a process of its own. Only the question is timed, not what is done before it can be asked: to open the
store, or to read all of it into rdflib.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from time import process_time
from typing import Final

from pyoxigraph import Store as Oxigraph

from lineage_rdf.query import open_place, run_query
from lineage_rdf.store import Store

OURS: Final = "lineage-rdf"


def answer(engine: str, folder: str, name: str, given: Mapping[str, str]) -> tuple[float, int, str]:
    """Ask, and return CPU seconds, the number of rows, and a digest that is the same for the same rows.

    Args:
        engine: `lineage-rdf` or `rdflib`.
        folder: the folder of the store.
        name: the query.
        given: its parameters.
    """
    import lineage_rdf.query.ways  # loaded when an index is there; to load code is no part of the question

    assert lineage_rdf.query.ways
    with open_place(folder) if engine == OURS else _rdflib(folder) as store:
        start = process_time()
        rows = run_query(store, name, given).rows
        seconds = process_time() - start
    return seconds, len(rows), sha256("\n".join(map(str, rows)).encode()).hexdigest()


def _rdflib(folder: str) -> Store:
    """Return a store read into rdflib, its literals spelt as they are written."""
    import rdflib

    from tests.store.rdflib_store import RdflibStore

    rdflib.NORMALIZE_LITERALS = False
    return RdflibStore(Oxigraph.read_only(folder), default_union=True)


def main() -> None:
    """Ask, and write the answer to a file."""
    engine, folder, name, given, out = sys.argv[1:]
    Path(out).write_text(json.dumps(answer(engine, folder, name, json.loads(given))), encoding="utf-8")


if __name__ == "__main__":
    main()
