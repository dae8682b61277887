"""Finds the shapes within constraints and the queries of users in them, however deep they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lineage_rdf.check.compiled.counts import Count
from lineage_rdf.check.compiled.custom import Asked
from lineage_rdf.check.compiled.logic import And, Node, Not, Or, Xone
from lineage_rdf.check.compiled.model import Component, Shape
from lineage_rdf.check.compiled.paths import Path, predicates
from lineage_rdf.check.compiled.sparql import Selected
from lineage_rdf.check.compiled.userquery import UserQuery, mentioned


def user_queries(component: Component) -> Iterator[UserQuery]:
    """Yield the queries of users in a constraint and in the shapes that it is made of."""
    if isinstance(component, Selected | Asked):
        yield component.query
    else:
        yield from (query for query, _ in looked_at(made_of(component)))


def looked_at(shapes: Iterable[Shape]) -> Iterator[tuple[UserQuery, frozenset[str]]]:
    """Yield the queries of users in some shapes and all within, each with the IRIs that it and its `$PATH` mention."""
    seen: set[Shape] = set()
    queue = list(shapes)
    for shape in queue:
        if shape in seen:
            continue
        seen.add(shape)
        for component in shape.components:
            if isinstance(component, Selected | Asked):
                yield component.query, mentioned(component.query) | _of_path(component.query, shape.path)
            queue += made_of(component)
        queue += shape.properties


def made_of(component: Component) -> tuple[Shape, ...]:
    """Return the shapes that a constraint is made of."""
    match component:
        case Node(shape) | Not(shape):
            return (shape,)
        case And(shapes) | Or(shapes) | Xone(shapes):
            return shapes
        case Count(qualified=qualified) if qualified is not None:
            return (qualified.shape, *qualified.siblings)
        case _:
            return ()


def _of_path(query: UserQuery, path: Path | None) -> frozenset[str]:
    return predicates(path) if path is not None and query.mentions("PATH") else frozenset()
