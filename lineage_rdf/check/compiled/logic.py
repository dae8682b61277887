"""Constraints that are made of other shapes: node, not, and, or, xone."""

from __future__ import annotations

from attrs import frozen

from lineage_rdf.check.compiled.conformance import conforms
from lineage_rdf.check.compiled.counts import Count, HasValue
from lineage_rdf.check.compiled.focus import Focus
from lineage_rdf.check.compiled.model import Shape
from lineage_rdf.check.compiled.scope import FOCUS, GRAPH, Scope
from lineage_rdf.check.compiled.values import ClassOf
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

    def only_class(self) -> str:
        """Return the class that nodes must not be of, if that is all the shape says; else empty text."""
        shape = self.shape
        if not shape.active or shape.path is not None or shape.properties or len(shape.components) != 1:
            return ""
        (component,) = shape.components
        return component.iri if isinstance(component, ClassOf) else ""


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

    def violations(self, focus: Focus, scope: Scope) -> str:
        """Return the pattern of all `?this` among some focus nodes that conform to none of the shapes.

        A set to begin with, or to take away, is many times cheaper in Oxigraph than a question asked of each node.
        """
        drivers = ((shape, _failing(shape, focus, scope)) for shape in self.shapes)
        first, begin = next(((shape, text) for shape, text in drivers if text), (None, focus.block(scope)))
        return begin + "".join(_without(shape, scope) for shape in self.shapes if shape is not first)


def _failing(shape: Shape, focus: Focus, scope: Scope) -> str:
    """Return the pattern of the focus nodes that fail a shape that asks for one thing not to be there; else empty text."""
    if shape.active and shape.path is None and len(shape.properties) == 1 and not shape.components:
        return _failing(shape.properties[0], focus, scope)
    if not shape.active or shape.path is None or shape.properties or len(shape.components) != 1:
        return ""
    (component,) = shape.components
    if not isinstance(component, Count) or component.least or component.count != 0:
        return ""
    value = scope.new()
    condition = component.qualified.test(value, scope) if component.qualified else ""
    # Only `?this` may leave the pattern: the other branches are about nodes, not about this value.
    return f"{{ SELECT DISTINCT {GRAPH} {FOCUS} {{ {focus.values(shape.path, value, condition, scope)}}} }} "


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
