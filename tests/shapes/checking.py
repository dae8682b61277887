"""Checks the complete lineage after a change, with the check that users run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

import pyoxigraph as ox

from lineage_rdf.check import CheckReport, check_ladder, check_quads
from lineage_rdf.codec.encode import encode
from lineage_rdf.records import LineageRecord
from lineage_rdf.terms.alignment import align
from tests.shapes.faults import HEAD, put, then
from tests.shapes.good import BASE, first_step, good

Finding = tuple[str, str, str]
BESIDE = ("governance", "licence", "casrai-alignment", "casrai-model-record")  # profiles beside the ladder


@cache
def whole() -> tuple[ox.Quad, ...]:
    """Return the statements of the complete lineage."""
    return tuple(encode(good()))


@cache
def beginning() -> tuple[ox.Quad, ...]:
    """Return the statements of the lineage as it was after its first step."""
    return tuple(encode(first_step()))


def spoiled(update: str, lineage: Iterable[ox.Quad] | None = None) -> tuple[ox.Quad, ...]:
    """Return a lineage, the complete one unless given, after one update."""
    store = ox.Store()
    store.extend(ox.Quad(*quad.triple) for quad in (whole() if lineage is None else lineage))
    store.update(HEAD + update)
    return tuple(store)


def stage(update: str) -> tuple[ox.Quad, ...]:
    """Return the smaller lineage if an update speaks only of nodes in it, else the complete one."""
    named = {BASE + name for name in re.findall(r"\bn:([\w-]+)", update)}
    there, all_there = ({q.subject.value for q in lineage} for lineage in (beginning(), whole()))
    return beginning() if named & all_there <= there else whole()


@cache
def aligned(lineage: tuple[ox.Quad, ...]) -> tuple[ox.Quad, ...]:
    """Return a lineage with its links to CASRAI terms, which no other profile asks for."""
    return (*lineage, *align(lineage).quads)


def complete(profile: str) -> tuple[ox.Quad, ...]:
    """Return the complete lineage with all that a profile asks for."""
    if profile == "casrai-model-record":
        return documented()
    return aligned(whole()) if profile == "casrai-alignment" else whole()


@cache
def documented() -> tuple[ox.Quad, ...]:
    """Return the complete lineage with what CASRAI asks of a record of its head model."""
    return spoiled(
        then(
            "DELETE WHERE { n:lineage ftl:hasFactStatus n:status . n:status ?p ?o }",
            put('n:lineage ftl:outOfScopeUse "legal advice"'),
            put("n:quantize-model ftl:totalParameterCount 1000 ; ftl:trainingComputeExaFlop 10000010.0"),
            *(
                put(f"n:{name}-data schema:sameAs <https://doi.org/10.5281/zenodo.{number}>")
                for number, name in enumerate(("sft", "dpo", "mix", "test"), 1)
            ),
        )
    )


def ground(profile: str, update: str) -> tuple[ox.Quad, ...]:
    """Return the lineage that an update is to spoil for a profile."""
    if profile == "casrai-alignment":
        return aligned(stage(update))
    return complete(profile) if profile in BESIDE else stage(update)


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
    """Return name -> findings for lineages after one update each that lie side by side in one graph.

    On the ladder a fault of the first step is judged in the lineage that ends there.

    One run of the engine judges them all, each by itself, for they share no node.
    """
    quads: list[ox.Quad] = []
    for name, update in updates.items():
        quads += _moved(spoiled(update, ground(profile, update)), f"{BASE}{name}/")
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
