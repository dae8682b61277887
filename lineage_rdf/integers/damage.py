"""Numbers that lead nowhere: how arrays that lie in files, which nobody reads as a whole, are found to be damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what asks a place that has no arrays loads none
    import numpy as np
    import numpy.typing as npt


class Damaged(Exception):
    """Arrays hold numbers that cannot stand there, or bytes that are no text."""


def within(numbers: npt.NDArray[np.int64], limit: int) -> None:
    """Refuse numbers that are no places of an array; NumPy itself counts negative ones from the end.

    Args:
        numbers: (k,) the numbers, side by side in memory.
        limit: the length of the array.

    Raises:
        Damaged: if a number is negative, or not below the limit.
    """
    # As numbers without a sign the negative ones are the largest, so that one look is enough.
    if len(numbers) and numbers.view("uint64").max() >= limit:
        raise Damaged(f"a number is not from 0 to {limit - 1}")
