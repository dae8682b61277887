"""Constraints between the values of two properties: equals, disjoint, less than."""

from __future__ import annotations

from attrs import frozen

from lineage_rdf.check.compiled.focus import Focus
from lineage_rdf.check.compiled.model import Find
from lineage_rdf.check.compiled.path_patterns import exists, pattern
from lineage_rdf.check.compiled.paths import Path, Predicate, needed
from lineage_rdf.check.compiled.ranges import compared
from lineage_rdf.check.compiled.scope import FOCUS, VALUE, Scope
from lineage_rdf.vocabulary.namespaces import SH


@frozen
class Equals:
    """sh:equals: both have the same values."""

    other: Predicate
    name: str = f"{SH}EqualsConstraintComponent"

    def holds(self, focus: str, path: Path | None, scope: Scope) -> str:
        """See `SetComponent`."""
        mine = exists(path, focus, lambda v: f"!{_has(focus, self.other, v, scope)}", scope)
        others = exists(self.other, focus, lambda v: f"!{_has(focus, path, v, scope)}", scope)
        return f"(!{mine} && !{others})"

    def finds(self, focus: Focus, path: Path | None, scope: Scope) -> tuple[Find, ...]:
        """See `SetComponent`."""
        needs = focus.needs(scope)
        mine = focus.values(path, VALUE, f"!{_has(FOCUS, self.other, VALUE, scope)}", scope)
        others = focus.values(self.other, VALUE, f"!{_has(FOCUS, path, VALUE, scope)}", scope)
        return (Find(mine, VALUE, needs=needs), Find(others, VALUE, needs=needs))


@frozen
class Disjoint:
    """sh:disjoint: no value in common."""

    other: Predicate
    name: str = f"{SH}DisjointConstraintComponent"

    def holds(self, focus: str, path: Path | None, scope: Scope) -> str:
        """See `SetComponent`."""
        return f"!{exists(path, focus, lambda v: _has(focus, self.other, v, scope), scope)}"

    def finds(self, focus: Focus, path: Path | None, scope: Scope) -> tuple[Find, ...]:
        """See `SetComponent`."""
        where = focus.values(path, VALUE, _has(FOCUS, self.other, VALUE, scope), scope)
        return (Find(where, VALUE, needs=(*focus.needs(scope), frozenset([self.other.iri]))),)


@frozen
class LessThan:
    """sh:lessThan and sh:lessThanOrEquals."""

    other: Predicate
    sign: str
    name: str

    def holds(self, focus: str, path: Path | None, scope: Scope) -> str:
        """See `SetComponent`."""

        def beaten(value: str) -> str:
            return exists(
                self.other, focus, lambda other: f"!{compared(value, self.sign, other, scope)}", scope
            )

        return f"!{exists(path, focus, beaten, scope)}"

    def finds(self, focus: Focus, path: Path | None, scope: Scope) -> tuple[Find, ...]:
        """See `SetComponent`."""
        other = scope.new()
        # Both values are bound before they are compared, hence one pattern and the filter at its end.
        pairs = f"{focus.values(path, VALUE, '', scope)}{pattern(self.other, FOCUS, other, scope)}"
        where = f"{pairs}FILTER(!{compared(VALUE, self.sign, other, scope)}) "
        needs = (*focus.needs(scope), *(needed(path) if path else ()), frozenset([self.other.iri]))
        return (Find(where, VALUE, apart=(other,), needs=needs),)


def _has(focus: str, path: Path | None, value: str, scope: Scope) -> str:
    """Return the expression that a path leads from a focus node to a value."""
    if isinstance(path, Predicate) and not path.inverse and not scope.carries([path.iri]):
        return f"EXISTS {{ {pattern(path, focus, value, scope)}}}"
    return exists(path, focus, lambda found: f"sameTerm({found}, {value})", scope)
