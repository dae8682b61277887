"""Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request.

GitHub shows ten errors, ten warnings and ten notices of a step, so the worst come first and the rest is only counted. Each
command is one line, and in it every letter that could end it or begin another is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lineage_rdf.check.findings import Finding
from lineage_rdf.check.reports.fixing import Fixing
from lineage_rdf.check.reports.places import Place, Places
from lineage_rdf.check.reports.summary import Told, tally, told_once, total
from lineage_rdf.check.reports.unread import unread
from lineage_rdf.check.verdicts import CheckRun
from lineage_rdf.plain_text import clean, clean_lines

MOST: Final = 10
_LONGEST: Final = 2000
_COMMANDS: Final = {"violation": "error", "warning": "warning", "info": "notice"}


def render(run: CheckRun, *, details: bool = False) -> str:
    """Return at most ten errors, ten warnings and ten notices, and a line of totals.

    Args:
        run: the verdicts and errors.
        details: changes nothing; GitHub shows a line per finding.
    """
    told = told_once(run)
    errors = [*_errors(run)][:MOST]
    shown: list[Told] = []
    for severity in _COMMANDS:
        room = MOST - (len(errors) if severity == "violation" else 0)
        shown += [item for item in told if item.finding.severity == severity][:room]
    totals = f"lineage-rdf: {tally(item.finding for item in told)}; {total(run)}"
    return "".join(f"{line}\n" for line in [*errors, *_annotations(shown), totals])


def _errors(run: CheckRun) -> Iterator[str]:
    for item in unread(run):
        yield f"::error {_where(item.place)}title=lineage-rdf::{_data(item.text)}"


def _annotations(told: list[Told]) -> Iterator[str]:
    places, fixing = Places(), Fixing(published=True)
    for item in told:
        fix = fixing.words(item.finding, item.verdict.origin)
        yield _command(item.finding, places.of(item.finding, item.verdict.origin), fix)


def _command(finding: Finding, place: Place, fix: str) -> str:
    title = f"{finding.code} {finding.mnemonic}"
    message = f"{finding.label or finding.focus}: {finding.message}" + (f" Fix: {fix}" if fix else "")
    return f"::{_COMMANDS[finding.severity]} {_where(place)}title={_property(clean(title))}::{_data(message)}"


def _where(place: Place | None) -> str:
    return f"file={_property(place.path)},line={place.line}," if place and place.path else ""


def _data(text: str) -> str:
    line = clean(text)
    short = line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
    return short.replace("%", "%25")


def _property(text: str) -> str:
    escapes = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C"))
    escaped = clean_lines(text)
    for letter, escape in escapes:
        escaped = escaped.replace(letter, escape)
    return escaped
