"""Gives every box and helper point of a layered drawing its place, in pixels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from attrs import frozen

from lineage_rdf.picture.rows import Rows, neighbours

GAP_X, GAP_Y, MARGIN = 28.0, 40.0, 24.0
_SWEEPS = 6


@frozen
class Size:
    """Width and height in pixels."""

    width: float
    height: float


@frozen
class Placement:
    """The finished drawing.

    Args:
        centres: key -> (x of the middle, y of the top edge) in pixels, from the upper left corner.
        bottoms: key -> y of the bottom of its row.
        size: the whole drawing.
    """

    centres: Mapping[str, tuple[float, float]]
    bottoms: Mapping[str, float]
    size: Size


def place(rows: Rows, sizes: Mapping[str, Size], top: float = MARGIN) -> Placement:
    """Return where everything stands.

    Args:
        rows: keys by row.
        sizes: size of each box; helper points are not in it and take no room.
        top: y of the first row.
    """
    widths = {key: sizes[key].width if key in sizes else 0.0 for row in rows.rows for key in row}
    x = _columns(rows, widths)
    left = min((x[key] - widths[key] / 2 for key in x), default=0.0) - MARGIN
    right = max((x[key] + widths[key] / 2 for key in x), default=0.0) + MARGIN
    centres: dict[str, tuple[float, float]] = {}
    bottoms: dict[str, float] = {}
    y = top
    for row in rows.rows:
        bottom = y + max((sizes[key].height for key in row if key in sizes), default=0.0)
        centres.update({key: (x[key] - left, y) for key in row})
        bottoms.update(dict.fromkeys(row, bottom))
        y = bottom + GAP_Y
    return Placement(centres, bottoms, Size(right - left, y - GAP_Y + MARGIN))


def _columns(rows: Rows, widths: Mapping[str, float]) -> dict[str, float]:
    """Return the x of each key: near the mean of its neighbours, in the order of the row, not overlapping."""
    above, below = neighbours(list(rows.paths))
    x: dict[str, float] = {}
    for row in rows.rows:
        x.update(zip(row, spread([0.0] * len(row), [widths[key] for key in row]), strict=True))
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        for row in rows.rows if down else tuple(reversed(rows.rows)):
            near = above if down else below
            wanted = [
                sum(x[other] for other in near[key]) / len(near[key]) if near[key] else x[key] for key in row
            ]
            x.update(zip(row, spread(wanted, [widths[key] for key in row]), strict=True))
    return x


def spread(wanted: Sequence[float], widths: Sequence[float]) -> list[float]:
    """Return the places nearest to the wanted ones (least squares) that keep order and distance.

    Less the least distances this is a monotone regression, which pooling adjacent violators solves exactly.

    Args:
        wanted: wished x of the middles, from left to right.
        widths: widths of the things, in the same order.
    """
    offsets = [0.0]
    for left, right in pairwise(widths):
        offsets.append(offsets[-1] + (left + right) / 2 + GAP_X)
    pools: list[tuple[float, int]] = []
    for value, offset in zip(wanted, offsets, strict=False):
        mean, count = value - offset, 1
        while pools and pools[-1][0] > mean:
            before, size = pools.pop()
            mean, count = (before * size + mean * count) / (size + count), size + count
        pools.append((mean, count))
    flat = [mean for mean, count in pools for _ in range(count)]
    return [mean + offset for mean, offset in zip(flat, offsets, strict=False)]
