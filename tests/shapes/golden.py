"""Golden findings of each fault.

`python -m tests.shapes.golden` writes them anew; read the difference before committing it.
"""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path

from tests.shapes.checking import Finding, findings_of_each
from tests.shapes.faults import faults
from tools.shapes.source import SHAPES

GOLDEN = Path(__file__).parent / "golden"
OURS = ("W", "N", "E", "G", "Z", "C")


@cache
def codes() -> dict[str, dict[str, str]]:
    """Return code -> row of codes.csv for the codes that shapes carry."""
    with (SHAPES / "codes.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["code"]: row for row in csv.DictReader(file)}
    return {name: row for name, row in rows.items() if name[4] in OURS and name != "FTL-W001"}


def owner(code: str) -> str:
    """Return the lowest profile that holds a code."""
    return codes()[code]["profiles"].split()[0]


@cache
def judged(profile: str) -> dict[str, set[Finding]]:
    """Return code -> what its fault gives, for the codes whose lowest profile is this one."""
    return findings_of_each({code: faults()[code] for code in codes() if owner(code) == profile}, profile)


def found(code: str) -> set[Finding]:
    """Return what the fault of a code gives in the lowest profile that holds the code."""
    return judged(owner(code))[code]


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
