"""Text that is safe to show: without letters that nobody sees or that rewrite a terminal."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

# Controls other than tab and line feed, format characters (direction marks, zero widths), halves of surrogate pairs,
# line and paragraph separators, and the code points that are no characters.
HIDDEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001345f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
# Inside a script element these letters could end it, or begin a comment (HTML, section on script data states).
_UNSAFE_IN_SCRIPT: Final = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}
_REPLACEMENT: Final = "\ufffd"


def clean(text: str) -> str:
    """Return a text on one line, each hidden letter replaced by U+FFFD."""
    line = " ".join(text.split())
    return line if line.isascii() and line.isprintable() else HIDDEN.sub(_REPLACEMENT, line)


def turtle_escape(letter: str) -> str:
    """Return a letter as the escape that Turtle has for it."""
    number = ord(letter)
    return f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"


def clean_lines(text: str) -> str:
    """Return a text with its lines and tabs, each hidden letter replaced by U+FFFD."""
    if text.isascii() and text.replace("\n", "").replace("\t", "").isprintable():
        return text
    return HIDDEN.sub(_REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))


def web_link(iri: str) -> str:
    """Return an IRI if it is a web address that a page may link to, else the empty text: `javascript:` never is."""
    try:
        parts = urlsplit(iri)
    except ValueError:
        return ""
    visible = parts.scheme in ("http", "https") and parts.hostname and clean(iri) == iri and " " not in iri
    return iri if visible and parts.username is None else ""


def in_script(document: str) -> str:
    """Return a JSON document that can stand inside a script element of a page: what could end that is written as escapes."""
    return document.translate(_UNSAFE_IN_SCRIPT)


def counted(number: int, word: str) -> str:
    """Return for example `1 note` or `12,345 notes`."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"
