"""What an engine gives back, whichever engine it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from attrs import frozen
from pyoxigraph import BlankNode, Literal, Quad

from lineage_rdf.check.shapes import ShapesGraph
from lineage_rdf.codec.names import text
from lineage_rdf.vocabulary.namespaces import RDF, SH

SEVERITY_NAMES: Final = {f"{SH}Violation": "violation", f"{SH}Warning": "warning", f"{SH}Info": "info"}


@frozen
class Result:
    """One result of SHACL validation (sh:ValidationResult).

    Args:
        shape: IRI of the source shape, or `_:label`.
        focus: IRI of the focus node, or `_:label`.
        path: the result path as text; empty if there is none.
        value: the value as text; empty if there is none.
        severity: `violation`, `warning` or `info`.
        message: the shape's message.
        component: local name of the constraint component.
    """

    shape: str
    focus: str
    path: str
    value: str
    severity: str
    message: str
    component: str


@frozen
class Outcome:
    """All results of one run, and the report graph.

    Args:
        results: the results.
        report: the statements of the sh:ValidationReport graph.
    """

    results: tuple[Result, ...]
    report: tuple[Quad, ...]


Engine: TypeAlias = Callable[[Sequence[Quad], ShapesGraph], Outcome]


def restrict(outcome: Outcome, shapes: frozenset[str]) -> Outcome:
    """Return the part of an outcome that some shapes are the source of, with a report graph of its own.

    Args:
        outcome: all results and the whole report.
        shapes: names of the shapes to keep.
    """
    kept = tuple(result for result in outcome.results if result.shape in shapes)
    return _part(outcome, kept, lambda result: _name_in(result, "sourceShape") in shapes)


def restrict_to(outcome: Outcome, nodes: frozenset[str]) -> Outcome:
    """Return the part of an outcome that is about some focus nodes, with a report graph of its own.

    Args:
        outcome: all results and the whole report.
        nodes: names of the nodes, `_:label` for blank ones.
    """
    kept = tuple(result for result in outcome.results if result.focus in nodes)
    return _part(outcome, kept, lambda result: _name_in(result, "focusNode") in nodes)


def _part(outcome: Outcome, results: tuple[Result, ...], keeps: Callable[[list[Quad]], bool]) -> Outcome:
    if len(results) == len(outcome.results):
        return outcome
    by_subject: dict[str, list[Quad]] = {}
    for quad in outcome.report:
        by_subject.setdefault(str(quad.subject), []).append(quad)
    kept: list[Quad] = []
    for quad in outcome.report:
        if quad.predicate.value == f"{SH}conforms":
            kept.append(Quad(quad.subject, quad.predicate, Literal(not results)))
        elif quad.predicate.value == f"{RDF}type" and str(quad.object) == f"<{SH}ValidationReport>":
            kept.append(quad)
        elif quad.predicate.value == f"{SH}result" and keeps(by_subject[str(quad.object)]):
            kept += [quad, *_below(str(quad.object), by_subject)]
    return Outcome(results, tuple(dict.fromkeys(kept)))


def _name_in(result: list[Quad], property_name: str) -> str:
    """Return the name of a node that a result names."""
    return text(next(quad.object for quad in result if quad.predicate.value == f"{SH}{property_name}"))


def _below(node: str, by_subject: dict[str, list[Quad]]) -> list[Quad]:
    """Return the statements of a blank node and of the blank nodes it leads to."""
    found: list[Quad] = []
    queue, seen = [node], set()
    while queue:
        current = queue.pop()
        if current in seen:
            continue
        seen.add(current)
        found += by_subject.get(current, [])
        queue += [str(q.object) for q in by_subject.get(current, []) if isinstance(q.object, BlankNode)]
    return found
