"""Checks lineages against profiles and says in plain words what is missing and what to do."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

# At once, since the function and its module have one name, and the module would win later.
from lineage_rdf.check.profiles import Profile, profile, profiles

if TYPE_CHECKING:
    from lineage_rdf.check.check import check_ladder, check_ladders, check_many, check_quads
    from lineage_rdf.check.completeness import Completeness, completeness_on_ladders
    from lineage_rdf.check.findings import Finding, from_problem
    from lineage_rdf.check.problems import with_problems
    from lineage_rdf.check.request import CheckReport, Request

__all__ = [
    "CheckReport",
    "Completeness",
    "Finding",
    "Profile",
    "Request",
    "check_ladder",
    "check_ladders",
    "check_many",
    "check_quads",
    "completeness_on_ladders",
    "from_problem",
    "profile",
    "profiles",
    "with_problems",
]

_HOME: Final = {
    "check": ("check_ladder", "check_ladders", "check_many", "check_quads"),
    "completeness": ("Completeness", "completeness_on_ladders"),
    "findings": ("Finding", "from_problem"),
    "problems": ("with_problems",),
    "request": ("CheckReport", "Request"),
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for (PEP 562): a check of one document needs few of them."""
    home = next((module for module, names in _HOME.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return list(__all__)
