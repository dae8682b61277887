"""The completeness of the HTML report: each lineage by itself, and of several the elements that most of them lack."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from lineage_rdf.check.completeness import Completeness
from lineage_rdf.check.matrix import Matrix, Tally, matrix_of
from lineage_rdf.check.reports.html_tables import MOST_ROWS, lineage_link, rest, table
from lineage_rdf.check.verdicts import CheckRun, Verdict
from lineage_rdf.plain_text import clean


def completeness_section(run: CheckRun) -> Iterator[str]:
    """Yield the section as HTML; nothing if nobody asked for completeness.

    Args:
        run: the verdicts.
    """
    rungs = list(_rungs(run))
    if not rungs:
        return
    yield '<section aria-labelledby="completeness"><h2 id="completeness">Completeness</h2>'
    yield "<p>How many of the facts that a profile asks for are there. Complete does not mean true.</p>"
    matrix = matrix_of(run.verdicts)
    if matrix.lineages > 1:
        yield from _collection(matrix)
    rows = [_row(verdict, item) for verdict, item in rungs[:MOST_ROWS]]
    yield from table("Completeness of each lineage", ("Lineage", "Profile", "Facts", "Missing"), rows)
    yield f"{rest(len(rungs))}</section>"


def _rungs(run: CheckRun) -> Iterator[tuple[Verdict, Completeness]]:
    """Yield the completeness of each lineage for each profile once, however many verdicts tell it."""
    seen: set[tuple[str, str, str]] = set()
    for verdict in run.verdicts:
        for item in verdict.completeness:
            key = (verdict.origin, verdict.lineage, item.profile)
            if key not in seen:
                seen.add(key)
                yield verdict, item


def _collection(matrix: Matrix) -> Iterator[str]:
    """Yield what all lineages together have, by profile and by element."""
    profiles = [token for token in matrix.profiles if token in matrix.complete]
    facts = [[escape(clean(token)), _bar(matrix.complete[token])] for token in profiles]
    yield from table("Facts of all lineages", ("Profile", "Facts of all lineages"), facts)
    elements = [
        [escape(f"{element} of each {subject}"), *(_bar(found.get(token, Tally())) for token in profiles)]
        for (subject, element), found in matrix.by_element()
    ]
    if elements:
        yield from table("Elements of all lineages", ("Element", *map(clean, profiles)), elements)


def _row(verdict: Verdict, item: Completeness) -> list[str]:
    lines = "".join(f"<li>{escape(clean(line))}</li>" for line in item.missing)
    missing = f"<details><summary>{len(item.missing):,} missing</summary><ul>{lines}</ul></details>"
    profile = escape(clean(item.profile))
    return [lineage_link(verdict), profile, _bar(item), missing if item.missing else "nothing"]


def _bar(count: Completeness | Tally) -> str:
    """Return `9 of 12` with a bar, which only repeats the numbers."""
    if not count.of:
        return "not asked"
    meter = f'<meter min="0" max="{count.of}" value="{count.have}" aria-hidden="true"></meter>'
    return f"{meter}{count.have:,} of {count.of:,}"
