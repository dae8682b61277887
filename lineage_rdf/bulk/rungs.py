"""Which rungs of the ladder of profiles lineages reach: the one place where lineages in bulk are checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pyoxigraph import Quad

from lineage_rdf.check.check import check_ladder
from lineage_rdf.check.profiles import LADDER
from lineage_rdf.check.pyshacl_engine import validate
from lineage_rdf.check.results import Engine
from lineage_rdf.errors import NoVerdictError

# What stands in the place of a rung where the check did not come to an end.
NO_VERDICT: Final = "no verdict"


def rungs_of(lineages: Iterable[Sequence[Quad]], engine: Engine = validate) -> Iterator[tuple[str, ...]]:
    """Yield the rungs that each lineage reaches, from the lowest up: those whose profiles it passes without a gap.

    Each lineage is checked apart, because lineages that share a model would answer for each other.

    Args:
        lineages: the statements of each lineage.
        engine: what does the SHACL validation.
    """
    for quads in lineages:
        try:
            reports = check_ladder(quads, LADDER[-1], engine)
        except NoVerdictError:
            yield (NO_VERDICT,)
        else:
            # A rung's findings are among those of the rung above it, so one that fails fails all above.
            yield tuple(rung for rung in LADDER if reports[rung].passed)
