"""How lineages stand before the profiles, as pages tell it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from attrs import frozen
from pyoxigraph import Quad

from lineage_rdf.check import Completeness, Finding, Request, check_many, completeness_on_ladders, profile

_TOP: Final = "reproducible"
_LICENCE: Final = "licence"


@frozen
class Rung:
    """A lineage before one profile.

    Args:
        profile: token of the profile.
        passed: whether the lineage passed.
        completeness: how many of the facts it asks for are there, and which are missing.
    """

    profile: str
    passed: bool
    completeness: Completeness


@frozen
class Verdict:
    """A lineage before all profiles that pages tell of.

    Args:
        rungs: the profiles that build on one another, the lowest first.
        licences: what the profile of licences found.
    """

    rungs: tuple[Rung, ...]
    licences: tuple[Finding, ...]

    @property
    def reached(self) -> str:
        """The highest profile that was passed with all below it; empty for none."""
        found = ""
        for rung in self.rungs:
            if not rung.passed:
                break
            found = rung.profile
        return found


def ladder() -> tuple[str, ...]:
    """Return the tokens of the profiles that build on one another, the lowest first."""
    return tuple(item.token for item in profile(_TOP).stack)


def verdicts(lineages: Sequence[Sequence[Quad]]) -> list[Verdict]:
    """Judge lineages, each by itself; many at once cost much less than one after another.

    Args:
        lineages: the statements of each.

    Raises:
        NoVerdictError: if the check could not be completed.
    """
    tokens = ladder()
    found = check_many(lineages, _request(), with_reports=False)
    ladders = [{token: reports[token] for token in tokens} for reports in found]
    counts = completeness_on_ladders(lineages, ladders)
    return [
        Verdict(
            tuple(Rung(token, reports[token].passed, count[token]) for token in tokens),
            reports[_LICENCE].findings if reports[_LICENCE].nodes_checked else (),
        )
        for reports, count in zip(found, counts, strict=True)
    ]


@cache
def _request() -> Request:
    return Request.of([*(item.token for item in profile(_TOP).stack), _LICENCE])
