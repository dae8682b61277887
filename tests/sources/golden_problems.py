"""Golden problems of the readers: one small input with one fault for each code.

`python -m tests.sources.golden_problems` writes what reading gives today beside each input; read the difference
before committing it.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from typing import Any

from lineage_rdf.bulk import RowRead, read_many
from lineage_rdf.claims import Problem
from lineage_rdf.errors import InputError
from lineage_rdf.lineage import Lineage, read_all
from tests.plug_in_cases import installed

GOLDEN = Path(__file__).parent / "golden"
CODES = Path(__file__).parents[2] / "shapes" / "codes.csv"


@cache
def mnemonics() -> dict[str, str]:
    """Return code -> mnemonic of every problem that a reader can report."""
    with CODES.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["mnemonic"] for row in csv.DictReader(file) if row["code"][4] == "R"}


def folders() -> list[Path]:
    return sorted(path for path in GOLDEN.iterdir() if path.is_dir())


def found(folder: Path) -> Any:
    """Return the problems of reading an input, or the error where nothing of it could be read.

    Args:
        folder: holds `text.txt` with shorthand, the table `cards.jsonl`, or the folder `input`; in `site`, if there, a plug-in is
            installed.
    """
    site = folder / "site"
    try:
        with installed(site) if site.is_dir() else nullcontext():
            told: Sequence[Lineage | RowRead] = _read(folder)
    except InputError as error:
        return {"error": str(error)}
    problems = (_row(problem) for one in told for problem in one.problems)
    return sorted(problems, key=lambda row: tuple(row.values()))


def _read(folder: Path) -> Sequence[Lineage | RowRead]:
    table = folder / "cards.jsonl"
    if table.exists():
        return list(read_many(table))
    text = folder / "text.txt"
    if text.exists():
        return read_all(text.read_text(encoding="utf-8").strip(), text=True)
    return read_all(folder / "input")


def _row(problem: Problem) -> dict[str, str]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "source": problem.source.path,
        "locator": problem.locator,
        "message": problem.message,
    }


def expected(folder: Path) -> Any:
    return json.loads((folder / "expected.json").read_text(encoding="utf-8"))


def write() -> None:
    for folder in folders():
        text = json.dumps(found(folder), indent=1, ensure_ascii=False)
        (folder / "expected.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    write()
