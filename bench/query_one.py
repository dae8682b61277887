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


def answer(
    engine: str, folder: str, name: str, given: Mapping[str, str]
) -> tuple[float, float, float, int, str]:
    """Ask, and return CPU seconds, the number of rows, and a digest that is the same for the same rows.

    The seconds are those until the answer is there, until it is there as a table of Arrow, and until all rows are there as terms:
    many rows out of an index are made when they are looked at.

    Args:
        engine: `lineage-rdf` or `rdflib`.
        folder: the folder of the store.
        name: the query.
        given: its parameters.
    """
    # To load code is no part of the question.
    import pyarrow.compute

    import lineage_rdf.query.ways

    assert lineage_rdf.query.ways
    assert pyarrow.compute
    with open_place(folder) if engine == OURS else _rdflib(folder) as store:
        start = process_time()
        found = run_query(store, name, given)
        answered = process_time() - start
        rows = tuple(found.rows)
        made = process_time() - start
        start = process_time()
        found.to_arrow()
        as_table = answered + process_time() - start
    return answered, as_table, made, len(rows), sha256("\n".join(map(str, rows)).encode()).hexdigest()


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
