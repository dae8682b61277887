"""Differences as content for JSON, with keys that stay."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lineage_rdf.transform.difference import Change, Difference
from lineage_rdf.transform.statements import StatementDifference


def as_content(differences: Iterable[Difference]) -> dict[str, Any]:
    """Return differences as content for JSON; `docs/transform.md` tells the keys.

    Args:
        differences: what differs, lineage by lineage.
    """
    found = list(differences)
    return {
        "equal": all(difference.equal for difference in found),
        "lineages": [
            {
                "name": difference.name,
                "old": difference.old or None,
                "new": difference.new or None,
                "pairedBy": difference.paired_by,
                "equal": difference.equal,
                "changes": [change_as_content(change) for change in difference.changes],
            }
            for difference in found
        ],
    }


def statements_as_content(difference: StatementDifference) -> dict[str, Any]:
    """Return the difference of statements as content for JSON.

    Args:
        difference: lines of N-Quads.
    """
    return {
        "equal": difference.equal,
        "removed": list(difference.removed),
        "added": list(difference.added),
    }


def change_as_content(change: Change) -> dict[str, Any]:
    """Return one difference as content for JSON."""
    return {
        "change": change.change,
        "about": change.about,
        "name": change.name or None,
        "step": change.step or None,
        "property": change.property or None,
        "old": [value.raw for value in change.old],
        "new": [value.raw for value in change.new],
        "oldNode": change.old_iri or None,
        "newNode": change.new_iri or None,
    }
