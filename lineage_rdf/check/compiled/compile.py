"""Makes queries of shapes: one for each constraint, the same for one lineage or ten thousand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from attrs import frozen
from pyoxigraph import Literal

from lineage_rdf.check.compiled.custom import Asked
from lineage_rdf.check.compiled.focus import Focus, Start
from lineage_rdf.check.compiled.graph import Node, broken
from lineage_rdf.check.compiled.logic import Not, Or
from lineage_rdf.check.compiled.model import Component, Find, Shape, ValueComponent
from lineage_rdf.check.compiled.needs import to_violate
from lineage_rdf.check.compiled.paths import Path, needed
from lineage_rdf.check.compiled.scope import FOCUS, GRAPH, VALUE, Scope
from lineage_rdf.check.compiled.seeds import Seeds, seeds_of
from lineage_rdf.check.compiled.sparql import Selected
from lineage_rdf.check.compiled.targets import instances
from lineage_rdf.check.compiled.values import ClassOf

_WAYS = 10_000


@frozen(eq=False)
class Query:
    """One query, and what its rows are results of.

    Args:
        text: the SPARQL text; its rows bind the graph and `?this`.
        value: name of the variable that is the value; empty if there is none.
        path: name of the variable that is the path; empty if it is the path of the shape.
        needs: sets of names; where one is wholly absent from the data, the query has no rows (see `data.Data.names`).
        shape: the shape.
        focus: its focus nodes.
        constraint: the constraint as it was read.
        component: IRI of the constraint component.
        messages: messages of the constraint or, without any, of the shape.
        source: the constraint in the shapes graph, for a SPARQL-based one.
        native: whether the query is the user's own and so wants numbers as the store has them.
        routes: query of the ways to each focus node; empty if there is one to each.
        seeds: what to ask before a query of the user; None if there is nothing.
    """

    text: str
    value: str
    path: str
    needs: tuple[frozenset[str], ...]
    shape: Shape
    focus: Focus
    constraint: Component
    component: str
    messages: tuple[Literal, ...]
    source: Node | None = None
    native: bool = False
    routes: str = ""
    seeds: Seeds | None = None


def compile_shapes(
    shapes: Iterable[Shape], below: Mapping[str, tuple[str, ...]], in_place: bool = False
) -> tuple[Query, ...]:
    """Return the queries of some shapes.

    Args:
        shapes: the shapes.
        below: class -> all its subclasses.
        in_place: whether the data lie in a store of somebody else (see `Scope`).

    Raises:
        UsageError: if a shape uses what cannot be compiled where it stands.
    """
    found: list[Query] = []
    for shape, focus in _foci(shapes).items():
        routes = focus.routes(Scope(below, in_place))
        for component, find in _finds(shape, focus, partial(Scope, below, in_place)):
            found.append(_query(find, shape, focus, component, routes))
    return tuple(found)


def _foci(shapes: Iterable[Shape]) -> dict[Shape, Focus]:
    """Return the shapes that have results of their own, with their focus nodes."""
    starts: dict[Shape, list[Start]] = {}
    for shape in shapes:
        if shape.targets:
            queue = [(shape, Focus((Start(shape.targets),)))]
            for within, focus in queue:
                if within.active:
                    starts.setdefault(within, []).extend(focus.starts)
                    queue += [(inner, focus.along(within.path)) for inner in within.properties]
                if len(queue) > _WAYS:
                    raise broken(shape.node, "there are too many ways from it to the property shapes within")
    return {shape: Focus(tuple(found)) for shape, found in starts.items()}


def _finds(shape: Shape, focus: Focus, scopes: Callable[[], Scope]) -> Iterator[tuple[Component, Find]]:
    for together in shape.of_sets:
        yield from ((together, find) for find in together.finds(focus, shape.path, scopes()))
    for single in shape.of_values:
        scope = scopes()
        if shape.path is None:
            yield single, Find(_failing_nodes(focus, single, scope), FOCUS, needs=focus.needs(scope))
        else:
            where = _failing_values(focus, shape.path, single, scope)
            yield single, Find(where, VALUE, needs=focus.needs(scope) + needed(shape.path))


def _failing_values(focus: Focus, path: Path, component: ValueComponent, scope: Scope) -> str:
    if isinstance(component, ClassOf):
        return focus.values(path, VALUE, "", scope) + component.without(VALUE, scope)
    return focus.values(path, VALUE, f"!{component.test(VALUE, scope)}", scope)


def _failing_nodes(focus: Focus, component: ValueComponent, scope: Scope) -> str:
    if isinstance(component, Or):
        return component.violations(focus, scope)
    if isinstance(component, ClassOf):
        return focus.block(scope) + component.without(FOCUS, scope)
    if isinstance(component, Not) and (iri := component.only_class()):
        nodes = f"{{ SELECT DISTINCT {GRAPH} {FOCUS} {{ {focus.block(scope)}}} }} "
        return nodes + instances(FOCUS, iri, scope)
    return f"{focus.block(scope)}FILTER(!{component.test(FOCUS, scope)}) "


def _query(find: Find, shape: Shape, focus: Focus, component: Component, routes: str) -> Query:
    names = dict.fromkeys(name for name in (find.value, find.path, *find.apart) if name not in ("", FOCUS))
    text = find.query or f"SELECT DISTINCT {' '.join((GRAPH, FOCUS, *names))} WHERE {{ {find.where}}}"
    return Query(
        text=text,
        value=find.value.removeprefix("?"),
        path=find.path.removeprefix("?"),
        needs=tuple(dict.fromkeys(find.needs)) + to_violate(component),
        shape=shape,
        focus=focus,
        constraint=component,
        component=component.name,
        messages=find.messages
        or (component.messages if isinstance(component, Asked) else ())
        or shape.messages,
        source=find.source,
        native=bool(find.query),
        routes=routes,
        seeds=seeds_of(component.query) if isinstance(component, Selected) else None,
    )
