"""Checks every lineage of a store against profiles: one verdict per graph and profile."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from attrs import frozen

from lineage_rdf.check.in_place.graphs import Head, anchors, axioms, graph_count, lineages, only_in_default
from lineage_rdf.check.in_place.judge import reports_of
from lineage_rdf.check.in_place.place import Place, end_of
from lineage_rdf.check.in_place.run import plan_in_place
from lineage_rdf.check.request import Request, nothing_to_check
from lineage_rdf.check.verdicts import CheckRun, Verdict
from lineage_rdf.errors import NoVerdictError, UsageError
from lineage_rdf.store import Canary, Store, canary

NAMED, DEFAULT_GRAPH = "named", "default"


@frozen
class StoreRun(CheckRun):
    """What came of checking a store.

    Args:
        literals: see `CheckRun`.
        graph: `named` if each named graph was checked, `default` if the default graph was.
    """

    literals: str = "as stored"
    graph: str = NAMED


def check_store(
    store: Store,
    tokens: Sequence[str],
    *,
    fail_on: str = "violation",
    shapes: Sequence[Path] = (),
    timeout: float | None = None,
    graph: str | None = None,
    reports: bool = True,
) -> StoreRun:
    """Check every lineage of a store against profiles and, if given, shapes of the user.

    Args:
        store: the store.
        tokens: the profiles.
        fail_on: the severity from which a finding fails: violation, warning or info.
        shapes: more shapes files, checked together with each profile.
        timeout: seconds that the whole check may take; looked at between queries and between rows.
        graph: `named` for each named graph by itself, `default` for the default graph; None to choose by what there is.
        reports: whether verdicts carry their sh:ValidationReport graph.

    Returns:
        A verdict for each graph that holds a lineage, and each profile. Lineages that only the default graph holds while
        named graphs are checked are among its errors.

    Raises:
        UsageError: for an unknown profile, severity or kind of graph, or a shape that cannot be used.
        InputError: if the store cannot be reached or does not answer truthfully.
        NoVerdictError: if a query does not come to its end, an answer is not whole, or the time is over.
    """
    if graph not in (None, NAMED, DEFAULT_GRAPH):
        raise UsageError(f"there is no kind of graph {graph!r}", fix=f"use {NAMED} or {DEFAULT_GRAPH}")
    request = Request.of(tokens, fail_on=fail_on, shapes=shapes)
    plan_in_place(request.whole)  # what is wrong with shapes is told before a store is asked
    end = end_of(timeout)
    found = canary(store)
    default = graph == DEFAULT_GRAPH or (graph is None and found.default and not found.named)
    place = Place(store, default, end, timeout)
    run = StoreRun(graph=DEFAULT_GRAPH if default else NAMED)
    checked = _judge(request, place, run, with_reports=reports)
    _tell(place, found, run, checked, chosen=graph is None)
    return run


def _judge(request: Request, place: Place, run: StoreRun, *, with_reports: bool) -> int:
    """Add the verdicts: for each graph and profile, or for the whole store if no graph holds anything to check.

    Returns:
        How many graphs were checked.
    """
    heads = lineages(place)
    counts = anchors(place, request.profiles, request.whole)
    graphs = sorted(set(heads).union(*counts.values()))
    name = place.store.name
    if not graphs:
        run.verdicts.extend(
            Verdict(name, "", name, nothing_to_check(item.token)) for item in request.profiles
        )
        return 0
    own = axioms(place)
    reports = reports_of(request, place, graphs, heads, own, counts, with_reports=with_reports)
    for graph in graphs:
        about = _about(graph, heads.get(graph, []))
        run.verdicts.extend(Verdict(name, *about, reports[graph, item.token]) for item in request.profiles)
    return len(graphs)


def _about(graph: str, heads: Sequence[Head]) -> tuple[str, str]:
    """Return the IRI of the lineage in a graph, or of the graph if it is not one, and what a person calls it."""
    if len(heads) == 1:
        return heads[0].iri, heads[0].name
    place = graph or "the default graph"
    return graph, f"{len(heads)} lineages in {place}" if heads else place


def _tell(place: Place, found: Canary, run: StoreRun, checked: int, *, chosen: bool) -> None:
    """Add what there is to know beside the verdicts, and what was not checked though it should be."""
    found_at = (finding.focus for verdict in run.verdicts for finding in verdict.report.findings)
    if not place.store.stable_labels and any(focus.startswith("_:") for focus in found_at):
        run.told.append(
            "blank nodes of an endpoint have no lasting name, so one node may stand in several findings"
        )
    if place.default:
        if chosen:
            run.told.append("there are no named graphs, so the default graph was checked as one")
        if found.named and found.union is not False:
            run.told.append(
                "the default graph may hold what the named graphs hold, so lineages were checked together"
            )
        return
    count = graph_count(place) if found.named else 0
    if count is None:
        run.told.append("the store could not count its graphs, so graphs without a lineage are not told of")
    elif count > checked:
        run.told.append(f"{count - checked:,} of {count:,} named graphs hold no lineage and were not checked")
    missed = only_in_default(place.store) if found.default else 0
    if missed:
        what = f"{missed:,} lineages lie in the default graph only and were not checked"
        fix = "check the default graph as well, or load them into named graphs"
        run.errors.append(NoVerdictError(what, place.store.name, fix))
