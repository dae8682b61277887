from __future__ import annotations

import csv
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = ("adapter_config", "llamafactory", "config_datasets", "config_facts", "config_methods", "config_text")


def test_every_code_of_configurations_is_allocated_with_a_fix() -> None:
    rows = csv.DictReader((ROOT / "shapes" / "codes.csv").open(encoding="utf-8"))
    fixes = {row["code"]: row["fix"] for row in rows}
    texts = [(ROOT / "lineage_rdf" / "sources" / f"{name}.py").read_text(encoding="utf-8") for name in FILES]
    used = sorted({code for text in texts for code in re.findall(r'"(FTL-R\d{3})"', text)})
    assert used == [f"FTL-R{n:03}" for n in (30, 31, 32, 34, 35, 36, 37, 38, 39, 100)]
    assert all(fixes.get(code) for code in used)
