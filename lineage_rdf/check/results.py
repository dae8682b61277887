"""What an engine gives back, whichever engine it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from attrs import frozen
from pyoxigraph import Quad

from lineage_rdf.check.shapes import ShapesGraph


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
        report: the sh:ValidationReport graph in Turtle.
    """

    results: tuple[Result, ...]
    report: str


Engine: TypeAlias = Callable[[Sequence[Quad], ShapesGraph], Outcome]
