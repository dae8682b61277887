"""What must occur in the data for a node to conform to a shape, or to fail it: without it a query need not run.

Each answer is a tuple of sets of names (see `data.Data.names`): of every set at least one name must occur. It is a necessary
condition, never a sufficient one; an empty tuple says nothing.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from lineage_rdf.check.compiled.counts import Count, HasValue
from lineage_rdf.check.compiled.logic import Node, Not, Or
from lineage_rdf.check.compiled.model import Component, Shape
from lineage_rdf.check.compiled.paths import needed
from lineage_rdf.check.compiled.values import In

Needs = tuple[frozenset[str], ...]


def to_conform(shape: Shape) -> Needs:
    """Return what must occur for a node to conform to a shape."""
    if not shape.active:
        return ()
    asked = any(isinstance(c, Count) and c.least and c.count > 0 for c in shape.components)
    asked = asked or any(isinstance(c, HasValue) for c in shape.components)
    found: Needs = ()
    if shape.path is not None:
        if not asked:
            return ()
        found = needed(shape.path)
    for component in shape.components:
        found += _component(component)
    for within in shape.properties:
        found += to_conform(within)
    return found


def _component(component: Component) -> Needs:
    """Return what must occur for some node to conform to a component."""
    match component:
        case In(members) if members and all(isinstance(term, NamedNode) for term in members):
            return (frozenset(term.value for term in members),)
        case HasValue(NamedNode() as term):
            return (frozenset([term.value]),)
        case Count(True, count, _, qualified) if count > 0 and qualified is not None:
            return to_conform(qualified.shape)
        case Node(shape):
            return to_conform(shape)
        case Or(shapes):
            first = [to_conform(shape)[:1] for shape in shapes]
            return (frozenset().union(*(needs[0] for needs in first)),) if all(first) else ()
        case _:
            return ()


def to_fail(shape: Shape) -> Needs:
    """Return what must occur for a node to fail a shape."""
    if not shape.active or len(shape.components) + len(shape.properties) != 1:
        return ()
    if shape.properties:
        return to_fail(shape.properties[0]) if shape.path is None else needed(shape.path)
    (component,) = shape.components
    path = needed(shape.path) if shape.path is not None else ()
    if isinstance(component, Count) and not component.least:
        return path + (to_conform(component.qualified.shape) if component.qualified else ())
    if isinstance(component, Not):
        return path + to_conform(component.shape)
    if isinstance(component, Or):
        return path + tuple(clause for branch in component.shapes for clause in to_fail(branch))
    return path if shape.of_values else ()


def to_violate(component: Component) -> Needs:
    """Return what must occur for a component to be violated, beside the path of its shape."""
    match component:
        case Count(False, _, _, qualified) if qualified is not None:
            return to_conform(qualified.shape)
        case Not(inner):
            return to_conform(inner)
        case Or(shapes):
            return tuple(clause for branch in shapes for clause in to_fail(branch))
        case _:
            return ()
