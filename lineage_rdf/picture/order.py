"""Puts each step after the steps it builds on, also where a faulty lineage goes in circles."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Sequence

from attrs import frozen

from lineage_rdf.records import Step


@frozen
class Order:
    """The steps in order.

    Args:
        steps: every step once.
        back: (IRI of a step, IRI of a base of it) where the base is made later or by the step itself.
    """

    steps: tuple[Step, ...]
    back: frozenset[tuple[str, str]]


def order_of(steps: Sequence[Step], bases: Callable[[Step], Sequence[str]]) -> Order:
    """Return a topological order that keeps the given one where the lines allow it (Kahn's algorithm).

    Where the steps go in a circle, the first of those left is taken and its unmade bases are kept as `back`.

    Args:
        steps: the steps, by ordinal.
        bases: the models a step starts from.
    """
    waiting = _needs(steps, bases)
    users: dict[int, list[int]] = defaultdict(list)
    for index, needs in enumerate(waiting):
        for need in needs:
            users[need].append(index)
    ready = [index for index, needs in enumerate(waiting) if not needs]
    left = dict.fromkeys(range(len(steps)))
    taken: list[int] = []
    while left:
        index = heapq.heappop(ready) if ready else next(iter(left))
        if index not in left:
            continue
        del left[index]
        taken.append(index)
        for user in users[index]:
            waiting[user].discard(index)
            if not waiting[user] and user in left:
                heapq.heappush(ready, user)
    return Order(tuple(steps[index] for index in taken), _back([steps[index] for index in taken], bases))


def _needs(steps: Sequence[Step], bases: Callable[[Step], Sequence[str]]) -> list[set[int]]:
    """Return for each step the indexes of the steps that must come before it."""
    makers: dict[str, list[int]] = defaultdict(list)
    by_iri = {step.iri: index for index, step in enumerate(steps)}
    for index, step in enumerate(steps):
        if step.produced_model:
            makers[step.produced_model].append(index)
    return [
        {maker for base in bases(step) for maker in makers.get(base, ()) if maker != index}
        | {by_iri[before] for before in step.follows if before in by_iri and before != step.iri}
        for index, step in enumerate(steps)
    ]


def _back(steps: Sequence[Step], bases: Callable[[Step], Sequence[str]]) -> frozenset[tuple[str, str]]:
    made_later = {step.produced_model for step in steps if step.produced_model}
    made: set[str] = set()
    back = set()
    for step in steps:
        back |= {(step.iri, base) for base in bases(step) if base in made_later and base not in made}
        if step.produced_model:
            made.add(step.produced_model)
    return frozenset(back)
