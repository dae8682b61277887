"""Whether a node conforms to a shape, as one SPARQL expression that is true or false and never an error."""

from __future__ import annotations

from attrs import field, frozen

from lineage_rdf.check.compiled.model import Shape
from lineage_rdf.check.compiled.path_patterns import exists
from lineage_rdf.check.compiled.scope import Scope


def conforms(shape: Shape, node: str, scope: Scope) -> str:
    """Return the expression that a node conforms to a shape.

    Args:
        shape: the shape.
        node: the variable of the node.
        scope: gives the names of variables.
    """
    scope.enter()
    if not shape.active:
        return "true"
    parts = [c.holds(node, shape.path, scope) for c in shape.of_sets]
    if shape.path is None:
        parts += _tests(shape, node, scope)
    elif shape.properties or shape.of_values:
        parts.append(f"!{exists(shape.path, node, lambda v: _fails(shape, v, scope), scope)}")
    return f"({' && '.join(parts)})" if parts else "true"


def _fails(shape: Shape, value: str, scope: Scope) -> str:
    return f"!({' && '.join(_tests(shape, value, scope))})"


def _tests(shape: Shape, value: str, scope: Scope) -> list[str]:
    """Return what a shape asks of a value node."""
    tests = [c.test(value, scope) for c in shape.of_values]
    return tests + [conforms(within, value, scope) for within in shape.properties]


@frozen
class Qualified:
    """Which values a qualified count is about.

    Args:
        shape: the shape they conform to.
        siblings: the shapes they must not conform to.
    """

    shape: Shape
    siblings: tuple[Shape, ...] = field(default=())

    def test(self, value: str, scope: Scope) -> str:
        """Return the expression that a value counts."""
        others = [f"!{conforms(sibling, value, scope)}" for sibling in self.siblings]
        return " && ".join([conforms(self.shape, value, scope), *others])
