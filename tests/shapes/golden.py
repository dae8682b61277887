"""Golden findings of each fault.

`python tests/shapes/golden.py` writes them anew; read the difference before committing it.
"""

from __future__ import annotations

import csv
import json
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import rdflib  # noqa: E402
from faults import HEAD, faults  # noqa: E402
from good import good  # noqa: E402
from shaclrun import Finding, data_graph, findings, literals_as_written  # noqa: E402

from lineage_rdf.codec.encode import encode  # noqa: E402
from tools.shapes.source import SHAPES  # noqa: E402

GOLDEN = Path(__file__).parent / "golden"
OURS = ("W", "N", "E", "G")


@cache
def codes() -> dict[str, dict[str, str]]:
    """Return code -> row of codes.csv for the codes that shapes carry."""
    with (SHAPES / "codes.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["code"]: row for row in csv.DictReader(file)}
    return {name: row for name, row in rows.items() if name[4] in OURS and name != "FTL-W001"}


def spoiled(update: str) -> rdflib.Graph:
    """Return the complete lineage after one update."""
    graph = data_graph(encode(good()))
    with literals_as_written():
        graph.update(HEAD + update)
    return graph


def found(code: str) -> set[Finding]:
    """Return what the fault of a code gives in the lowest profile that holds the code."""
    profile = codes()[code]["profiles"].split()[0]
    return findings(spoiled(faults()[code]), profile)


def path(code: str) -> Path:
    return GOLDEN / f"{code}-{codes()[code]['mnemonic']}.json"


def read(code: str) -> set[Finding]:
    return {tuple(row) for row in json.loads(path(code).read_text(encoding="utf-8"))}


def write() -> None:
    GOLDEN.mkdir(exist_ok=True)
    for old in GOLDEN.glob("*.json"):
        old.unlink()
    for code in codes():
        rows = ",\n ".join(json.dumps(row) for row in sorted(found(code)))
        path(code).write_text(f"[{rows}]\n", encoding="utf-8")


if __name__ == "__main__":
    write()
