"""An axiom as a value. Source: OWL 2 Structural Specification, section 9, whose names the forms carry."""

from __future__ import annotations

from attrs import frozen

from tools.owl.expressions import Expression
from tools.owl.graph import Term


@frozen
class Axiom:
    """One axiom, assertion or annotation.

    Attributes:
        form: ``SubClassOf``, ``ObjectPropertyRange``, ``ClassAssertion`` ...
        subject: The node it is stated of; names the axiom in reports.
        operands: Its expressions, in the order of the structural specification.
        values: Individuals, literals or annotation values.
    """

    form: str
    subject: Term
    operands: tuple[Expression, ...] = ()
    values: tuple[Term, ...] = ()

    def __str__(self) -> str:
        """The axiom in functional-style syntax."""
        return f"{self.form}({' '.join(str(part) for part in self.operands + self.values)})"
