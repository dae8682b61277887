"""Finds and mends text that was UTF-8 and was read as Windows-1252 or Latin-1, as `â€™` for an apostrophe.

Only what decodes cleanly is mended, and of that only what nobody would write on purpose: `MANHÃ”` before a closing quotation mark
and `é »` with the space of French typography are sound text although their bytes decode too.
"""

from __future__ import annotations

import re
from typing import Final

_TIMES: Final = 3  # text may have been misread several times over


def _letters() -> dict[str, int]:
    """Return letter -> byte of Windows-1252, whose five gaps and Latin-1's controls are filled as in Latin-1."""
    found = {chr(byte): byte for byte in range(0x80, 0x100)}
    for byte in range(0x80, 0xA0):
        try:
            found[bytes([byte]).decode("cp1252")] = byte
        except UnicodeDecodeError:
            continue
    return found


_BYTES: Final = _letters()


def _any_of(first: int, last: int) -> str:
    return "[" + "".join(re.escape(letter) for letter, byte in _BYTES.items() if first <= byte <= last) + "]"


_TAIL: Final = _any_of(0x80, 0xBF)
_ONE: Final = (
    f"{_any_of(0xC2, 0xDF)}{_TAIL}|{_any_of(0xE0, 0xEF)}{_TAIL}{{2}}|{_any_of(0xF0, 0xF4)}{_TAIL}{{3}}"
)
_RUN: Final = re.compile(f"(?:{_ONE})+")
_SINGLE: Final = re.compile(_ONE)
_QUOTES: Final = frozenset("‘’“”")
_BETWEEN: Final = frozenset("–—•…")
# From so many misread letters of another script on nobody would think of chance.
_WORD: Final = 3
# What is left of a misread letter when a program has dropped one of its bytes; it cannot be told any more which it was.
_LOST: Final = re.compile("\ufffd|â€")


def repaired_text(text: str) -> str:
    """Return a text with its misread letters mended; a sound text is returned as it is.

    Args:
        text: any text.
    """
    for _ in range(_TIMES):
        mended = text if text.isascii() else _RUN.sub(_mended, text)
        if mended == text:
            break
        text = mended
    return text


def has_lost_letters(text: str) -> bool:
    """Say whether a text has letters that were misread and cannot be told any more.

    Args:
        text: a text that was mended as far as that is possible.
    """
    return not text.isascii() and _LOST.search(text) is not None


def _mended(run: re.Match[str]) -> str:
    pieces = [match.group() for match in _SINGLE.finditer(run.group())]
    decoded = [_decoded(piece) for piece in pieces]
    if None not in decoded and len(pieces) >= _WORD:
        return "".join(letter or "" for letter in decoded)
    found, end = [], run.start()
    for piece, letter in zip(pieces, decoded, strict=True):
        end += len(piece)
        before = run.string[end - len(piece) - 1 : end - len(piece)]
        after = run.string[end : end + 1]
        found.append(letter if letter and _is_meant(piece, letter, before, after) else piece)
    return "".join(found)


def _decoded(piece: str) -> str | None:
    try:
        return bytes(_BYTES[letter] for letter in piece).decode("utf-8")
    except UnicodeDecodeError:
        return None


def _is_meant(piece: str, letter: str, before: str, after: str) -> bool:
    """Say whether a single misread letter was meant as what it decodes to."""
    if len(piece) == 4:
        return True
    if len(piece) == 3:
        return _is_sign(ord(letter))
    if ord(letter) > 0x17F:
        return False
    # A capital with an accent at the end of a quoted word, or before a dash, is what it looks like.
    if piece[1] in _QUOTES:
        return after.isalpha()
    return piece[1] not in _BETWEEN or not before.isalpha()


def _is_sign(code: int) -> bool:
    """Say whether a letter is punctuation, a currency, an arrow or the like, of which English texts are full."""
    return 0x2010 <= code <= 0x205E or 0x20A0 <= code <= 0x22FF or code == 0xFEFF
