"""Where property paths lead from many nodes at once."""

from __future__ import annotations

import numpy as np

from lineage_rdf.check.columns.table import Nodes, Table, packed, unpacked
from lineage_rdf.check.compiled.paths import Alternative, Path, Predicate, Repeated, Sequence

MOST_PAIRS = 20_000_000


class TooManyPairs(Exception):
    """A path leads to more pairs than are to be held at a time; its query takes over."""


class Ways:
    """Follows paths in a table.

    Args:
        table: the statements.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._back: dict[str, tuple[Nodes, Nodes]] = {}

    def values(self, path: Path | None, nodes: Nodes) -> tuple[Nodes, Nodes]:
        """Return the value nodes of some nodes: (place in `nodes`, value node), each pair once.

        Args:
            path: the path; None for the nodes themselves.
            nodes: the nodes, each once.

        Raises:
            TooManyPairs: if the path leads too far.
        """
        start = np.arange(len(nodes)), nodes
        return start if path is None else self._follow(path, *start)

    def _follow(self, path: Path, places: Nodes, nodes: Nodes) -> tuple[Nodes, Nodes]:
        match path:
            case Predicate(iri, inverse):
                return joined(self._column(iri, inverse), places, nodes)
            case Sequence(parts):
                for part in parts:
                    places, nodes = _once(*self._follow(part, places, nodes))
                return places, nodes
            case Alternative(parts):
                return _union([self._follow(part, places, nodes) for part in parts])
            case Repeated(inner, "?"):
                return _union([(places, nodes), self._follow(inner, places, nodes)])
            case Repeated(inner, sign):
                begin = (places, nodes) if sign == "*" else _once(*self._follow(inner, places, nodes))
                return self._closure(inner, *begin)

    def _closure(self, inner: Path, places: Nodes, nodes: Nodes) -> tuple[Nodes, Nodes]:
        """Return some pairs and all that the path leads to from them, taken any number of times."""
        known = new = np.unique(packed(places, nodes))
        while len(new):
            found = np.unique(packed(*self._follow(inner, *unpacked(new))))
            new = np.setdiff1d(found, known, assume_unique=True)
            known = np.union1d(known, new)
            if len(known) > MOST_PAIRS:
                raise TooManyPairs
        return unpacked(known)

    def _column(self, iri: str, inverse: bool) -> tuple[Nodes, Nodes]:
        subjects, objects = self._table.column(iri)
        if not inverse:
            return subjects, objects
        if iri not in self._back:
            self._back[iri] = unpacked(np.sort(packed(objects, subjects)))
        return self._back[iri]


def joined(column: tuple[Nodes, Nodes], places: Nodes, nodes: Nodes) -> tuple[Nodes, Nodes]:
    """Return (place, value) for every statement about every node.

    Args:
        column: the subjects, sorted, and the objects of the statements.
        places: what stands for each of the nodes.
        nodes: the nodes.

    Raises:
        TooManyPairs: if there are more of them than are to be held at a time.
    """
    subjects, objects = column
    low, high = np.searchsorted(subjects, nodes, "left"), np.searchsorted(subjects, nodes, "right")
    count = high - low
    if count.sum() > MOST_PAIRS:
        raise TooManyPairs
    before = np.cumsum(count) - count
    rows = np.arange(count.sum()) + np.repeat(low - before, count)
    return np.repeat(places, count), objects[rows]


def _once(places: Nodes, nodes: Nodes) -> tuple[Nodes, Nodes]:
    return unpacked(np.unique(packed(places, nodes)))


def _union(parts: list[tuple[Nodes, Nodes]]) -> tuple[Nodes, Nodes]:
    places, nodes = zip(*parts, strict=True)
    return _once(np.concatenate(places), np.concatenate(nodes))
