"""Which version number a difference asks for (Semantic Versioning 2.0.0)."""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

from lineage_rdf.terms.versions.difference import Impact, VersionDifference

_NUMBER: Final = re.compile(r"\b(?<![0-9]\.)v?([0-9]{1,18})\.([0-9]{1,18})(?:\.([0-9]{1,18}))?\b")


@frozen
class Step:
    """What the difference asks of the version number.

    Args:
        impact: major, minor or patch; None if nothing differs.
        old: the old version; empty if it has no number.
        suggested: the least number that the new version should have; empty if the old one has none.
        declared: the number that the new version has; empty if it has none.
    """

    impact: Impact | None
    old: str
    suggested: str
    declared: str

    @property
    def is_enough(self) -> bool | None:
        """Whether the number of the new version is as high as it should be; None if that cannot be told."""
        if not self.suggested or not self.declared:
            return None
        return _parts(self.declared) >= _parts(self.suggested)


def step_of(difference: VersionDifference) -> Step:
    """Return the step of the version that a difference asks for.

    Below 1.0.0 a breaking change raises the second number, and every other one the third.
    """
    old, declared = _number(difference.old), _number(difference.new)
    suggested = _raised(old, difference.impact) if old else ""
    return Step(difference.impact, old, suggested, declared)


def _number(text: str) -> str:
    found = _NUMBER.search(text)
    return f"{found[1]}.{found[2]}.{found[3] or 0}" if found else ""


def _parts(number: str) -> tuple[int, ...]:
    return tuple(map(int, number.split(".")))


def _raised(number: str, impact: Impact | None) -> str:
    major, minor, patch = _parts(number)
    if impact is None:
        return number
    if major == 0:
        return f"0.{minor + 1}.0" if impact is Impact.MAJOR else f"0.{minor}.{patch + 1}"
    if impact is Impact.MAJOR:
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if impact is Impact.MINOR else f"{major}.{minor}.{patch + 1}"
