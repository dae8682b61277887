"""Checks the complete lineage after a change, with the check that users run."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox

from lineage_rdf.check import check_quads
from lineage_rdf.codec.encode import encode
from lineage_rdf.records import LineageRecord
from tests.shapes.faults import HEAD
from tests.shapes.good import good

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
    report = check_quads(tuple(quads), profile)
    return {(f.code, f.focus.rpartition("/")[2], f.severity.capitalize()) for f in report.findings}


def findings_of(record: LineageRecord, profile: str) -> set[Finding]:
    """Return the same for a lineage given as a record."""
    return findings(encode(record), profile)
