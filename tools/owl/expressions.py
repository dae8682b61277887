"""Class, data range and property expressions as values.

Source: OWL 2 Structural Specification, sections 6 to 8, whose names the forms carry.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from tools.owl.graph import Term
from tools.owl.names import short


@frozen
class Expression:
    """One node of an expression tree.

    Attributes:
        form: ``Class``, ``Datatype``, ``ObjectProperty``, ``ObjectUnionOf``, ``DataHasValue``
            ... ; ``UnknownProperty`` for one without a declaration, ``Malformed`` for what is no expression.
        iri: The name, for named forms.
        operands: Parts that are expressions; a restriction has its property first.
        values: Individuals or literals of an enumeration, a value restriction or an assertion.
        number: The bound of a cardinality restriction.
    """

    form: str
    iri: str = ""
    operands: tuple[Expression, ...] = ()
    values: tuple[Term, ...] = ()
    number: int = -1

    def walk(self) -> Iterator[Expression]:
        """This expression and every expression inside it."""
        yield self
        for operand in self.operands:
            yield from operand.walk()

    def __str__(self) -> str:
        """The expression in functional-style syntax, built-in names prefixed."""
        if self.iri:
            return short(self.iri)
        number = [str(self.number)] if self.number >= 0 else []
        parts = number + [str(part) for part in self.operands + self.values]
        return f"{self.form}({' '.join(parts)})"


MALFORMED = Expression("Malformed")
