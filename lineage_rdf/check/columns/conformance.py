"""Whether nodes conform to shapes, asked of many nodes at once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from lineage_rdf.check.columns.literals import LOCAL, Terms
from lineage_rdf.check.columns.pairs import not_less, shared
from lineage_rdf.check.columns.paths import Ways
from lineage_rdf.check.columns.table import TYPE, Mask, Nodes, Table
from lineage_rdf.check.compiled.conformance import Qualified
from lineage_rdf.check.compiled.counts import Count, HasValue, classes_counted
from lineage_rdf.check.compiled.graph import Term
from lineage_rdf.check.compiled.logic import And, Node, Not, Or, Xone
from lineage_rdf.check.compiled.model import Component, Shape
from lineage_rdf.check.compiled.pairs import Disjoint, LessThan
from lineage_rdf.check.compiled.paths import Path
from lineage_rdf.check.compiled.users import made_of
from lineage_rdf.check.compiled.values import ClassOf

_OF_VALUES = (*LOCAL, ClassOf, Node, Not, And, Or, Xone)
_OF_SETS = (Count, HasValue, Disjoint, LessThan)


def known(shape: Shape) -> bool:
    """Tell whether a shape, where it is asked of nodes, is made of what columns can judge."""
    judged = all(is_test(component) or is_of_sets(component) for component in shape.components)
    return judged and all(known(within) for within in shape.properties)


def is_test(component: Component) -> bool:
    """Tell whether columns can judge values by a constraint."""
    return isinstance(component, _OF_VALUES) and all(known(shape) for shape in made_of(component))


def is_of_sets(component: Component) -> bool:
    """Tell whether columns can judge all values of a node together by a constraint."""
    return isinstance(component, _OF_SETS) and all(known(shape) for shape in made_of(component))


class Conformance:
    """Judges the nodes of a table.

    Args:
        table: the statements.
        below: class -> all its subclasses.
    """

    def __init__(self, table: Table, below: Mapping[str, tuple[str, ...]]) -> None:
        self.table = table
        self.ways = Ways(table)
        self._terms = Terms(table)
        self._below = below
        self._instances: dict[str, Mask] = {}

    def instances(self, iri: str) -> Mask:
        """Return of every node whether it is an instance of a class or of one below it."""
        if iri not in self._instances:
            nodes, kinds = self.table.column(TYPE)
            mask = np.zeros(self.table.size, bool)
            mask[nodes[self.table.are(kinds, (iri, *self._below.get(iri, ())))]] = True
            self._instances[iri] = mask
        return self._instances[iri]

    def passes(self, component: Component, nodes: Nodes) -> Mask:
        """Return of each node whether it conforms to a constraint on values (see `is_test`)."""
        match component:
            case ClassOf(iri):
                return self.instances(iri)[nodes]
            case Node(shape):
                return self.conforms(shape, nodes)
            case Not(shape):
                return ~self.conforms(shape, nodes)
            case And(shapes):
                return self._all(shapes, nodes)
            case Or(shapes):
                return self._any(shapes, nodes)
            case Xone(shapes):
                count = np.zeros(len(nodes), np.int64)
                for shape in shapes:
                    count += self.conforms(shape, nodes)
                one: Mask = count == 1
                return one
            case _:
                return self._terms.passes(component, nodes)

    def _all(self, shapes: tuple[Shape, ...], nodes: Nodes) -> Mask:
        """Return of each node whether it conforms to all of some shapes; the later ones are asked of those that do."""
        found = np.ones(len(nodes), bool)
        for shape in shapes:
            (left,) = np.nonzero(found)
            found[left] = self.conforms(shape, nodes[left])
        return found

    def _any(self, shapes: tuple[Shape, ...], nodes: Nodes) -> Mask:
        """Return of each node whether it conforms to one of some shapes; the later ones are asked of those that fail."""
        found = np.zeros(len(nodes), bool)
        for shape in shapes:
            (left,) = np.nonzero(~found)
            found[left] = self.conforms(shape, nodes[left])
        return found

    def conforms(self, shape: Shape, nodes: Nodes) -> Mask:
        """Return of each node whether it conforms to a shape (see `known`)."""
        if not shape.active or not len(nodes):
            return np.ones(len(nodes), bool)
        different, back = np.unique(nodes, return_inverse=True)
        found = np.ones(len(different), bool)
        for together in shape.of_sets:
            found &= self.holds(together, shape.path, different)
        places, values = self.ways.values(shape.path, different)
        for single in shape.of_values:
            found[places[~self.passes(single, values)]] = False
        for within in shape.properties:
            found[places[~self.conforms(within, values)]] = False
        return found[back]

    def holds(self, component: Component, path: Path | None, nodes: Nodes) -> Mask:
        """Return of each node whether its values together conform to a constraint; each node stands once in `nodes`."""
        if isinstance(component, Count):
            count = self._count(component, path, nodes)
            enough: Mask = count >= component.count if component.least else count <= component.count
            return enough
        if isinstance(component, HasValue):
            return self._has(component.term, path, nodes)
        assert isinstance(component, Disjoint | LessThan)
        failing, _ = self.clashes(component, path, nodes)
        return ~np.isin(nodes, failing)

    def clashes(self, component: Disjoint | LessThan, path: Path | None, nodes: Nodes) -> tuple[Nodes, Nodes]:
        """Return (focus node, value) for the values that clash with those of another property; see `pairs`."""
        mine = self.ways.values(path, nodes)
        if isinstance(component, Disjoint):
            return shared(nodes, mine, self.ways.values(component.other, nodes))
        return not_less(self.table, component.sign, nodes, mine, self.ways.values(component.other, nodes))

    def _has(self, term: Term, path: Path | None, nodes: Nodes) -> Mask:
        places, values = self.ways.values(path, nodes)
        found = np.zeros(len(nodes), bool)
        found[places[self.table.term_of[values] == self.table.numbers.get(term, -1)]] = True
        return found

    def _count(self, component: Count, path: Path | None, nodes: Nodes) -> Nodes:
        """Return how many values of each node count."""
        if (classes := classes_counted(component, path)) is not None:
            kinds = [self.instances(iri)[nodes] for iri in classes]
            return np.sum(kinds, axis=0, dtype=np.int64) if kinds else np.zeros(len(nodes), np.int64)
        places, values = self.ways.values(path, nodes)
        if component.qualified is not None:
            places = places[self._qualifies(component.qualified, values)]
        return np.bincount(places, minlength=len(nodes))

    def _qualifies(self, qualified: Qualified, values: Nodes) -> Mask:
        found = self.conforms(qualified.shape, values)
        for sibling in qualified.siblings:
            found &= ~self.conforms(sibling, values)
        return found
