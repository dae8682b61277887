"""Puts the boxes of a picture into rows, lines pointing down, and orders each row so that few lines cross.

The method is the usual one for layered drawings (Sugiyama, Tagawa and Toda 1981): longest path, helper points
on long lines, barycentres.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from attrs import frozen

from lineage_rdf.picture.boxes import Edge, Picture

MAX_PER_ROW = 4
# Beyond this many helper points long lines are drawn straight: a hostile lineage must not fill the memory.
MAX_HELPERS = 20_000
_SWEEPS = 4


@frozen
class Rows:
    """Where each box and helper point stands.

    Args:
        rows: keys from left to right, the top row first; helper points have keys like `e3.1`.
        paths: for each edge of the picture the keys it passes, source and target included.
    """

    rows: tuple[tuple[str, ...], ...]
    paths: tuple[tuple[str, ...], ...]


def rows_of(picture: Picture) -> Rows:
    """Return the rows of a picture."""
    rows = _split(_ranks(picture), picture)
    row_of = {key: index for index, row in enumerate(rows) for key in row}
    paths = _paths(picture.edges, row_of)
    for path in paths:
        for offset, key in enumerate(path[1:-1], start=1):
            rows[row_of[path[0]] + offset].append(key)
    return Rows(tuple(map(tuple, _ordered(rows, paths))), tuple(paths))


def _ranks(picture: Picture) -> dict[str, int]:
    """Return the longest path to each box; a model that no step made stands just above its first use."""
    rank = dict.fromkeys(picture.boxes, 0)
    into, out = defaultdict(list), defaultdict(list)
    for edge in picture.edges:
        if edge.kind != "back":
            into[edge.target].append(edge.source)
            out[edge.source].append(edge.target)
    for step in picture.steps:
        rank[step.key] = 1 + max((rank[key] for key in into[step.key]), default=0)
        for result in out[step.key]:
            rank[result] = max(rank[result], rank[step.key] + 1)
    for model in picture.models:
        if not into[model.key] and out[model.key]:
            rank[model.key] = min(rank[key] for key in out[model.key]) - 1
    return rank


def _split(rank: dict[str, int], picture: Picture) -> list[list[str]]:
    """Return the rows, a rank of many boxes spread over several; boxes of one rank are not joined."""
    by_rank: dict[int, list[str]] = defaultdict(list)
    for key in picture.boxes:
        by_rank[rank[key]].append(key)
    rows = []
    for value in sorted(by_rank):
        keys = by_rank[value]
        count = -(-len(keys) // MAX_PER_ROW)
        size = -(-len(keys) // count)
        rows += [keys[start : start + size] for start in range(0, len(keys), size)]
    return rows


def _paths(edges: tuple[Edge, ...], row_of: dict[str, int]) -> list[tuple[str, ...]]:
    """Return the keys that each edge passes, with a helper point in every row between its ends."""
    spans = [max(0, row_of[edge.target] - row_of[edge.source] - 1) for edge in edges]
    helpers = sum(spans) <= MAX_HELPERS
    return [
        (edge.source, *(f"e{index}.{step}" for step in range(1, span + 1) if helpers), edge.target)
        for index, (edge, span) in enumerate(zip(edges, spans, strict=True))
    ]


def _ordered(rows: list[list[str]], paths: list[tuple[str, ...]]) -> list[list[str]]:
    """Sort each row by the mean place of its neighbours, a few times down and up."""
    above, below = neighbours(paths)
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        place = _places(rows)
        for row in rows if down else reversed(rows):
            near = above if down else below
            wanted = {key: _mean([place[other] for other in near[key]], place[key]) for key in row}
            row.sort(key=lambda key: wanted[key])
            place.update(_places([row]))
    return rows


def neighbours(paths: list[tuple[str, ...]]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return what each key is joined to above and below it."""
    above: dict[str, list[str]] = defaultdict(list)
    below: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        for upper, lower in pairwise(path):
            below[upper].append(lower)
            above[lower].append(upper)
    return above, below


def _places(rows: list[list[str]]) -> dict[str, float]:
    """Return places between 0 and 1, so that rows of different length can be compared."""
    return {key: (index + 0.5) / len(row) for row in rows for index, key in enumerate(row)}


def _mean(values: list[float], default: float) -> float:
    return sum(values) / len(values) if values else default
