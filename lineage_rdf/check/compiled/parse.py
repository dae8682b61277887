"""Reads a shapes graph into shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from lineage_rdf.check.compiled.conformance import Qualified
from lineage_rdf.check.compiled.counts import Count
from lineage_rdf.check.compiled.custom import CustomComponents
from lineage_rdf.check.compiled.graph import Index, Node, PassedOverError, Term, broken
from lineage_rdf.check.compiled.known import refuse_unknown
from lineage_rdf.check.compiled.logic import And, Not, Or, Xone
from lineage_rdf.check.compiled.logic import Node as NodeOf
from lineage_rdf.check.compiled.model import Component, Shape
from lineage_rdf.check.compiled.parameters import own_components
from lineage_rdf.check.compiled.paths import read_path
from lineage_rdf.check.compiled.sparql import sparql_constraints
from lineage_rdf.check.compiled.targets import KINDS, read_targets
from lineage_rdf.errors import UsageError
from lineage_rdf.vocabulary.namespaces import SH

_SINGLE: dict[str, Callable[[Shape], Component]] = {f"{SH}node": NodeOf, f"{SH}not": Not}
_LISTS: dict[str, Callable[[tuple[Shape, ...]], Component]] = {
    f"{SH}and": And,
    f"{SH}or": Or,
    f"{SH}xone": Xone,
}


def read_shapes(quads: Iterable[Quad]) -> tuple[Shape, ...]:
    """Return all shapes of a shapes graph that are declared or have a target, in the order of their names.

    Raises:
        UsageError: if a shape is broken, recursive, or uses what cannot be compiled; the message names it.
    """
    index = Index(quads)
    refuse_unknown(index)
    try:
        return tuple(_read_all(index))
    except RecursionError:
        raise UsageError("the shapes are nested too deeply", fix="give the inner shapes names") from None


def _read_all(index: Index) -> Iterator[Shape]:
    reader = _Reader(index)
    nodes = set(index.instances((f"{SH}NodeShape", f"{SH}PropertyShape")))
    nodes |= {node for name in KINDS for node in index.subjects(f"{SH}{name}")}
    parameters = {value for node in reader.custom.nodes for value in index.objects(node, f"{SH}parameter")}
    yield from (reader.shape(node) for node in sorted(nodes - parameters, key=str))


class _Reader:
    """Reads shapes, each once."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.custom = CustomComponents(index)
        self._done: dict[Term, Shape] = {}
        self._open: list[Term] = []

    def shape(self, node: Term) -> Shape:
        """Return the shape of a node.

        Raises:
            UsageError: if it cannot be compiled.
        """
        if isinstance(node, Literal):
            raise broken(node, "a shape is expected here, and this is a text")
        if node in self._open:
            what = "it is recursive, and SHACL leaves open what recursive shapes mean"
            raise broken(node, what, PassedOverError)
        if node not in self._done:
            self._open.append(node)
            self._done[node] = self._read(node)
            self._open.pop()
        return self._done[node]

    def _read(self, node: Node) -> Shape:
        index = self.index
        path_node = index.one(node, f"{SH}path")
        if isinstance(path_node, Literal):
            raise broken(node, "its path is a text")
        severity = index.one(node, f"{SH}severity")
        messages = tuple(m for m in index.objects(node, f"{SH}message") if isinstance(m, Literal))
        path = read_path(index, path_node) if path_node is not None else None
        components = [*own_components(index, node, path is not None), *self._made_of_shapes(node)]
        components += sparql_constraints(index, node, path)
        components += self.custom.of(node, path)
        return Shape(
            node=node,
            path=path,
            path_node=path_node,
            targets=read_targets(index, node),
            severity=severity.value if isinstance(severity, NamedNode) else f"{SH}Violation",
            messages=messages,
            active=not index.flag(node, f"{SH}deactivated"),
            components=tuple(components),
            properties=tuple(self._properties(node)),
        )

    def _properties(self, node: Node) -> Iterator[Shape]:
        for value in self.index.objects(node, f"{SH}property"):
            shape = self.shape(value)
            if shape.path is None:
                raise broken(value, "it is the value of sh:property but has no path")
            yield shape

    def _made_of_shapes(self, node: Node) -> Iterator[Component]:
        stated = self.index.predicates(node)
        for name, one in _SINGLE.items():
            if name in stated:
                yield from (one(self.shape(value)) for value in self.index.objects(node, name))
        for name, several in _LISTS.items():
            for head in self.index.objects(node, name) if name in stated else ():
                yield several(tuple(self.shape(member) for member in self.index.members(head)))
        if f"{SH}qualifiedValueShape" in stated:
            yield from self._qualified(node)

    def _qualified(self, node: Node) -> Iterator[Component]:
        disjoint = self.index.flag(node, f"{SH}qualifiedValueShapesDisjoint")
        for value in self.index.objects(node, f"{SH}qualifiedValueShape"):
            siblings = self._siblings(node, value) if disjoint else ()
            wanted = Qualified(self.shape(value), tuple(self.shape(sibling) for sibling in siblings))
            for name, least in (("qualifiedMinCount", True), ("qualifiedMaxCount", False)):
                if (count := self.index.integer(node, f"{SH}{name}")) is not None:
                    component = f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent"
                    yield Count(least, count, component, wanted)

    def _siblings(self, node: Node, own: Term) -> list[Term]:
        """Return the qualified shapes beside one, in every shape that holds the property shape."""
        found: dict[Term, None] = {}
        for parent in self.index.subjects(f"{SH}property", node):
            for beside in self.index.objects(parent, f"{SH}property"):
                found |= dict.fromkeys(self.index.objects(beside, f"{SH}qualifiedValueShape"))
        return [value for value in found if value != own]
