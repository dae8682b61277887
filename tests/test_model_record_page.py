"""docs/casrai-model-record.md holds the crosswalk as it is, and names the findings of the profile."""

from __future__ import annotations

import re

from lineage_rdf.check.codes import codes
from lineage_rdf.model_record.crosswalk import crosswalk
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "casrai-model-record.md").read_text(encoding="utf-8")
HEAD = "| field | type | vocabulary | front matter | heading | note |\n|---|---|---|---|---|---|\n"


def table() -> str:
    """Return the crosswalk as a table of Markdown."""
    rows = (
        (f"`{place.field}`", place.type, place.vocabulary, place.front_matter, place.heading, place.note)
        for place in crosswalk().values()
    )
    return HEAD + "".join(
        f"| {' | '.join(row)} |\n".replace("|  |", "| |").replace("|  |", "| |") for row in rows
    )


def test_the_page_holds_the_crosswalk() -> None:
    assert table() in PAGE


def test_every_finding_of_the_profile_is_named() -> None:
    named = set()
    for letter, first, last in re.findall(r"FTL-([A-Z])(\d{3})(?: to [A-Z](\d{3}))?", PAGE):
        named |= {f"FTL-{letter}{number:03}" for number in range(int(first), int(last or first) + 1)}
    assert named == {code for code, known in codes().items() if "casrai-model-record" in known.profiles}
