"""Which class expressions OWL 2 RL allows on which side of an axiom.

Source: OWL 2 Profiles, section 4.2.3.
"""

from __future__ import annotations

from tools.owl.expressions import Expression
from tools.owl.names import THING

_HAS_VALUE = frozenset({"ObjectHasValue", "DataHasValue"})
_AT_MOST_ONE = (0, 1)


def is_data_range(expression: Expression) -> bool:
    """Whether RL knows the data range: a datatype or an intersection of such."""
    if expression.form == "DataIntersectionOf":
        return all(is_data_range(operand) for operand in expression.operands)
    return expression.form == "Datatype"


def is_sub(expression: Expression) -> bool:
    """Whether the expression may stand below: subClassExpression."""
    form, operands = expression.form, expression.operands
    if form in ("ObjectIntersectionOf", "ObjectUnionOf"):
        return all(is_sub(operand) for operand in operands)
    if form == "ObjectSomeValuesFrom":
        return operands[1].iri == THING or is_sub(operands[1])
    if form == "DataSomeValuesFrom":
        return is_data_range(operands[1])
    return _is_class(expression) or form == "ObjectOneOf" or form in _HAS_VALUE


def is_super(expression: Expression) -> bool:
    """Whether the expression may stand above: superClassExpression."""
    form, operands = expression.form, expression.operands
    if form == "ObjectIntersectionOf":
        return all(is_super(operand) for operand in operands)
    if form == "ObjectComplementOf":
        return is_sub(operands[0])
    if form == "ObjectAllValuesFrom":
        return is_super(operands[1])
    if form == "ObjectMaxCardinality":
        filler = operands[1]
        return expression.number in _AT_MOST_ONE and (filler.iri == THING or is_sub(filler))
    if form in ("DataAllValuesFrom", "DataMaxCardinality"):
        bounded = form == "DataAllValuesFrom" or expression.number in _AT_MOST_ONE
        return bounded and is_data_range(operands[1])
    return _is_class(expression) or form in _HAS_VALUE


def is_equivalent(expression: Expression) -> bool:
    """Whether the expression may stand in an equivalence: equivClassExpression."""
    if expression.form == "ObjectIntersectionOf":
        return all(is_equivalent(operand) for operand in expression.operands)
    return _is_class(expression) or expression.form in _HAS_VALUE


def _is_class(expression: Expression) -> bool:
    return expression.form == "Class" and expression.iri != THING
