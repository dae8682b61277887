"""A text as a YAML scalar that every reader takes for that text."""

from __future__ import annotations

import json
import re
from typing import Final

from lineage_rdf.plain_text import HIDDEN
from lineage_rdf.sources.yaml_scalar import plain_scalar

# What needs no quotes in YAML 1.1 and 1.2: words, and signs that mean nothing between them.
_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9 _.,;()/'&+%’–—-]*\Z")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d\Z")
_WORDS: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
# Line ends of YAML 1.1 and what it does not call printable, beside the letters that nobody sees.
_ESCAPED: Final = re.compile(f"{HIDDEN.pattern[:-1]}\x7f\x85\xa0]")


def scalar(text: str) -> str:
    """Return a text as a plain or a quoted scalar on one line.

    Args:
        text: any text without halves of surrogate pairs.
    """
    sure = _PLAIN.match(text) and text == text.strip() and text.casefold() not in _WORDS
    if sure and plain_scalar(text) == text:
        return text
    if _DAY.match(text):
        return f'"{text}"'
    return _ESCAPED.sub(lambda match: _escape(match.group()), json.dumps(text, ensure_ascii=False))


def _escape(letter: str) -> str:
    number = ord(letter)
    return f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"
