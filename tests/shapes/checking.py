"""Checks the complete lineage after a change, with the check that users run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import pyoxigraph as ox

from lineage_rdf.check import CheckReport, check_ladder, check_quads
from lineage_rdf.codec.encode import encode
from lineage_rdf.records import LineageRecord
from tests.shapes.faults import HEAD
from tests.shapes.good import BASE, good

Finding = tuple[str, str, str]


@cache
def whole() -> tuple[ox.Quad, ...]:
    """Return the statements of the complete lineage."""
    return tuple(encode(good()))


def spoiled(update: str) -> tuple[ox.Quad, ...]:
    """Return the complete lineage after one update."""
    store = ox.Store()
    store.extend(ox.Quad(*quad.triple) for quad in whole())
    store.update(HEAD + update)
    return tuple(store)


def findings(quads: Iterable[ox.Quad], profile: str) -> set[Finding]:
    """Return (code, local name of the focus node, severity) of every finding."""
    return _shown(check_quads(tuple(quads), profile))


def findings_on_ladder(quads: Iterable[ox.Quad]) -> dict[str, set[Finding]]:
    """Return profile -> findings for all rungs of the ladder, by one run."""
    reports = check_ladder(tuple(quads), "reproducible")
    return {profile: _shown(report) for profile, report in reports.items()}


def findings_of(record: LineageRecord, profile: str) -> set[Finding]:
    """Return the same for a lineage given as a record."""
    return findings(encode(record), profile)


def findings_of_each(updates: Mapping[str, str], profile: str) -> dict[str, set[Finding]]:
    """Return name -> findings for lineages that differ by one update each and lie side by side in one graph.

    One run of the engine judges them all, each by itself, for they share no node.
    """
    quads = [quad for name, update in updates.items() for quad in _moved(spoiled(update), f"{BASE}{name}/")]
    found: dict[str, set[Finding]] = {name: set() for name in updates}
    for item in check_quads(quads, profile).findings:
        name, _, local = item.focus.removeprefix(BASE).partition("/")
        found[name].add((item.code, local, item.severity.capitalize()))
    return found


def _shown(report: CheckReport) -> set[Finding]:
    return {(f.code, f.focus.rpartition("/")[2], f.severity.capitalize()) for f in report.findings}


def _moved(quads: Iterable[ox.Quad], base: str) -> Iterable[ox.Quad]:
    """Return a lineage with its own nodes under another base."""

    def moved(term):  # type: ignore[no-untyped-def]
        own = isinstance(term, ox.NamedNode) and term.value.startswith(BASE)
        return ox.NamedNode(base + term.value.removeprefix(BASE)) if own else term

    return (ox.Quad(moved(quad.subject), quad.predicate, moved(quad.object)) for quad in quads)
