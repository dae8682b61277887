"""Runs both engines and sets their results side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pyoxigraph import Quad, RdfFormat, parse

from lineage_rdf.check import pyshacl_engine
from lineage_rdf.check.engine import validate
from lineage_rdf.check.results import Outcome
from lineage_rdf.check.shapes import ShapesGraph

Row = tuple[str, ...]


def quads(turtle: str) -> tuple[Quad, ...]:
    return tuple(parse(input=turtle, format=RdfFormat.TURTLE))


def shapes(turtle: str) -> ShapesGraph:
    return ShapesGraph(quads(turtle), {}, {})


def rows(outcome: Outcome, messages: bool = True) -> Counter[Row]:
    """Return the results as rows, with the number of times each occurs."""
    return Counter(
        (r.shape, r.focus, r.path, r.value, r.severity, r.component, r.message if messages else "")
        for r in outcome.results
    )


def differences(data: Sequence[Quad], against: ShapesGraph, messages: bool = True) -> dict[str, list[Row]]:
    """Return the rows that only one of the engines has; an empty dictionary if they agree."""
    ours = rows(validate(data, against), messages)
    theirs = rows(pyshacl_engine.validate(data, against), messages)
    found = {
        "ours only": sorted((ours - theirs).elements()),
        "theirs only": sorted((theirs - ours).elements()),
    }
    return {name: rest for name, rest in found.items() if rest}
