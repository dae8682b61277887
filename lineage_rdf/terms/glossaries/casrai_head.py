"""The head of a term page of the CASRAI Dictionary: banner, chips, name, definition, author and day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from attrs import define, field

from lineage_rdf.terms.licences import licence_iri

# In the text of a page chips and counts stand glued together: `v2026.1714 entries`, `Dictionary termTrack CStablev2026.2`.
# There are two releases a year, so that the number of one has a single digit.
_BANNER: Final = re.compile(r"(v\d{4}\.\d) ?([\d,.]{1,12}) entries(?: ?· ?(CC.{1,30}))?")
# Blanks are taken possessively, so that a line of blanks costs no more than its length.
_TERM: Final = re.compile(
    r"Dictionary term *+(?:(Track [A-Z]) *+)?([A-Z][a-z]+(?: [a-z]+)?)? *+(v\d{4}\.\d+)?"
)
_CHIP: Final = re.compile(
    r"Track [A-Z]|v\d{4}\.\d+|Stable|Draft|Deprecated|Proposed|Provisional|Experimental"
)
_BY: Final = re.compile(r"By ?([^·]{1,200}?) *(?=·|$)")
_UPDATED: Final = re.compile(r"· ?Last updated (\d{1,2}) ([A-Z][a-z]{2,8}) (\d{4})")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@define
class Head:
    """What the head of a page says; empty texts where it says nothing.

    Args:
        banner: the version in the banner of the site.
        license: the licence in it, as an address if it is known.
        track: the track of the term.
        status: its status, in small letters.
        version: the version of the term.
        name: its name.
        definition: its definition.
        author: who wrote it.
        updated: the day of its last update, as yyyy-mm-dd.
    """

    banner: str = ""
    license: str = ""
    track: str = ""
    status: str = ""
    version: str = ""
    name: str = ""
    definition: str = ""
    author: str = ""
    updated: str = ""
    _paragraphs: list[str] = field(factory=list)


def term_line(lines: Sequence[str]) -> int:
    """Return the place of the line that begins with `Dictionary term` and chips alone; -1 if there is none."""
    return next((place for place, line in enumerate(lines) if _TERM.fullmatch(line.strip())), -1)


def head_of(lines: Sequence[str]) -> Head:
    """Return what the head of a page says.

    Args:
        lines: the lines before the first heading; one of them is the line of the term.
    """
    head, at = Head(), term_line(lines)
    for line in lines[:at]:
        banner = _BANNER.fullmatch(line.strip())
        if banner:
            head.banner, head.license = banner[1], licence_iri(banner[3] or "")
    match = _TERM.fullmatch(lines[at].strip())
    if match:
        head.track, head.status, head.version = (match[1] or "", (match[2] or "").lower(), match[3] or "")
    rows = [line.strip() for line in lines[at + 1 :] if line.strip()]
    while rows and _CHIP.fullmatch(rows[0]):
        _take_chip(head, rows.pop(0))
    head.name = rows.pop(0) if rows else ""
    _take_rest(head, rows)
    return head


def _take_chip(head: Head, chip: str) -> None:
    if chip.startswith("Track"):
        head.track = head.track or chip
    elif chip[1].isdigit():
        head.version = head.version or chip
    else:
        head.status = head.status or chip.lower()


def _take_rest(head: Head, rows: list[str]) -> None:
    """Take the definition, and the lines of author and day behind it."""
    for place, row in enumerate(rows):
        updated = _UPDATED.search(row)
        behind = rows[place + 1] if place + 1 < len(rows) else ""
        author = _BY.match(" ".join(row.split())) if updated or _UPDATED.search(behind) else None
        if updated:
            head.updated = _day(*updated.groups())
        if author:
            head.author = author[1].strip()
        elif not updated:
            head._paragraphs.append(row)
    head.definition = " ".join(head._paragraphs)


def _day(day: str, month: str, year: str) -> str:
    """Return a day that is written in English as yyyy-mm-dd, whatever the language of the system; empty if it is none."""
    number = _MONTHS.index(month.lower()[:3]) + 1 if month.lower()[:3] in _MONTHS else 0
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return ""
