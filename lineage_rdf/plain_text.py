"""Text that is safe to show: on one line, and without letters that nobody sees."""

from __future__ import annotations

import unicodedata
from typing import Final

_HIDDEN: Final = ("Cc", "Cf", "Cs", "Zl", "Zp")


def clean(text: str) -> str:
    """Return a text on one line, without the control and direction characters that can rewrite a terminal."""
    line = " ".join(text.split())
    if line.isascii() and line.isprintable():
        return line
    return "".join("�" if _is_hidden(letter) else letter for letter in line)


def _is_hidden(letter: str) -> bool:
    # The last two code points of a plane are no characters; XML refuses two of them.
    return unicodedata.category(letter) in _HIDDEN or ord(letter) & 0xFFFE == 0xFFFE
