"""What may be wrong with a row or a folder as one of many; the texts of the codes stand in shapes/codes.csv."""

from __future__ import annotations

from typing import Final

from lineage_rdf.bulk.items import Item, Row
from lineage_rdf.claims import Problem, Source

UNREADABLE_ROW: Final = "FTL-R135"
ROW_WITHOUT_CARD: Final = "FTL-R136"
NO_HUB_ID: Final = "FTL-R137"
TOLD_TWICE: Final = "FTL-R138"


def noticed(item: Item, code: str, message: str, severity: str = "warning") -> Problem:
    """Return a problem of a row or a folder as a whole."""
    if isinstance(item, Row):
        source, place = Source(item.table, "", "table"), item.place
    else:
        source, place = Source(item.where, "", "folder"), ""
    return Problem(code=code, message=message, source=source, locator=place, severity=severity)
