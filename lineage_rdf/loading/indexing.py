"""Keeps the index beside a store up to date once lineages were loaded or unloaded."""

from __future__ import annotations

from pathlib import Path

from lineage_rdf.errors import LineageError, UsageError
from lineage_rdf.loading.counts import Counts
from lineage_rdf.query import make_index
from lineage_rdf.store.open import is_address


def keep_index(place: str, counts: Counts, *, wanted: bool | None = None) -> None:
    """Make the index of a store anew if something in it changed.

    Without an index the store answers all the same, so a failure is a note.

    Args:
        place: the folder of the store, which was written and is closed; the address of an endpoint has no index.
        counts: what was done; a note is added if there is no index now.
        wanted: True to make it whatever was done, False to leave it, None to see.
    """
    changed = counts.loaded or counts.replaced or counts.unloaded
    if is_address(place) or wanted is False or not (changed or wanted):
        return
    try:
        make_index(Path(place))
    except LineageError as error:
        counts.notes.append(str(error))


def refuse_index(place: str) -> None:
    """Refuse to make an index of what has none.

    Raises:
        UsageError: if the place is an endpoint.
    """
    if is_address(place):
        raise UsageError("an endpoint has no index", place, "leave out --index")
