"""Comparisons of literals by value."""

from __future__ import annotations

from attrs import frozen
from pyoxigraph import Literal

from lineage_rdf.check.compiled.literals import AS_WRITTEN
from lineage_rdf.check.compiled.scope import Scope
from lineage_rdf.vocabulary.namespaces import SH, XSD

_NUMBERS = ", ".join(f"<{p}{XSD}{n}>" for n in ("integer", "decimal") for p in ("", AS_WRITTEN))


def compared(left: str, sign: str, right: str, scope: Scope) -> str:
    """Return the expression of a comparison, false where the two cannot be compared.

    Numbers that are too large for Oxigraph's own types are compared as doubles.

    Args:
        left: a variable or a literal.
        sign: `<`, `<=`, `>` or `>=`.
        right: a variable or a literal.
        scope: tells where the data lie.
    """
    doubles = f"{_double(left)} {sign} {_double(right)}"
    if scope.in_place:
        return f"COALESCE({left} {sign} {right}, {doubles}, false)"
    return f"COALESCE({_native(left)} {sign} {_native(right)}, {doubles}, false)"


def _native(term: str) -> str:
    if not term.startswith("?"):
        return term
    kind = f"STR(DATATYPE({term}))"
    native = f'STRDT(STR({term}), IRI(STRAFTER({kind}, "{AS_WRITTEN}")))'
    return f'IF(STRSTARTS({kind}, "{AS_WRITTEN}"), {native}, {term})'


def _double(term: str) -> str:
    number = f"<{XSD}double>(STR({term}))"
    return f"IF(DATATYPE({term}) IN ({_NUMBERS}), {number}, 1/0)" if term.startswith("?") else number


@frozen
class Range:
    """sh:minInclusive, sh:minExclusive, sh:maxInclusive, sh:maxExclusive."""

    sign: str
    bound: Literal
    name: str

    def test(self, value: str, scope: Scope) -> str:
        """See `ValueComponent`."""
        return compared(value, self.sign, str(self.bound), scope)


RANGES = {
    f"{SH}minInclusive": (">=", f"{SH}MinInclusiveConstraintComponent"),
    f"{SH}minExclusive": (">", f"{SH}MinExclusiveConstraintComponent"),
    f"{SH}maxInclusive": ("<=", f"{SH}MaxInclusiveConstraintComponent"),
    f"{SH}maxExclusive": ("<", f"{SH}MaxExclusiveConstraintComponent"),
}
