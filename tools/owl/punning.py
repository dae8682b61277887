"""Illegal punning: one IRI as class and datatype, or as two kinds of property.

Class or property together with individual is legal. Source: OWL 2 Structural Specification, section 5.8.1.
"""

from __future__ import annotations

from itertools import combinations

from tools.owl.declarations import Declarations, Kind
from tools.owl.violation import Profile, Violation

_EXCLUSIVE = ((Kind.CLASS, Kind.DATATYPE), (Kind.OBJECT, Kind.DATA, Kind.ANNOTATION))


def check_punning(declared: Declarations) -> list[Violation]:
    """One DL violation per IRI and pair of kinds that exclude each other."""
    pairs = [pair for group in _EXCLUSIVE for pair in combinations(group, 2)]
    return [
        Violation(Profile.DL, "illegal-punning", iri, f"declared both {one} and {other}")
        for iri, kinds in sorted(declared.kinds.items())
        for one, other in pairs
        if one in kinds and other in kinds
    ]
