"""Every code that the readers of shorthand and lineage.yaml report is allocated, and every allocated one is used."""

from __future__ import annotations

import csv
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_codes_are_allocated_and_used() -> None:
    with (ROOT / "shapes" / "codes.csv").open(encoding="utf-8", newline="") as stream:
        allocated = {row["code"] for row in csv.DictReader(stream)}
    modules = [
        *ROOT.glob("lineage_rdf/sources/shorthand*.py"),
        *ROOT.glob("lineage_rdf/sources/lineage_*.py"),
    ]
    used = set(re.findall(r"FTL-R\d{3}", "".join(path.read_text("utf-8") for path in modules)))
    assert used == {code for code in allocated if "FTL-R060" <= code <= "FTL-R079"}
