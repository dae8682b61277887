"""Constraint components that a shapes graph defines itself, with SELECT or ASK validators."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from attrs import frozen
from pyoxigraph import BlankNode, Literal, NamedNode

from lineage_rdf.check.compiled.graph import Index, Node, Term, broken
from lineage_rdf.check.compiled.messages import filled
from lineage_rdf.check.compiled.model import Component
from lineage_rdf.check.compiled.paths import Path
from lineage_rdf.check.compiled.scope import FOCUS, GRAPH, VALUE, Scope
from lineage_rdf.check.compiled.sparql import (
    Selected,
    Values,
    messages_of,
    own_name,
    prologue,
    query_text,
    values_block,
)
from lineage_rdf.check.compiled.userquery import UserQuery, body_of, read_query
from lineage_rdf.vocabulary.namespaces import SH


@frozen
class Asked:
    """A constraint whose values an ASK query of the user accepts one by one.

    Args:
        query: the query.
        values: the parameters.
        messages: messages of the validator.
        name: IRI of the constraint component.
    """

    query: UserQuery
    values: Values
    messages: tuple[Literal, ...]
    name: str

    def test(self, value: str, scope: Scope) -> str:
        """See `ValueComponent`; bindings are carried into EXISTS, so each EXISTS adds the next of them."""
        if value not in (FOCUS, VALUE) and self.query.mentions("this"):
            raise broken(
                self.query.owner, "$this in a validator of a shape within another one is not supported"
            )
        body = body_of(self.query, {"value": value})
        asked = f"EXISTS {{ GRAPH {GRAPH} {body} }}"
        return f"EXISTS {{ {values_block(self.values, scope)}FILTER({asked}) }}"


class CustomComponents:
    """The constraint components of a shapes graph."""

    def __init__(self, index: Index) -> None:
        self._index = index
        declared = index.instances([f"{SH}ConstraintComponent"])
        self.nodes = tuple(node for node in declared if index.objects(node, f"{SH}parameter"))

    def of(self, shape: Node, path: Path | None) -> Iterator[Component]:
        """Yield the constraints of a shape that use them.

        Raises:
            UsageError: if a component or its query cannot be used.
        """
        for node in self.nodes:
            given = {
                name: self._index.objects(shape, iri) for name, (iri, _) in self._parameters(node).items()
            }
            owed = [name for name, (_, optional) in self._parameters(node).items() if not optional]
            if owed and all(given[name] for name in owed):
                names = [name for name in given if given[name]]
                for values in product(*(given[name] for name in names)):
                    yield self._component(node, shape, path, tuple(zip(names, values, strict=True)))

    def _parameters(self, node: Node) -> dict[str, tuple[str, bool]]:
        """Return local name -> (IRI, whether it may be left out) of the parameters of a component."""
        found: dict[str, tuple[str, bool]] = {}
        for parameter in self._index.objects(node, f"{SH}parameter"):
            path = self._index.one(parameter, f"{SH}path")
            if not isinstance(path, NamedNode):
                raise broken(parameter, "a parameter has no IRI as its path")
            local = path.value.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
            found[local] = (path.value, self._index.flag(parameter, f"{SH}optional"))
        return found

    def _component(
        self, node: Node, shape: Node, path: Path | None, values: tuple[tuple[str, Term], ...]
    ) -> Component:
        constants: Values = tuple((name, value) for name, value in values if not isinstance(value, BlankNode))
        if len(constants) != len(values):
            raise broken(
                shape, "a parameter of a constraint component is a blank node, which no query can name"
            )
        kind = "propertyValidator" if path else "nodeValidator"
        validators = self._index.objects(node, f"{SH}{kind}") or self._index.objects(node, f"{SH}validator")
        if not validators:
            raise broken(
                node, f"the constraint component has no validator for {'property' if path else 'node'} shapes"
            )
        validator = validators[0]
        if isinstance(validator, Literal):
            raise broken(node, "its validator is a text")
        name = node.value
        bound = frozenset(["this", "value", "currentShape", *self._parameters(node)])
        header = prologue(self._index, validator)
        said = messages_of(self._index, validator) or messages_of(self._index, node)
        said = tuple(filled(message, dict(constants)) for message in said)
        if self._index.objects(validator, f"{SH}ask"):
            text = query_text(self._index, validator, "ask")
            query = read_query(text, header, validator, bound, "ASK")
            return Asked(query, constants + own_name(query, shape), said, name)
        text = query_text(self._index, validator, "select")
        query = read_query(text, header, validator, bound - {"value"}, "SELECT")
        return Selected(query, constants + own_name(query, shape), said, name)
