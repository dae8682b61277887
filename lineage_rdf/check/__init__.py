"""Checks lineages against profiles and says in plain words what is missing and what to do."""

from lineage_rdf.check.check import check_ladder, check_ladders, check_many, check_quads
from lineage_rdf.check.completeness import Completeness, completeness_on_ladders
from lineage_rdf.check.findings import Finding, from_problem
from lineage_rdf.check.problems import with_problems
from lineage_rdf.check.profiles import Profile, profile, profiles
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
