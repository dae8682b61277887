"""Cells that no spreadsheet takes for a formula.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula. Such a cell gets an apostrophe in front, unless
it is a plain number, and so does a cell that begins with apostrophes and then such a letter. So a program gets the text back
by taking one apostrophe off every cell that matches `'+[=+@-]` (`UNGUARD` has the exact pattern).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

from lineage_rdf.plain_text import clean_lines

# The wide forms are formulas in spreadsheets of East Asia; a tab or line feed in front is dropped by some.
_FORMULA: Final = re.compile(r"'*\s*[=+@＝＋－＠-]")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\Z")
UNGUARD: Final = re.compile(r"'(?='*\s*[=+@＝＋－＠-])")


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return what a cell was before `guarded`."""
    return UNGUARD.sub("", cell, count=1) if UNGUARD.match(cell) else cell


def csv_text(columns: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table as RFC 4180 has it, every cell in quotes and guarded, without hidden letters.

    Args:
        columns: the header.
        rows: the cells of each row.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([guarded(clean_lines(cell)) for cell in row] for row in rows)
    return stream.getvalue()
