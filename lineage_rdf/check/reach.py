"""How far up the ladder a lineage is known to reach, by the rungs that were asked and no others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from lineage_rdf.check.profiles import LADDER

_NONE: Final = -1


def highest(passed: Mapping[str, bool]) -> str:
    """Return the highest rung of the ladder that is passed; empty if none is.

    Args:
        passed: profile -> whether it is passed, for those that were asked.
    """
    place = _highest(passed)
    return LADDER[place] if place > _NONE else ""


def next_up(passed: Mapping[str, bool]) -> str:
    """Return the lowest rung that was asked and is not passed; empty if there is none.

    Args:
        passed: profile -> whether it is passed, for those that were asked.
    """
    return next((token for token in LADDER if passed.get(token) is False), "")


def not_asked(asked: Iterable[str]) -> tuple[str, ...]:
    """Return the rungs of the ladder that are not among some profiles, from the bottom up.

    Args:
        asked: the profiles that were asked.
    """
    known = frozenset(asked)
    return tuple(token for token in LADDER if token not in known)


def in_words(passed: Mapping[str, bool]) -> str:
    """Return where a lineage stands; where rungs between were not asked, the bounds between which it stands.

    Args:
        passed: profile -> whether it is passed, for those that were asked.

    Returns:
        `instance`, or `none` if it does not even reach the lowest rung; `at least instance`, `below lineage` or both if
        rungs that were not asked lie between; `not asked` if no rung of the ladder was.
    """
    if not any(token in passed for token in LADDER):
        return "not asked"
    reached, failed = _highest(passed), _lowest_failed_above(passed)
    if failed == reached + 1:
        return highest(passed) or "none"
    bounds = [f"at least {LADDER[reached]}"] if reached > _NONE else []
    if failed < len(LADDER):
        bounds.append(f"below {LADDER[failed]}")
    return ", ".join(bounds)


def _highest(passed: Mapping[str, bool]) -> int:
    return max((place for place, token in enumerate(LADDER) if passed.get(token)), default=_NONE)


def _lowest_failed_above(passed: Mapping[str, bool]) -> int:
    """Return the place of the lowest failed rung above the highest that is passed; past the top if there is none."""
    above = range(_highest(passed) + 1, len(LADDER))
    return next((place for place in above if passed.get(LADDER[place]) is False), len(LADDER))
