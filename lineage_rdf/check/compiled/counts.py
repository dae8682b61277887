"""Constraints on how many values there are: counts, qualified counts, a value that must be there, one text per language."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen
from pyoxigraph import Literal, NamedNode

from lineage_rdf.check.compiled.conformance import Qualified
from lineage_rdf.check.compiled.focus import Focus
from lineage_rdf.check.compiled.model import Find
from lineage_rdf.check.compiled.path_patterns import exists, pattern
from lineage_rdf.check.compiled.paths import Path, Predicate, Repeated, Sequence, may_stand_still, needed
from lineage_rdf.check.compiled.scope import FOCUS, GRAPH, Scope
from lineage_rdf.check.compiled.values import In, same
from lineage_rdf.vocabulary.namespaces import RDF, RDFS, SH

_CLASSES = Sequence((Predicate(f"{RDF}type"), Repeated(Predicate(f"{RDFS}subClassOf"), "*")))
_FEW = 3  # up to so many values are counted by as many nested EXISTS, more by grouping


def at_least(count: int, focus: str, path: Path | None, test: Callable[[str], str], scope: Scope) -> str:
    """Return the expression that a node has at least some number of different values that pass a test."""
    if count <= 0:
        return "true"
    if count > _FEW and path is not None and not may_stand_still(path):
        return _grouped(count, focus, path, test, scope)

    def more(found: tuple[str, ...]) -> str:
        def another(value: str) -> str:
            parts = [f"!sameTerm({value}, {old})" for old in found]
            parts += [condition] if (condition := test(value)) else []
            parts += [more((*found, value))] if len(found) + 1 < count else []
            return " && ".join(parts)

        return exists(path, focus, another, scope)

    return more(())


def _grouped(count: int, focus: str, path: Path | None, test: Callable[[str], str], scope: Scope) -> str:
    start, value = scope.new(), scope.new()
    kept = f"FILTER({condition}) " if (condition := test(value)) else ""
    inner = (
        f"SELECT {GRAPH} {start} {{ {pattern(path, start, value, scope)}{kept}}} GROUP BY {GRAPH} {start} "
    )
    return f"EXISTS {{ {{ {inner}HAVING(COUNT(DISTINCT {value}) >= {count}) }} FILTER(sameTerm({start}, {focus})) }}"


@frozen
class Count:
    """sh:minCount, sh:maxCount, sh:qualifiedMinCount and sh:qualifiedMaxCount.

    Args:
        least: whether `count` is the least number allowed, not the greatest.
        count: the number.
        name: IRI of the constraint component.
        qualified: which values count; None for all.
    """

    least: bool
    count: int
    name: str
    qualified: Qualified | None = None

    def _test(self, scope: Scope) -> Callable[[str], str]:
        return lambda value: self.qualified.test(value, scope) if self.qualified else ""

    def holds(self, focus: str, path: Path | None, scope: Scope) -> str:
        """See `SetComponent`."""
        if self.least:
            return at_least(self.count, focus, path, self._test(scope), scope)
        return f"!{at_least(self.count + 1, focus, path, self._test(scope), scope)}"

    def witness(self, path: Path | None, scope: Scope) -> str:
        """Return the pattern of which one match shows that `?this` conforms; empty text if there is none."""
        if not self.least or self.count != 1 or path is None or may_stand_still(path):
            return ""
        value = scope.new()
        condition = self._test(scope)(value)
        return pattern(path, FOCUS, value, scope) + (f"FILTER({condition}) " if condition else "")

    def finds(self, focus: Focus, path: Path | None, scope: Scope) -> tuple[Find, ...]:
        """See `SetComponent`."""
        needs = focus.needs(scope)
        if self.least:
            if self.count <= 0:
                return ()
            return (Find(self._too_few(focus, path, scope), needs=needs),)
        value = scope.new()
        condition = self._test(scope)(value)
        needs += needed(path) if path else ()
        where = self._typed(focus, path, value, scope) or focus.values(path, value, condition, scope)
        if self.count == 0:
            return (Find(where, needs=needs),)
        return (Find(_having(where, value, f"> {self.count}"), needs=needs),)

    def _typed(self, focus: Focus, path: Path | None, value: str, scope: Scope) -> str:
        """Return the pattern of the classes of a node among some classes; empty text if the count is of anything else.

        The classes below each are known, so that no search along rdfs:subClassOf is needed.
        """
        tops = classes_counted(self, path)
        if tops is None:
            return ""
        pairs = [(name, top) for top in tops for name in (top, *scope.below.get(top, ()))]
        table = " ".join(f"(<{name}> <{top}>)" for name, top in dict.fromkeys(pairs))
        kind = scope.new()
        return (
            f"{focus.block(scope)}VALUES ({kind} {value}) {{ {table} }} GRAPH {GRAPH} {{ {FOCUS} a {kind} }} "
        )

    def _too_few(self, focus: Focus, path: Path | None, scope: Scope) -> str:
        witness = self.witness(path, scope)
        if witness:
            return f"{focus.block(scope)}MINUS {{ {witness}}} "
        if path is None or may_stand_still(path):
            return f"{focus.block(scope)}FILTER(!{self.holds(FOCUS, path, scope)}) "
        value = scope.new()
        condition = self._test(scope)(value)
        kept = f"FILTER({condition}) " if condition else ""
        inner = f"{focus.block(scope)}OPTIONAL {{ {pattern(path, FOCUS, value, scope)}{kept}}} "
        return _having(inner, value, f"< {self.count}")


def classes_counted(component: Count, path: Path | None) -> tuple[str, ...] | None:
    """Return the classes of which a count asks how many a node is of; None if it counts anything else."""
    if path != _CLASSES or component.qualified is None or component.qualified.siblings:
        return None
    shape = component.qualified.shape
    listed = shape.components[0] if len(shape.components) == 1 and not shape.properties else None
    if not shape.active or shape.path is not None or not isinstance(listed, In):
        return None
    names = tuple(term.value for term in listed.members if isinstance(term, NamedNode))
    return names if len(names) == len(listed.members) else None


def _having(where: str, value: str, bound: str) -> str:
    grouped = f"GROUP BY {GRAPH} {FOCUS} HAVING(COUNT(DISTINCT {value}) {bound})"
    return f"{{ SELECT {GRAPH} {FOCUS} {{ {where}}} {grouped} }} "


@frozen
class HasValue:
    """sh:hasValue."""

    term: NamedNode | Literal
    name: str = f"{SH}HasValueConstraintComponent"

    def holds(self, focus: str, path: Path | None, scope: Scope) -> str:
        """See `SetComponent`."""
        return exists(path, focus, lambda value: same(value, self.term, scope), scope)

    def witness(self, path: Path | None, scope: Scope) -> str:
        """Return the pattern of which one match shows that `?this` conforms; empty text if there is none."""
        if path is None or may_stand_still(path):
            return ""
        if isinstance(self.term, NamedNode):
            return pattern(path, FOCUS, str(self.term), scope)
        value = scope.new()
        return f"{pattern(path, FOCUS, value, scope)}FILTER({same(value, self.term, scope)}) "

    def finds(self, focus: Focus, path: Path | None, scope: Scope) -> tuple[Find, ...]:
        """See `SetComponent`."""
        witness = self.witness(path, scope)
        missing = f"MINUS {{ {witness}}} " if witness else f"FILTER(!{self.holds(FOCUS, path, scope)}) "
        return (Find(focus.block(scope) + missing, needs=focus.needs(scope)),)


@frozen
class UniqueLang:
    """sh:uniqueLang: no language twice."""

    name: str = f"{SH}UniqueLangConstraintComponent"

    def holds(self, focus: str, path: Path | None, scope: Scope) -> str:
        """See `SetComponent`."""

        def twin(first: str) -> Callable[[str], str]:
            return lambda other: (
                f'LANG({first}) != "" && LCASE(LANG({first})) = LCASE(LANG({other})) && !sameTerm({first}, {other})'
            )

        def has_twin(value: str) -> str:
            return f"isLiteral({value}) && {exists(path, focus, twin(value), scope)}"

        return f"!{exists(path, focus, has_twin, scope)}"

    def finds(self, focus: Focus, path: Path | None, scope: Scope) -> tuple[Find, ...]:
        """See `SetComponent`."""
        value, language = scope.new(), scope.new()
        where = focus.values(path, value, f'LANG({value}) != ""', scope)
        grouped = f"{GRAPH} {FOCUS} {language}"
        inner = f"SELECT {grouped} {{ {where}BIND(LCASE(LANG({value})) AS {language}) }} GROUP BY {grouped} "
        where = f"{{ {inner}HAVING(COUNT(DISTINCT {value}) > 1) }} "
        return (Find(where, apart=(language,), needs=focus.needs(scope) + (needed(path) if path else ())),)
