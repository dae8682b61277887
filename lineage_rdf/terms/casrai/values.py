"""Values of JSON documents as texts."""

from __future__ import annotations

import re
from typing import Any, Final

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def texts(value: Any) -> list[str]:
    """Return the texts of a JSON-LD value: a text, an object with `@id` or `@value`, or a list of these; blanks trimmed."""
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, dict):
        return texts(value.get("@id") or value.get("@value"))
    if isinstance(value, list):
        return [text for part in value if not isinstance(part, list) for text in texts(part)]
    return []


def day(text: str) -> str:
    """Return the day with which a date or time begins, the empty text if it begins with none."""
    match = _DAY.match(text)
    return match.group() if match else ""
