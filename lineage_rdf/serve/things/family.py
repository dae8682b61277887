"""The relatives of a model: what descends from it, and what was made from the same base."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lineage_rdf.codec.names import text
from lineage_rdf.errors import UsageError
from lineage_rdf.pages.material import Limits, Relative, Some
from lineage_rdf.pages.things import Kind, Thing, last_part
from lineage_rdf.query import count_rows, run_query
from lineage_rdf.serve.jobs.job import Opened
from lineage_rdf.store import Term

_LIMITS: Final = Limits()


def family(here: Opened, iri: str) -> Some[Relative]:
    """Return the models that descend from one, the nearest first.

    Args:
        here: what is open.
        iri: the model.
    """
    rows, total = _rows(here, "descendants", iri, _LIMITS.family)
    found = [_relative(row, "model", text(row["via"])) for row in rows if row["via"] is not None]
    return Some(tuple(found), total)


def siblings(here: Opened, iri: str) -> Some[Relative]:
    """Return the models made from the same bases.

    Args:
        here: what is open.
        iri: the model.
    """
    rows, total = _rows(here, "siblings", iri, _LIMITS.siblings)
    found = {text(row["sibling"]): _relative(row, "sibling", text(row["base"])) for row in rows}
    return Some(tuple(found.values()), max(total - len(rows) + len(found), len(found)))


def _rows(here: Opened, name: str, iri: str, most: int) -> tuple[list[Mapping[str, Term | None]], int]:
    """Return the first rows of a question about a model, and how many there are; labels are looked up for those only."""
    given = {"model": iri}
    try:
        found = run_query(here.store, name, given, limit=most + 1)
    except UsageError:  # an IRI that no parameter takes, such as one with more letters than that
        return [], 0
    total = len(found)
    if total > most:
        total = count_rows(here.store, name, given)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows[:most]], total


def _relative(row: Mapping[str, Term | None], column: str, parent: str) -> Relative:
    iri = text(row[column])
    known = row.get(f"{column}_id") or row.get(f"{column}_label")
    label = text(known) if known is not None else last_part(iri)
    relation = row.get("relation")
    return Relative(Thing(iri, Kind.MODEL, label), parent, text(relation) if relation is not None else "")
