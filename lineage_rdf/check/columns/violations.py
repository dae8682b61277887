"""The violations of one constraint in a table: the same rows that its compiled query has."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lineage_rdf.check.columns.conformance import Conformance, is_of_sets, is_test
from lineage_rdf.check.columns.cycles import in_cycles, property_of
from lineage_rdf.check.columns.table import Mask, Nodes
from lineage_rdf.check.compiled.compile import Query
from lineage_rdf.check.compiled.focus import Focus
from lineage_rdf.check.compiled.pairs import Disjoint, LessThan
from lineage_rdf.check.compiled.targets import Target


def can_find(query: Query) -> bool:
    """Tell whether columns can find the rows of a query; what they cannot is left to the query itself."""
    if query.routes or query.focus.by_name:
        return False
    return is_test(query.constraint) or is_of_sets(query.constraint) or bool(property_of(query))


def rows(query: Query, judge: Conformance) -> Iterator[tuple[int, int | None]]:
    """Yield (focus node, value node) for each violation of a constraint that columns can judge.

    Args:
        query: the query of the constraint (see `can_find`).
        judge: the table.

    Raises:
        TooManyPairs: if a path leads too far.
    """
    focus = _focus_nodes(query.focus, judge)
    component, path = query.constraint, query.shape.path
    if name := property_of(query):
        back = np.intersect1d(focus, in_cycles(*judge.table.column(name)))
        yield from zip(back.tolist(), back.tolist(), strict=True)
        return
    if isinstance(component, Disjoint | LessThan):
        found = judge.clashes(component, path, focus)
    elif is_test(component):
        places, values = judge.ways.values(path, focus)
        failing = ~judge.passes(component, values)
        found = focus[places[failing]], values[failing]
    else:
        yield from ((node, None) for node in focus[~judge.holds(component, path, focus)].tolist())
        return
    yield from zip(found[0].tolist(), found[1].tolist(), strict=True)


def _focus_nodes(focus: Focus, judge: Conformance) -> Nodes:
    (start,) = focus.starts  # more of them have routes
    mask = np.zeros(judge.table.size, bool)
    for target in start.targets:
        mask |= _targeted(target, judge)
    return np.flatnonzero(mask)


def _targeted(target: Target, judge: Conformance) -> Mask:
    if target.kind == "targetClass":
        return judge.instances(target.term.value)
    mask = np.zeros(judge.table.size, bool)
    subjects, objects = judge.table.column(target.term.value)
    mask[subjects if target.kind == "targetSubjectsOf" else objects] = True
    return mask
