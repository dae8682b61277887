"""Constraints that are made of other shapes: node, not, and, or, xone."""

from __future__ import annotations

from attrs import frozen

from lineage_rdf.check.compiled.conformance import conforms
from lineage_rdf.check.compiled.counts import Count, HasValue
from lineage_rdf.check.compiled.model import Shape
from lineage_rdf.check.compiled.scope import FOCUS, Scope
from lineage_rdf.vocabulary.namespaces import SH


@frozen
class Node:
    """sh:node."""

    shape: Shape
    name: str = f"{SH}NodeConstraintComponent"

    def test(self, value: str, scope: Scope) -> str:
        """See `ValueComponent`."""
        return conforms(self.shape, value, scope)


@frozen
class Not:
    """sh:not."""

    shape: Shape
    name: str = f"{SH}NotConstraintComponent"

    def test(self, value: str, scope: Scope) -> str:
        """See `ValueComponent`."""
        return f"(!{conforms(self.shape, value, scope)})"


@frozen
class And:
    """sh:and."""

    shapes: tuple[Shape, ...]
    name: str = f"{SH}AndConstraintComponent"

    def test(self, value: str, scope: Scope) -> str:
        """See `ValueComponent`."""
        return f"({' && '.join(conforms(shape, value, scope) for shape in self.shapes) or 'true'})"


@frozen
class Or:
    """sh:or."""

    shapes: tuple[Shape, ...]
    name: str = f"{SH}OrConstraintComponent"

    def test(self, value: str, scope: Scope) -> str:
        """See `ValueComponent`."""
        return f"({' || '.join(conforms(shape, value, scope) for shape in self.shapes) or 'false'})"

    def without(self, scope: Scope) -> str:
        """Return the pattern that keeps of all `?this` those that conform to none of the shapes.

        A set taken away is many times cheaper in Oxigraph than a question asked of each node.
        """
        return "".join(_without(shape, scope) for shape in self.shapes)


def _without(shape: Shape, scope: Scope) -> str:
    witness = _witness(shape, scope)
    return f"MINUS {{ {witness}}} " if witness else f"FILTER(!{conforms(shape, FOCUS, scope)}) "


def _witness(shape: Shape, scope: Scope) -> str:
    """Return the pattern of the nodes that conform to a shape that asks for one thing to be there."""
    if not shape.active:
        return ""
    if shape.path is None and len(shape.properties) == 1 and not shape.components:
        return _witness(shape.properties[0], scope)
    if shape.path is None or shape.properties or len(shape.components) != 1:
        return ""
    (component,) = shape.components
    return component.witness(shape.path, scope) if isinstance(component, Count | HasValue) else ""


@frozen
class Xone:
    """sh:xone."""

    shapes: tuple[Shape, ...]
    name: str = f"{SH}XoneConstraintComponent"

    def test(self, value: str, scope: Scope) -> str:
        """See `ValueComponent`."""
        ones = " + ".join(f"IF({conforms(shape, value, scope)}, 1, 0)" for shape in self.shapes)
        return f"(({ones or '0'}) = 1)"
