"""The engine behind the check: one lineage, many in one go, or a graph of any size, each judged by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import Quad

from lineage_rdf.check.compiled.data import load
from lineage_rdf.check.compiled.doubts import in_doubt
from lineage_rdf.check.compiled.facts import Pairs, known_pairs, subclass_pairs
from lineage_rdf.check.compiled.plan import Plan, plan_of
from lineage_rdf.check.compiled.report import outcome_of, statements_of
from lineage_rdf.check.compiled.run import Hit, run
from lineage_rdf.check.pyshacl_engine import validate as reference
from lineage_rdf.check.results import Outcome
from lineage_rdf.check.shapes import ShapesGraph

_AT_ONCE = 80  # lineages in one store: the queries are read once for all of them, and the store stays small enough to be fast
_MUCH = 8_000  # statements from which columns are faster than a store, with the time to load what they need
_IN_COLUMNS = 500_000  # statements in columns at a time, which bounds the memory


def validate(data: Sequence[Quad], shapes: ShapesGraph) -> Outcome:
    """Validate data as written against shapes, with our vocabulary's subclass axioms and no inference.

    Args:
        data: the statements, of whatever graph.
        shapes: the shapes.

    Raises:
        UsageError: if a shape cannot be compiled.
        NoVerdictError: if the validation does not come to an end.
    """
    (outcome,) = validate_many([data], shapes, with_reports=True)
    return outcome


def validate_many(
    lineages: Sequence[Sequence[Quad]], shapes: ShapesGraph, *, with_reports: bool = False
) -> list[Outcome]:
    """Validate many lineages, each as if it were alone.

    Args:
        lineages: the statements of each.
        shapes: the shapes.
        with_reports: whether outcomes carry their report graph.

    Returns:
        The outcomes in the order of the lineages.

    Raises:
        UsageError: if a shape cannot be compiled.
        NoVerdictError: if the validation does not come to an end.
    """
    groups: dict[Pairs, list[int]] = {}
    found: dict[int, Outcome] = {}
    for number, lineage in enumerate(lineages):
        groups.setdefault(subclass_pairs(lineage) - known_pairs(), []).append(number)
    for extra, numbers in groups.items():
        plan = plan_of(shapes, extra)
        outcomes = _validate([lineages[number] for number in numbers], plan, shapes, with_reports)
        found |= dict(zip(numbers, outcomes, strict=True))
    return [found[number] for number in range(len(lineages))]


def _validate(
    lineages: Sequence[Sequence[Quad]], plan: Plan, shapes: ShapesGraph, with_reports: bool
) -> Iterable[Outcome]:
    much = sum(len(lineage) for lineage in lineages) >= _MUCH
    if much and not plan.whole:
        hits = _by_columns(plan, lineages)
        return (outcome_of(own, statements_of(plan), with_reports) for own in hits)
    return _by_queries(lineages, plan, shapes, with_reports)


def _by_columns(plan: Plan, lineages: Sequence[Sequence[Quad]]) -> Iterable[list[Hit]]:
    from lineage_rdf.check.columns import Graphs, find

    graphs, size = Graphs(), 0
    for lineage in lineages:
        graphs.add(lineage)
        size += len(lineage)
        if size >= _IN_COLUMNS:
            yield from find(plan, graphs.table(plan.predicates))
            graphs, size = Graphs(), 0
    yield from find(plan, graphs.table(plan.predicates))


def _by_queries(
    lineages: Sequence[Sequence[Quad]], plan: Plan, shapes: ShapesGraph, with_reports: bool
) -> list[Outcome]:
    doubts = {n for n, lineage in enumerate(lineages) if plan.asked and in_doubt(lineage, plan.asked)}
    found = {number: reference(lineages[number], shapes) for number in doubts}
    within = [number for number in range(len(lineages)) if number not in doubts]
    for start in range(0, len(within), _AT_ONCE):
        part = within[start : start + _AT_ONCE]
        some = [lineages[number] for number in part]
        hits = run(plan, load(some, plan.predicates, plan.whole), len(some))
        outcomes = (outcome_of(own, statements_of(plan), with_reports) for own in hits)
        found |= dict(zip(part, outcomes, strict=True))
    return [found[number] for number in range(len(lineages))]
