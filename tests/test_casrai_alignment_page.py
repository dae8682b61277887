"""docs/casrai-alignment.md tells the findings as they are."""

from __future__ import annotations

import re

from lineage_rdf.check.codes import codes
from lineage_rdf.check.shape_text import severities
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "casrai-alignment.md").read_text(encoding="utf-8")


def test_the_page_lists_every_finding_with_its_severity() -> None:
    told = re.findall(r"^\| (FTL-C\d+) ([\w-]+) \| (\w+) \|", PAGE, re.MULTILINE)
    profile = "casrai-alignment"
    assert told == [
        (code, known.mnemonic, severities(code)[profile])
        for code, known in codes().items()
        if profile in known.profiles
    ]
