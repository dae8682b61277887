"""Breaks texts into lines that fit a box, without knowing the reader's font."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NARROW, _WIDE = frozenset("ijlrtfI.,:;|'!()[]{}/\\-` "), frozenset("mwMW@%&~—…")
# Where a name may be broken: after a separator; the separator stays on the upper line.
_PIECES = re.compile(r"[^\s/\-_.,·]*[/\-_.,·]?\s*|\s+")
ELLIPSIS = "…"


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is in a sans-serif font, in pixels; rather too wide than too narrow.

    Args:
        text: one line.
        size: font size in pixels.
    """
    return size * sum(_em(letter) for letter in text)


@lru_cache(maxsize=4096)
def _em(letter: str) -> float:
    if letter in _NARROW:
        return 0.36
    if letter in _WIDE:
        return 0.92
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    return 0.70 if letter.isupper() else 0.60


def wrap(text: str, width: float, size: float, most: int) -> list[str]:
    """Return a text as at most `most` lines no wider than `width`; what does not fit ends in an ellipsis.

    Args:
        text: the text.
        width: room in pixels.
        size: font size in pixels.
        most: number of lines, at least 1.
    """
    lines = [""]
    for piece in _pieces(text, width, size):
        if lines[-1] and text_width((lines[-1] + piece).rstrip(), size) > width:
            lines.append("")
        lines[-1] += piece
    lines = [line.strip() for line in lines]
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), width, size)]


def shorten(text: str, width: float, size: float) -> str:
    """Return a text cut to a width, with an ellipsis if anything was cut."""
    if text_width(text, size) <= width:
        return text
    room, kept = width - text_width(ELLIPSIS, size), ""
    for letter in text:
        room -= text_width(letter, size)
        if room < 0:
            break
        kept += letter
    return kept.rstrip() + ELLIPSIS


def _pieces(text: str, width: float, size: float) -> list[str]:
    pieces = []
    for piece in (match[0] for match in _PIECES.finditer(text) if match[0]):
        while text_width(piece.rstrip(), size) > width:
            cut = _fitting(piece, width, size)
            pieces.append(piece[:cut])
            piece = piece[cut:]
        pieces.append(piece)
    return pieces


def _fitting(piece: str, width: float, size: float) -> int:
    """Return how many letters fit, at least one."""
    used = 0.0
    for index, letter in enumerate(piece):
        used += text_width(letter, size)
        if used > width:
            return max(1, index)
    return len(piece)
