"""Faulty lineages of the golden fixtures, mended as their fixes tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

import pyoxigraph as ox

from lineage_rdf.check import Finding, check_ladders
from lineage_rdf.check.fix_places import Surroundings
from lineage_rdf.check.fixes import Fix, fix_of
from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.syntax import Syntax
from tests.shapes.checking import BESIDE, ground, spoiled
from tests.shapes.faults import faults
from tests.shapes.golden import owner

Quads = tuple[ox.Quad, ...]
Mend = Callable[[Quads, Sequence[ox.Quad]], Quads]


def top(code: str) -> str:
    """Return the profile that has the shapes of a code and those of `wellformed`."""
    return owner(code) if owner(code) in BESIDE else "reproducible"


@cache
def faulty(code: str) -> Quads:
    """Return the fixture of a code: the complete lineage, spoiled in one place."""
    update = faults()[code]
    return spoiled(update, ground(top(code), update))


@cache
def found(codes: tuple[str, ...]) -> dict[str, list[Finding]]:
    """Return code -> the findings of its fixture, of all profiles."""
    return checked({code: faulty(code) for code in codes})


def checked(lineages: dict[str, Quads]) -> dict[str, list[Finding]]:
    """Return code -> the findings of the lineage given for it, by one run for each profile."""
    result = {}
    for profile in ("reproducible", *BESIDE):
        codes = [code for code in lineages if top(code) == profile]
        for code, ladder in zip(codes, check_ladders([lineages[c] for c in codes], profile), strict=True):
            result[code] = list(ladder[profile].findings)
    return result


def fixes(code: str, findings: Iterable[Finding]) -> list[Fix]:
    """Return the fixes of the findings that have a code, with what is known around them."""
    around = Surroundings(faulty(code))
    own = (finding for finding in findings if finding.code == code)
    return [fix_of(finding, "lineage.ttl", places=around.places(finding.focus)) for finding in own]


def statements(fix: Fix) -> list[ox.Quad]:
    return read_quads(fix.turtle.encode(), Syntax.TURTLE, "snippet") if fix.turtle else []


def added(quads: Quads, new: Sequence[ox.Quad]) -> Quads:
    return tuple(dict.fromkeys((*quads, *new)))


def put_in_place(quads: Quads, new: Sequence[ox.Quad]) -> Quads:
    """Return the statements with the new ones in the place of those of the same subject and property."""
    told = {(quad.subject, quad.predicate) for quad in new}
    return added(tuple(quad for quad in quads if (quad.subject, quad.predicate) not in told), new)


@cache
def mended(codes: tuple[str, ...], mend: Mend) -> dict[str, list[Finding]]:
    """Return code -> the findings after its fixture was mended by the snippets of its findings."""
    before = found(codes)
    return checked(
        {
            code: mend(faulty(code), [q for fix in fixes(code, before[code]) for q in statements(fix)])
            for code in codes
        }
    )
