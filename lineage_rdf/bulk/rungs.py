"""Which rungs of the ladder of profiles lineages reach: the one place where lineages in bulk are checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pyoxigraph import Quad

from lineage_rdf.check.check import check_ladders
from lineage_rdf.check.profiles import LADDER
from lineage_rdf.check.request import CheckReport
from lineage_rdf.errors import NoVerdictError

# What stands in the place of a rung where the check did not come to an end.
NO_VERDICT: Final = "no verdict"


def rungs_of(lineages: Sequence[Sequence[Quad]]) -> Iterator[tuple[str, ...]]:
    """Yield the rungs that each lineage reaches, from the lowest up: those whose profiles it passes without a gap.

    All are checked in one go, each by itself, because lineages that share a model would answer for each other. Where that comes
    to no end each is checked alone, so that only those without a verdict have none.

    Args:
        lineages: the statements of each lineage.
    """
    try:
        found = check_ladders(lineages, LADDER[-1])
    except NoVerdictError:
        for quads in lineages:
            yield from [(NO_VERDICT,)] if len(lineages) == 1 else rungs_of([quads])
        return
    yield from map(_reached, found)


def _reached(reports: dict[str, CheckReport]) -> tuple[str, ...]:
    # A rung's findings are among those of the rung above it, so one that fails fails all above.
    return tuple(rung for rung in LADDER if reports[rung].passed)
