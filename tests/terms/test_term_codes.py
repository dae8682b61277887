"""Every code of importers of terms and of the integrity report is allocated, and every allocated one is used."""

from __future__ import annotations

import re
from pathlib import Path

from lineage_rdf.check.codes import codes

ROOT = Path(__file__).parents[2] / "lineage_rdf" / "terms"


def test_codes_are_allocated_and_used() -> None:
    allocated = {code for code in codes() if code.startswith("FTL-T")}
    used = set(re.findall(r'"(FTL-T\d{3})"', "".join(path.read_text("utf-8") for path in ROOT.rglob("*.py"))))
    assert used == allocated
    assert all(codes()[code].title and codes()[code].fix for code in used)
