"""The engine behind the check: one lineage, or many in one go, each judged by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from pyoxigraph import Quad

from lineage_rdf.check.compiled.data import load
from lineage_rdf.check.compiled.doubts import in_doubt
from lineage_rdf.check.compiled.facts import Pairs, known_pairs, subclass_pairs
from lineage_rdf.check.compiled.graph import Term
from lineage_rdf.check.compiled.plan import Plan, plan_of
from lineage_rdf.check.compiled.report import outcome_of
from lineage_rdf.check.compiled.run import run
from lineage_rdf.check.pyshacl_engine import validate as reference
from lineage_rdf.check.results import Outcome
from lineage_rdf.check.shapes import ShapesGraph

_AT_ONCE = 80  # lineages in one store: the queries are read once for all of them, and the store stays small enough to be fast


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
        doubts = {n for n in numbers if plan.asked and in_doubt(lineages[n], plan.asked)}
        found |= {number: reference(lineages[number], shapes) for number in doubts}
        within = [number for number in numbers if number not in doubts]
        for start in range(0, len(within), _AT_ONCE):
            part = within[start : start + _AT_ONCE]
            outcomes = _validate([lineages[number] for number in part], plan, with_reports)
            found |= dict(zip(part, outcomes, strict=True))
    return [found[number] for number in range(len(lineages))]


def _validate(lineages: Sequence[Sequence[Quad]], plan: Plan, with_reports: bool) -> Iterable[Outcome]:
    hits = run(plan, load(lineages, plan.predicates, plan.whole), len(lineages))
    about = statements_of(plan)
    return [outcome_of(found, about, with_reports) for found in hits]


@lru_cache(maxsize=16)
def statements_of(plan: Plan) -> dict[Term, list[Quad]]:
    """Return node of the shapes graph -> its statements, which results and reports are told from."""
    found: dict[Term, list[Quad]] = {}
    for quad in plan.shapes:
        found.setdefault(quad.subject, []).append(quad)  # type: ignore[arg-type]
    return found
