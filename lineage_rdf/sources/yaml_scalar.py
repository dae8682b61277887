"""What an unquoted YAML scalar means: a number, a boolean, nothing, or the text itself.

The core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema) with what real training files need beside it:
`2e-5` is a number, `no` and `2026-01-01` are text, `1_000` is an integer. Reals are `Decimal`, so that nothing of their
spelling is lost.
"""

from __future__ import annotations

import re
from decimal import Decimal

_NUMERAL_START = frozenset("+-.0123456789")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,300}|[1-9][0-9]{0,2}(?:_[0-9]{3}){1,90})\Z")
_REAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?\Z")
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


def plain_scalar(text: str) -> str | int | Decimal | bool | None:
    """Return the value of an unquoted scalar: number, boolean, null or else the text itself."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _NUMERAL_START:
        if _INTEGER.match(text):
            return int(text.replace("_", ""))
        if _REAL.match(text) and not _looks_like_a_name(text):
            return Decimal(text)
    return text


def _looks_like_a_name(text: str) -> bool:
    """Whether digits are a name: a leading zero, or more of them than any number needs."""
    return len(text) > 400 or text.lstrip("+-").isdigit()
