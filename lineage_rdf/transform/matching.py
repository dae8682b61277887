"""Which things of one list are which of another: the first key that tells pairs them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeAlias, TypeVar

from attrs import frozen

T = TypeVar("T")
# Gives what a thing and its partner have in common; None if it says nothing of this thing.
Key: TypeAlias = Callable[[T], Hashable]


@frozen
class Matched(Generic[T]):
    """The pairs, and what has no partner.

    Args:
        pairs: (old, new).
        removed: things of the old list alone.
        added: things of the new list alone.
    """

    pairs: list[tuple[T, T]]
    removed: list[T]
    added: list[T]


def match(old: Iterable[T], new: Iterable[T], keys: Sequence[tuple[Key[T], Key[T]]]) -> Matched[T]:
    """Pair the things of two lists.

    Several things of one key are paired in the order of the lists, so an order by content gives the same pairs both ways.

    Args:
        old: things.
        new: things.
        keys: what tells that two things are one, the surest first: each a function for the old list and one for the new.
    """
    before, after = list(old), list(new)
    pairs: list[tuple[T, T]] = []
    for old_key, new_key in keys:
        waiting: dict[Hashable, list[T]] = defaultdict(list)
        for item in reversed(after):
            waiting[new_key(item)].append(item)
        rest, taken = [], set()
        for item in before:
            key = old_key(item)
            if key is None or not waiting.get(key):
                rest.append(item)
                continue
            partner = waiting[key].pop()
            taken.add(id(partner))
            pairs.append((item, partner))
        before, after = rest, [item for item in after if id(item) not in taken]
    return Matched(pairs, before, after)
