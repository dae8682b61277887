"""The completeness of a collection as text, as CSV and as rows of JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from lineage_rdf.check.elements import name_of
from lineage_rdf.check.matrix import Matrix, Row, Tally
from lineage_rdf.check.profiles import LADDER
from lineage_rdf.check.reach import in_words, not_asked
from lineage_rdf.plain_text import clean
from lineage_rdf.spreadsheet import guarded

FORMAT: Final = "lineage-rdf completeness 1"
_HEADER: Final = ("kind", "subject", "name", "profile", "have", "of")
_NONE: Final = "-"
_NOTHING: Final = "0 of 0"


def as_text(matrix: Matrix, most: int = 20) -> str:
    """Return the rungs that are reached, the lineages if they are few, and the elements.

    Args:
        matrix: the counts.
        most: how many missing facts are listed for one lineage; the rest are counted.
    """
    parts = [_profiles(matrix), _lineages(matrix), _missing(matrix, most), _elements(matrix)]
    return "\n".join("".join(f"{line}\n" for line in lines) for lines in map(list, parts) if lines)


def _profiles(matrix: Matrix) -> Iterator[str]:
    number = matrix.lineages
    more = f", {matrix.repeated} told twice and counted once" if matrix.repeated else ""
    yield f"{number} lineage{'' if number == 1 else 's'}{more}"
    if matrix.profiles:
        rows = [
            (token, _cell(matrix.passed, token), _cell(matrix.complete, token)) for token in matrix.profiles
        ]
        yield from _table(("profile", "passed by", "facts"), rows)
    # Of a run that asked for nothing of the ladder nobody expects a rung.
    if 0 < len(matrix.not_asked) < len(LADDER):
        yield f"rungs not asked: {', '.join(matrix.not_asked)} (--profile asks for one)"


def _lineages(matrix: Matrix) -> Iterator[str]:
    profiles = [token for token in matrix.profiles if token in matrix.complete]
    if matrix.rows and profiles:
        rows = [
            (clean(row.called), *(_cell(row.complete, token) for token in profiles), in_words(row.passed))
            for row in matrix.rows.values()
        ]
        yield from _table(("lineage", *profiles, "reaches"), rows)


def _missing(matrix: Matrix, most: int) -> Iterator[str]:
    for row in matrix.rows.values():
        lines = [*_wanting(row)]
        if lines:
            yield f"{clean(row.called)} for {row.next_rung}:"
            yield from (f"  - {line}" for line in lines[:most])
        if len(lines) > most:
            yield f"  - and {len(lines) - most} more (--format json lists all)"


def _wanting(row: Row) -> Iterator[str]:
    yield from map(clean, row.missing)
    yield from (f"mend {clean(text)}" for text in row.in_the_way.get(row.next_rung, ()))


def _elements(matrix: Matrix) -> Iterator[str]:
    elements = list(matrix.by_element())
    if elements:
        profiles = [token for token in matrix.profiles if any(token in found for _, found in elements)]
        rows = [
            (name_of(fact), fact[0], *(_cell(found, token) for token in profiles)) for fact, found in elements
        ]
        yield from _table(("element", "of each", *profiles), rows)


def _cell(counts: Mapping[str, object], token: str) -> str:
    text = str(counts.get(token, _NOTHING))
    return _NONE if text == _NOTHING else text


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table, the columns two blanks apart."""
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    for row in (header, *rows):
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()


def as_csv(matrix: Matrix) -> str:
    """Return one row for each count, as RFC 4180 writes them, so that any tool can turn it into the table it wants.

    The columns are kind (`passed`, `facts`, `element` or `lineage`), subject (the kind of node, or the IRI of the lineage), name
    (of the element or lineage), profile, have and of. What a spreadsheet would take for a formula has an apostrophe before it, as
    in the report of findings.

    Args:
        matrix: the counts.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_HEADER)
    writer.writerows(_csv_rows(matrix))
    return stream.getvalue()


def _csv_rows(matrix: Matrix) -> Iterator[tuple[str | int, ...]]:
    for kind, counts in (("passed", matrix.passed), ("facts", matrix.complete)):
        for token in (token for token in matrix.profiles if token in counts):
            yield (kind, "", "", token, counts[token].have, counts[token].of)
    for (subject, element), found in matrix.by_element():
        for token in (token for token in matrix.profiles if token in found):
            yield ("element", subject, element, token, found[token].have, found[token].of)
    for row in matrix.rows.values():
        for token in (token for token in matrix.profiles if token in row.complete):
            complete = row.complete[token]
            yield (
                "lineage",
                guarded(clean(row.lineage)),
                guarded(clean(row.called)),
                token,
                complete.have,
                complete.of,
            )


def as_rows(matrix: Matrix) -> dict[str, Any]:
    """Return everything for machines, with the keys in a fixed order.

    Args:
        matrix: the counts.
    """
    return {
        "format": FORMAT,
        "lineages": matrix.lineages,
        "repeated": matrix.repeated,
        "not_asked": list(matrix.not_asked),
        "profiles": [
            {
                "profile": token,
                "rung": LADDER.index(token) + 1 if token in LADDER else None,
                "passed": _count(matrix.passed.get(token)),
                "facts": _count(matrix.complete.get(token)),
            }
            for token in matrix.profiles
        ],
        "elements": [
            {"subject": subject, "element": element, "profiles": _counts(matrix, found)}
            for (subject, element), found in matrix.by_element()
        ],
        "each": [_lineage_row(matrix, row) for row in matrix.rows.values()],
    }


def _lineage_row(matrix: Matrix, row: Row) -> dict[str, Any]:
    return {
        "lineage": row.lineage,
        "name": row.name,
        "origin": row.origin,
        "reaches": row.rung,
        "next": row.next_rung,
        "not_asked": list(not_asked(row.passed)),
        "missing": list(row.missing),
        "in_the_way": list(row.in_the_way.get(row.next_rung, ())),
        "profiles": {
            token: {"have": found.have, "of": found.of}
            for token in matrix.profiles
            if (found := row.complete.get(token))
        },
    }


def _counts(matrix: Matrix, found: Mapping[str, Tally]) -> dict[str, dict[str, int] | None]:
    return {token: _count(found[token]) for token in matrix.profiles if token in found}


def _count(tally: Tally | None) -> dict[str, int] | None:
    return {"have": tally.have, "of": tally.of} if tally else None
