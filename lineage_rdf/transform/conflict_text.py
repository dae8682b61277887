"""Conflicts of lineages as lines for people and as content for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lineage_rdf.plain_text import clean
from lineage_rdf.transform.conflicts import Conflict
from lineage_rdf.transform.content import change_as_content
from lineage_rdf.transform.merge import Merged
from lineage_rdf.transform.text import line, property_in_words

_SHOWN = 10


def as_lines(conflicts: Iterable[Conflict]) -> Iterator[str]:
    """Yield conflicts as lines that are safe for a terminal; of a lineage told differently at most the first ten differences.

    Args:
        conflicts: where lineages disagree.
    """
    for conflict in conflicts:
        if conflict.kind == "lineage-told-differently":
            yield from _told_differently(conflict)
            continue
        sides = "; ".join(f"{', '.join(say.values)} ({say.origin})" for say in conflict.says)
        made = "made in two ways, " if conflict.kind == "makers-disagree" else ""
        yield clean(f"conflict: {conflict.name}: {made}{property_in_words(conflict.property)}: {sides}")


def _told_differently(conflict: Conflict) -> Iterator[str]:
    first, second = (say.origin for say in conflict.says)
    yield clean(f"conflict: the lineage of {conflict.name} is told differently by {first} and {second}:")
    for change in conflict.changes[:_SHOWN]:
        step = f"{clean(change.step)}: " if change.step else ""
        yield f"  {step}{line(change)}"
    more = len(conflict.changes) - _SHOWN
    if more > 0:
        yield f"  and {more} more (see lineage-rdf diff)"


def as_content(merged: Merged) -> dict[str, Any]:
    """Return what came of a merge as content for JSON; `docs/transform.md` tells the keys.

    Args:
        merged: the union.
    """
    return {
        "lineages": list(merged.lineages),
        "statements": len(merged.quads),
        "repeated": merged.repeated,
        "beside": merged.beside,
        "conflicts": [_content(conflict) for conflict in merged.conflicts],
    }


def _content(conflict: Conflict) -> dict[str, Any]:
    return {
        "kind": conflict.kind,
        "node": conflict.node,
        "name": conflict.name,
        "property": conflict.property or None,
        "says": [
            {"origin": say.origin, "lineage": say.lineage, "values": list(say.values)}
            for say in conflict.says
        ],
        "changes": [change_as_content(change) for change in conflict.changes],
    }
