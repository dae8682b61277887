"""The kinds of step that an index holds, and the queries that give them."""

from __future__ import annotations

from functools import cache
from typing import Final

from lineage_rdf.query.catalogue_files import entry, part

DERIVED: Final = "derived"
REVISIONS: Final = "revisions"
AFFECTED: Final = "affected"


# What is walked the other way round too, and is kept that way: to turn millions of steps takes longer than to walk.
TURNED: Final = (DERIVED, REVISIONS)


def turned_kind(kind: str) -> str:
    """Return the name under which an index has the steps of a kind the other way round."""
    return f"{kind}-turned"


def all_kinds() -> tuple[str, ...]:
    """Return the names of all steps in an index."""
    return (*questions(), *map(turned_kind, TURNED))


@cache
def questions() -> dict[str, str]:
    """Return kind of step -> the query that gives all steps of that kind."""
    return {
        DERIVED: entry("ancestors").text,
        REVISIONS: part("repositories"),
        AFFECTED: entry("affected-by-model").text,
    }


@cache
def answers() -> dict[str, tuple[str, bool, bool]]:
    """Return query -> (the kind of step it asks for, whether the other way round, whether it asks for relations)."""
    return {
        entry("ancestors").text: (DERIVED, False, True),
        entry("descendants").text: (DERIVED, True, True),
        entry("chain").text: (DERIVED, False, False),
        entry("cycles").text: (DERIVED, False, False),
        part("bases"): (DERIVED, False, False),
        part("repositories"): (REVISIONS, False, False),
        part("revisions"): (REVISIONS, True, False),
        entry("affected-by-model").text: (AFFECTED, False, True),
        entry("affected-by-dataset").text: (AFFECTED, False, True),
    }
