"""Telling a JSON-LD frame from a JSON-LD document."""

from __future__ import annotations

from typing import Any, Final

FRAME_NAME: Final = "jsonld-frame"  # on the command line
_KEYWORDS: Final = {"@explicit", "@embed", "@requireAll", "@omitDefault", "@default"}


def is_frame(document: Any) -> bool:
    """Say whether JSON is a frame: an object with a keyword of framing, or with `{}` or `[]` in place of a value.

    Args:
        document: the parsed JSON.
    """
    return isinstance(document, dict) and any(map(_asks, _members(document)))


def _asks(item: Any) -> bool:
    return item in ({}, []) or (isinstance(item, dict) and not _KEYWORDS.isdisjoint(item))


def _members(item: Any) -> list[Any]:
    """Return the parts of a document, itself first; contexts are no parts."""
    found, waiting = [], [item]
    while waiting:
        current = waiting.pop()
        found.append(current)
        if isinstance(current, list):
            waiting += current
        elif isinstance(current, dict):
            waiting += [value for key, value in current.items() if key != "@context"]
    return found
