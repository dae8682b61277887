"""Shapes as they are compiled: targets, components and the shapes within."""

from __future__ import annotations

from functools import cached_property
from typing import Protocol, TypeAlias, cast

from attrs import field, frozen
from pyoxigraph import BlankNode, Literal, NamedNode

from lineage_rdf.check.compiled.focus import Focus
from lineage_rdf.check.compiled.paths import Path
from lineage_rdf.check.compiled.scope import Scope
from lineage_rdf.check.compiled.targets import Target


@frozen
class Find:
    """What the query of a constraint looks for: the rows that are its violations.

    Args:
        where: the graph pattern; binds the graph and `?this`.
        value: what to report as the value: a variable, or empty text for none.
        path: the variable of a result path that differs from the shape's; empty text for none.
        apart: more variables that tell results apart.
        needs: sets of names (see `data.Data.names`); where one is wholly absent from the data, there is nothing to find.
        query: a whole query in place of the pattern, whose variables `value` and `path` are reported if it has them.
        messages: messages that go before those of the shape.
        source: the constraint in the shapes graph, if it has a name there.
    """

    where: str
    value: str = ""
    path: str = ""
    apart: tuple[str, ...] = ()
    needs: tuple[frozenset[str], ...] = ()
    query: str = ""
    messages: tuple[Literal, ...] = ()
    source: NamedNode | BlankNode | None = None


class ValueComponent(Protocol):
    """A constraint on each value node by itself."""

    @property
    def name(self) -> str:
        """IRI of the constraint component."""

    def test(self, value: str, scope: Scope) -> str:
        """Return the expression, true or false and never an error, that a value conforms."""


class SetComponent(Protocol):
    """A constraint on all value nodes of a focus node together."""

    @property
    def name(self) -> str:
        """IRI of the constraint component."""

    def holds(self, focus: str, path: Path | None, scope: Scope) -> str:
        """Return the expression, true or false and never an error, that the value nodes of a focus node conform."""

    def finds(self, focus: Focus, path: Path | None, scope: Scope) -> tuple[Find, ...]:
        """Return what finds the violations of many focus nodes at once."""


Component: TypeAlias = ValueComponent | SetComponent


@frozen(eq=False)
class Shape:
    """A node shape or, if it has a path, a property shape.

    Args:
        node: its name in the shapes graph.
        path: the path of a property shape.
        path_node: the path in the shapes graph.
        targets: what it is checked on.
        severity: IRI of the severity of its results.
        messages: its messages.
        active: whether it is in use.
        components: its constraints, without the property shapes within.
        properties: the property shapes within.
    """

    node: NamedNode | BlankNode
    path: Path | None
    path_node: NamedNode | BlankNode | None
    targets: tuple[Target, ...]
    severity: str
    messages: tuple[Literal, ...]
    active: bool
    components: tuple[Component, ...] = ()
    properties: tuple[Shape, ...] = field(default=(), repr=False)

    @cached_property
    def of_values(self) -> tuple[ValueComponent, ...]:
        """The constraints on each value node by itself."""
        return tuple(cast(ValueComponent, c) for c in self.components if hasattr(c, "test"))

    @cached_property
    def of_sets(self) -> tuple[SetComponent, ...]:
        """The constraints on all value nodes together."""
        return tuple(cast(SetComponent, c) for c in self.components if hasattr(c, "holds"))
