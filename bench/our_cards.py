"""This project over model cards: to claims, and all the way to N-Quads."""

from __future__ import annotations

from bench.card_rows import CardRow
from lineage_rdf.claims.identity import identify
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.codec.write import write_quads
from lineage_rdf.errors import LineageError
from lineage_rdf.reading.inputs import Gathered
from lineage_rdf.reading.read import lineages_of
from lineage_rdf.reading.resolve import Options
from lineage_rdf.sources.reader import InputFile, Reading
from lineage_rdf.sources.registry import reader_for


def read_claims(row: CardRow) -> Reading | None:
    """Return claims and problems of a card; None for a text that no reader recognises."""
    file = InputFile("README.md", row.data)
    reader = reader_for(file)
    return reader(file) if reader else None


def read_quads(row: CardRow) -> str:
    """Return the lineages of a card in which something was done to a model, as N-Quads; of an unreadable card none."""
    reading = read_claims(row)
    if reading is None:
        return ""
    gathered = Gathered(row.model_id)
    gathered.add(reading)
    try:
        found = lineages_of(gathered, Options(model_id=_hub_id(row.model_id)))
    except LineageError:
        return ""
    return "".join(write_quads(one.quads, Syntax.NQUADS).text for one in found if one.record.steps)


def _hub_id(name: str) -> str | None:
    found = identify(name)
    return name if found.is_hub and "/" in found.repository else None
