"""Where each field of a model record stands in the vocabulary and in a model card."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from attrs import frozen


@frozen
class Place:
    """The places of one field.

    Args:
        field: its name.
        type: what it holds, in words.
        vocabulary: the property and the node that carry it.
        front_matter: the key of a card's front matter; empty if there is none.
        heading: the heading of the Hub's template under which a card tells it; empty if there is none.
        also_headings: other headings under which it is looked for, in small letters.
        note: where the match is not exact.
    """

    field: str
    type: str
    vocabulary: str
    front_matter: str
    heading: str
    also_headings: tuple[str, ...]
    note: str

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings under which it is looked for, in small letters, the best first."""
        return tuple(name for name in (self.heading.lower(), *self.also_headings) if name)


@cache
def crosswalk() -> dict[str, Place]:
    """Return field -> its places, in the order of the record."""
    text = files("lineage_rdf.model_record").joinpath("crosswalk.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    places = (_place(row) for row in rows)
    return {place.field: place for place in places}


def _place(row: dict[str, str]) -> Place:
    return Place(
        field=row["field"],
        type=row["type"],
        vocabulary=row["vocabulary"],
        front_matter=row["front_matter"],
        heading=row["heading"],
        also_headings=tuple(filter(None, row["also_headings"].split(";"))),
        note=row["note"],
    )
