"""The plain difference of two datasets: which statements only one of them has."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen
from pyoxigraph import Quad

from lineage_rdf.transform.canon import canonical_lines


@frozen
class StatementDifference:
    """What only one of two datasets says, as sorted lines of N-Quads without their line ends.

    Args:
        removed: lines of the old dataset alone.
        added: lines of the new dataset alone.
    """

    removed: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Whether the datasets are isomorphic, and their literals spelt alike."""
        return not self.removed and not self.added


def statement_difference(old: Iterable[Quad], new: Iterable[Quad]) -> StatementDifference:
    """Return which statements only one of two datasets has, blank nodes under their canonical labels (RDFC-1.0).

    One changed statement about a blank node may change the labels of others; they are then told as removed and added.

    Args:
        old: statements.
        new: statements.

    Raises:
        InputError: if there is a blank node in a triple term, which RDFC-1.0 cannot label.
    """
    before, after = set(canonical_lines(old)), set(canonical_lines(new))
    return StatementDifference(
        tuple(sorted(line.rstrip("\n") for line in before - after)),
        tuple(sorted(line.rstrip("\n") for line in after - before)),
    )
