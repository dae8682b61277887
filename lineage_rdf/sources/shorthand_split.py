"""Cuts a text into clauses at arrows, `then`, semicolons and sentence ends, and a clause at its commas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen

ARROW: Final = re.compile(r"-{1,3}>|={1,2}>|[→⇒⟶⟹➜➔➝]")
_SEPARATOR: Final = re.compile(
    rf"(?P<arrow>{ARROW.pattern})"
    r"|(?P<then>[,;.]?\s*\b(?:and\s+)?"
    r"(?:then|followed by|after which|afterwards|after that|and finally|finally,|next,)(?!\w)[,:]?)"
    r"|(?P<stop>;|\.(?=\s+\S)|\n+)",
    re.IGNORECASE,
)
_COMMA: Final = re.compile(r",\s+(?:and\s+)?")


@frozen
class Clause:
    """A part of the text between two separators.

    Args:
        start: position of its first character.
        end: position after its last character.
        after: what stands before it: `start`, `arrow`, `then` or `stop`.
        before: what stands behind it: `end`, `arrow`, `then` or `stop`.
    """

    start: int
    end: int
    after: str
    before: str


def clauses(text: str) -> list[Clause]:
    """Return the clauses of a text; separators inside round brackets do not count."""
    found: list[Clause] = []
    start, after = 0, "start"
    for match in _SEPARATOR.finditer(text):
        if _inside_brackets(text, match.start()):
            continue
        kind = match.lastgroup or ""
        found.append(Clause(start, match.start(), after, kind))
        start, after = match.end(), kind
    found.append(Clause(start, len(text), after, "end"))
    return [clause for clause in found if text[clause.start : clause.end].strip()]


def parts(text: str, clause: Clause) -> Iterator[tuple[int, int]]:
    """Yield the spans of a clause between its commas; commas inside round brackets do not count."""
    start = clause.start
    for match in _COMMA.finditer(text, clause.start, clause.end):
        if not _inside_brackets(text, match.start()):
            yield start, match.start()
            start = match.end()
    yield start, clause.end


def _inside_brackets(text: str, position: int) -> bool:
    before = text[max(0, position - 2000) : position]
    return before.count("(") > before.count(")")
