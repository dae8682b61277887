"""What follows from axioms alone, before there are data: the closed hierarchies, and in which order the rules run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

from attrs import frozen
from pyoxigraph import NamedNode

from lineage_rdf.errors import NoVerdictError
from lineage_rdf.transform.inference.axioms import TYPE, Axioms, Pair

T = TypeVar("T")
_MOST_PAIRS: Final = 1_000_000


@frozen
class Plan:
    """Axioms made ready.

    Args:
        axioms: the axioms, of the rules that are wanted.
        superclasses: (class, class above it), however far.
        forwards: (property, property that also holds).
        backwards: (property, property that also holds the other way round).
        again: whether what chains and transitive properties give may be what they need, so that one pass is not enough.
        after: whether it may be what the hierarchy of properties needs.
        mentioned: properties of statements that can give a conclusion or be one.
    """

    axioms: Axioms
    superclasses: frozenset[Pair]
    forwards: frozenset[Pair]
    backwards: frozenset[Pair]
    again: bool
    after: bool
    mentioned: frozenset[NamedNode]


def plan_of(axioms: Axioms) -> Plan:
    """Return the plan of some axioms.

    Args:
        axioms: the axioms of the rules that are wanted.

    Raises:
        NoVerdictError: if there are more than a million pairs in a hierarchy, as in one of many hundred levels.
    """
    above = _neighbours(axioms.subclasses)
    superclasses = frozenset(_bounded(_classes(axioms, above), "classes"))
    linked = _Links(axioms)
    ways = list(_bounded(linked.ways(), "properties"))
    forwards = frozenset((start, end) for start, end, turned in ways if not turned)
    backwards = frozenset((start, end) for start, end, turned in ways if turned)
    given = _given(axioms, ways)
    return Plan(
        axioms,
        superclasses,
        forwards,
        backwards,
        again=_feeds_itself(axioms, given),
        after=any(len(reached) > 1 for reached in given.values()),
        mentioned=_mentioned(axioms),
    )


def _classes(axioms: Axioms, above: dict[NamedNode, list[NamedNode]]) -> Iterator[Pair]:
    for start in dict.fromkeys(lower for lower, _ in axioms.subclasses):
        for end in reached(start, lambda name: above.get(name, ())):
            if end != start:
                yield start, end


class _Links:
    """The properties that hold where another one does, forwards or backwards."""

    def __init__(self, axioms: Axioms) -> None:
        self._above = _neighbours(axioms.subproperties)
        self._beside = _neighbours(
            {*axioms.inverses, *((second, first) for first, second in axioms.inverses)}
        )

    def ways(self) -> Iterator[tuple[NamedNode, NamedNode, bool]]:
        """Yield (property, property that also holds, whether the other way round)."""
        for start in dict.fromkeys((*self._above, *self._beside)):
            for end, turned in reached((start, False), self._next):
                if turned or end != start:
                    yield start, end, turned

    def _next(self, at: tuple[NamedNode, bool]) -> Iterator[tuple[NamedNode, bool]]:
        name, turned = at
        yield from ((above, turned) for above in self._above.get(name, ()))
        yield from ((beside, not turned) for beside in self._beside.get(name, ()))


def reached(start: T, following: Callable[[T], Iterable[T]]) -> Iterator[T]:
    """Yield what can be reached in one step or more, each once; a circle leads back to its start.

    Args:
        start: where to start.
        following: gives what is one step away.
    """
    seen: set[T] = set()
    waiting = [start]
    while waiting:
        for found in following(waiting.pop()):
            if found not in seen:
                seen.add(found)
                waiting.append(found)
                yield found


def _neighbours(pairs: Iterable[Pair]) -> dict[NamedNode, list[NamedNode]]:
    found: dict[NamedNode, list[NamedNode]] = {}
    for first, second in sorted(pairs, key=str):
        found.setdefault(first, []).append(second)
    return found


def _bounded(pairs: Iterable[T], what: str) -> Iterator[T]:
    for number, pair in enumerate(pairs, start=1):
        if number > _MOST_PAIRS:
            raise NoVerdictError(
                f"the axioms alone give more than {_MOST_PAIRS:,} pairs of {what}",
                fix="leave the rule out with --rules",
            )
        yield pair


def _given(
    axioms: Axioms, ways: Iterable[tuple[NamedNode, NamedNode, bool]]
) -> dict[NamedNode, set[NamedNode]]:
    """Return property that a chain or transitivity gives -> the properties that hold then."""
    given = {head: {head} for head in (*(head for head, _ in axioms.chains), *axioms.transitive)}
    for start, end, _ in ways:
        if start in given:
            given[start].add(end)
    return given


def _feeds_itself(axioms: Axioms, given: dict[NamedNode, set[NamedNode]]) -> bool:
    """Say whether a chain or transitive property may give what another needs, or a property may give a class.

    What a transitive property gives itself is in its closure already.
    """
    if axioms.chains or TYPE in _properties(axioms):
        return True
    return any(name in given[head] for head in given for name in axioms.transitive if name != head)


def _mentioned(axioms: Axioms) -> frozenset[NamedNode]:
    typed = axioms.subclasses or axioms.domains or axioms.ranges
    classified = {name for name, _ in (*axioms.domains, *axioms.ranges)}
    return _properties(axioms) | classified | ({TYPE} if typed else set())


def _properties(axioms: Axioms) -> frozenset[NamedNode]:
    """Return the properties in axioms about properties."""
    pairs = (*axioms.subproperties, *axioms.inverses)
    chained = (name for head, links in axioms.chains for name in (head, *links))
    return frozenset((*(name for pair in pairs for name in pair), *chained, *axioms.transitive))
