"""Two sequences of steps laid side by side.

The steps of two different models are nodes of two lineages, so unlike two versions of one lineage they have nothing by which they
could be known again; what was done is all there is to go by.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final, TypeVar

T = TypeVar("T", bound=Hashable)
# Beyond so many pairs of steps, which are compared with each other, order alone decides.
_MOST_PAIRS: Final = 250_000
Pair = tuple[int | None, int | None]


def side_by_side(one: Sequence[T], other: Sequence[T]) -> Iterator[Pair]:
    """Yield pairs of places of two sequences, in order; None where one of them has nothing to lay beside.

    What is equal at both ends is paired, then what is in the longest runs of equal items (Ratcliff and Metzener 1988, as
    `difflib` has it), and between these what is left in its order.

    Args:
        one: what was done in each step of one model.
        other: what was done in each step of the other one.
    """
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        yield start, start
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    yield from _between(one, other, (start, len(one) - end), (start, len(other) - end))
    for back in range(end, 0, -1):
        yield len(one) - back, len(other) - back


def _between(
    one: Sequence[T], other: Sequence[T], left: tuple[int, int], right: tuple[int, int]
) -> Iterator[Pair]:
    """Yield the pairs of what differs at both ends."""
    lengths = left[1] - left[0], right[1] - right[0]
    if lengths[0] * lengths[1] > _MOST_PAIRS:
        yield from zip_longest(range(*left), range(*right))
        return
    matcher = SequenceMatcher(None, one[slice(*left)], other[slice(*right)], autojunk=False)
    for _, from_one, to_one, from_other, to_other in matcher.get_opcodes():
        yield from zip_longest(
            range(left[0] + from_one, left[0] + to_one), range(right[0] + from_other, right[0] + to_other)
        )
