"""Reads the dictionary's bulk files: JSON `{version, datePublished, ..., entries}` and CSV with eight columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import evolve

from lineage_rdf.errors import InputError
from lineage_rdf.terms.casrai.bulk_entries import TYPES, Entries
from lineage_rdf.terms.casrai.values import day, document_of, refuse_many, texts
from lineage_rdf.terms.model import Imported, Origin, Remark

COLUMNS: Final = ("type", "slug", "name", "definition", "domain", "track", "source_url", "niso_uri")


def looks_like_bulk_json(document: Any) -> bool:
    """Say whether parsed JSON is the dictionary's bulk file."""
    return isinstance(document, dict) and isinstance(document.get("entries"), list)


def looks_like_bulk_csv(text: str) -> bool:
    """Say whether a text begins with the header of the dictionary's bulk CSV."""
    header = text.lstrip("\ufeff").partition("\n")[0]
    return {"type", "slug", "name", "definition"} <= {name.strip().strip('"') for name in header.split(",")}


def read_bulk_json(text: str, origin: Origin) -> Imported:
    """Return the entries of the bulk JSON file.

    Raises:
        InputError: if it is no JSON or has no list of entries.
    """
    document = document_of(text, origin.where)
    if not looks_like_bulk_json(document):
        raise InputError(
            "there is no list `entries` in it", origin.where, "give the bulk JSON of the dictionary"
        )
    refuse_many(len(document["entries"]), origin.where)
    rows = [row if isinstance(row, dict) else {} for row in document["entries"]]
    found = Entries(origin, next(iter(texts(document.get("version"))), "") or origin.version)
    whole = found.glossary(rows)
    license_ = document.get("license")
    stated = next(iter(texts(license_.get("url") if isinstance(license_, dict) else license_)), "")
    whole = evolve(
        whole,
        issued=day(next(iter(texts(document.get("datePublished"))), "")),
        license=stated or whole.license,
    )
    return Imported(whole, (*found.remarks, *_counted(document, rows, origin), *found.of_the_whole()))


def read_bulk_csv(text: str, origin: Origin) -> Imported:
    """Return the entries of the bulk CSV file; it has no version, so the user has to give it.

    Raises:
        InputError: if a column is missing or a row cannot be read.
    """
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True)
    try:
        header = next(reader, [])
        _refuse_header(header, origin.where)
        rows: list[dict[str, Any]] = [_named(header, row) for row in reader if row]
    except csv.Error as error:
        raise InputError(f"not valid CSV: {error}", f"{origin.where}:{reader.line_num}") from None
    refuse_many(len(rows), origin.where)
    found = Entries(origin, origin.version)
    glossary = found.glossary(rows)
    return Imported(glossary, (*found.remarks, *found.of_the_whole()))


def _refuse_header(header: Sequence[str], where: str) -> None:
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise InputError(f"the table has no column {', '.join(missing)}", where, "give the bulk CSV as it is")
    twice = [name for name in COLUMNS if header.count(name) > 1]
    if twice:
        raise InputError(f"the table has the column {twice[0]} twice", where, "keep one of the two")


def _named(header: Sequence[str], row: Sequence[str]) -> dict[str, Any]:
    """Return the cells of a row by column, and those for which there is no column under the empty name."""
    behind = [cell for cell in row[len(header) :] if cell.strip()]
    return {**dict(zip(header, row, strict=False)), **({"": behind} if behind else {})}


def _counted(document: Mapping[str, Any], rows: list[dict[str, Any]], origin: Origin) -> Iterator[Remark]:
    """Yield a remark for each count in the file that its entries do not bear out."""
    counts = document.get("counts")
    for key, stated in counts.items() if isinstance(counts, dict) else ():
        kind = _SINGULAR.get(key)
        real = sum(row.get("type") == kind for row in rows) if kind else len(rows)
        if isinstance(stated, int) and (kind or key == "total") and stated != real:
            what = f"it says that it has {stated} {key} and has {real}"
            yield Remark(
                "FTL-T020", "", what, "fetch the file again, or ask the publisher", where=origin.where
            )


# What the counts call the types of entries.
_SINGULAR: Final = {f"{kind}s": kind for kind in TYPES}
