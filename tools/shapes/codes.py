"""Fills the titles and fixes of codes.csv for the facts of the table; the other columns and rows are written by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from tools.shapes.facts import code
from tools.shapes.source import FAULTS, Row, elements

_TITLES = {
    "missing": "No {title}",
    "undisclosed": "{Title} not disclosed or not found",
    "inferred": "{Title} only inferred",
    "conflicting": "Sources disagree about the {title}",
}
_FIXES = {
    "missing": "Add {add}",
    "undisclosed": "If it can be told, add {add}.",
    "inferred": "Confirm it: add {add}.",
    "conflicting": "Decide which source is right and add {add}. The reason of the status names the others.",
}


def codes_csv(folder: Path) -> str:
    """Return the text of `codes.csv` in a folder with the titles and fixes that the table gives."""
    with (folder / "codes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = dict(_texts())
    stream = io.StringIO()
    writer = csv.DictWriter(stream, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, **texts.get(row["code"], {})} for row in rows)
    return stream.getvalue()


def _texts() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (code, title and fix) of every fault of the facts and single hyperparameters."""
    for row in (*elements()["facts"], *elements()["settings"]):
        # A row without a title shares the codes of another row.
        if "title" in row:
            yield from (
                (code(row, fault), {"title": _title(row, fault), "fix": _fix(row, fault)}) for fault in FAULTS
            )


def _title(row: Row, fault: str) -> str:
    name = row["title"]
    return _TITLES[fault].format(title=name, Title=name[:1].upper() + name[1:])


def _fix(row: Row, fault: str) -> str:
    add = row.get("add") or f"{' or '.join(row['any'])} to hyperparameters of the stage in lineage.yaml"
    fix = _FIXES[fault].format(add=add)
    if fault != "missing":
        return fix
    if "any" in row:
        return f"{fix}, or the training configuration to the folder. To withhold it, write {{undisclosed: why}} there."
    return f"{fix}; or write {{undisclosed: why}} there." if row.get("withhold", True) else f"{fix}."
