"""What is read one by one: rows of tables and model folders, and how they are handed out in bundles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from attrs import frozen

from lineage_rdf.reading.scan import MAX_BYTES

# Small enough that no process waits long for the last one, large enough that handing over costs nothing.
BUNDLE_ITEMS = 64
BUNDLE_BYTES = 1 << 20
# What a folder counts as: it is read where it lies, and takes about as long as this much of a table.
_FOLDER_SIZE = 1 << 16

# No id of the Hub is nearly as long; of a longer text the beginning is enough to say that it is none.
_LONGEST_ID = 1000


@frozen
class Row:
    """One row of a table of cards.

    Args:
        table: file name of the table.
        place: where the row stands, for example `row 3`.
        model_id: what stands in the column of the id; None if nothing does.
        card: the card; None if there is none.
        fault: why the row cannot be read; empty if it can.
    """

    table: str
    place: str
    model_id: str | None = None
    card: str | None = None
    fault: str = ""

    @property
    def where(self) -> str:
        """What a person calls it."""
        return f"{self.table}:{self.place}"

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return len(self.card or "")


@frozen
class ModelPath:
    """A model folder or a file of one.

    Args:
        path: where it lies.
        where: what a person calls it: the path as the arguments lead to it.
    """

    path: str
    where: str

    @property
    def size(self) -> int:
        """About how many bytes of a table it takes as long as."""
        return _FOLDER_SIZE


Item: TypeAlias = Row | ModelPath


def make_row(table: str, place: str, model_id: object, card: object) -> Row:
    """Return the row of two values of any type; what is no text, or longer than 32 MiB, makes a row with a fault."""
    name = model_id[:_LONGEST_ID] if isinstance(model_id, str) else None
    if card is None:
        return Row(table, place, name)
    if not isinstance(card, str):
        return Row(table, place, name, fault=f"the card is of type {type(card).__name__}, not text")
    if 4 * len(card) > MAX_BYTES and len(card.encode()) > MAX_BYTES:
        return Row(table, place, name, fault="the card is larger than 32 MiB")
    return Row(table, place, name, card)


def bundles(items: Iterable[Item]) -> Iterator[tuple[Item, ...]]:
    """Yield the items in bundles of up to 64 items and about 1 MiB, in order."""
    bundle: list[Item] = []
    size = 0
    for item in items:
        bundle.append(item)
        size += item.size
        if len(bundle) >= BUNDLE_ITEMS or size >= BUNDLE_BYTES:
            yield tuple(bundle)
            bundle, size = [], 0
    if bundle:
        yield tuple(bundle)
