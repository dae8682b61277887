"""How deeply a query or an update is nested: engines descend for each bracket, and their stack ends without a word."""

from __future__ import annotations

import re
from typing import Final

from lineage_rdf.errors import UsageError

DEEPEST: Final = 200
_BRACKETS: Final = re.compile(r"[({\[]|([)}\]])")


def refuse_deep(query: str) -> None:
    """Refuse a query or an update with more brackets inside one another than any engine bears.

    Args:
        query: the text; brackets in texts and comments count too, as nobody knows which of them an engine counts.

    Raises:
        UsageError: if it has.
    """
    depth = 0
    for bracket in _BRACKETS.finditer(query):
        depth += -1 if bracket[1] else 1
        if depth > DEEPEST:
            raise UsageError(f"the query has brackets {DEEPEST} deep", fix="write it flatter")
