"""Keeps the index beside a store up to date once something in the store was changed."""

from __future__ import annotations

from pathlib import Path

from lineage_rdf.errors import LineageError, UsageError
from lineage_rdf.query import make_index
from lineage_rdf.query.index.beside import is_out_of_date
from lineage_rdf.store.open import is_address


def keep_index(place: str, *, changed: bool, wanted: bool | None = None) -> list[str]:
    """Make the index of a store anew if something in it changed, or if it had one that is no longer found.

    Args:
        place: the folder of the store, which was written and is closed; the address of an endpoint has no index.
        changed: whether something in it was changed.
        wanted: True to make the index anyway, False to leave it, None to see.

    Returns:
        What there is to say if there is no index now, for without one the store answers all the same.

    Raises:
        InputError: if an index was wanted and cannot be made.
        NoVerdictError: if one was wanted and the store does not answer.
    """
    if is_address(place) or wanted is False:
        return []
    try:
        if changed or wanted or is_out_of_date(Path(place)):
            make_index(Path(place))
    except (LineageError, OSError) as error:
        if wanted:
            raise
        return [str(error)]
    return []


def refuse_index(place: str) -> None:
    """Refuse to make an index of what has none.

    Raises:
        UsageError: if the place is an endpoint.
    """
    if is_address(place):
        raise UsageError("an endpoint has no index", place, "leave out --index")
