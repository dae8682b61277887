"""Ends the writing of a store, and says what could not be done."""

from __future__ import annotations

from typing import Final

from lineage_rdf.errors import LineageError
from lineage_rdf.loading.counts import Counts
from lineage_rdf.store import Writer

_WHY: Final = (
    "the graph store protocol cannot delete single statements; docs/stores.md has an update that does"
)


def finish(writer: Writer, counts: Counts) -> None:
    """Finish a store; an error, and what had to be left in it, are added to the counts.

    Args:
        writer: the store.
        counts: what was done.
    """
    try:
        writer.finish()
    except LineageError as error:
        counts.errors.append(error)
    counts.left_behind = left = writer.left_behind
    if left:
        counts.notes.append(
            f"{left:,} statements of the default graph that describe graphs as they were are left: {_WHY}"
        )
