"""Reads the list of library versions that training libraries put at the end of a card."""

from __future__ import annotations

import re
from typing import Final

from lineage_rdf.sources.model_card.card import FINE_TUNING, Card

_HEADING: Final = "framework versions"
_ITEM: Final = re.compile(
    r"[ \t]*[-*][ \t]+([A-Za-z][\w -]{0,40}?)(?:[ \t]*:[ \t]*|[ \t]+)v?(\d[\w.+-]{0,60})[ \t]*$"
)
MAX_LISTS: Final = 5
MAX_ITEMS: Final = 40


def read_frameworks(card: Card) -> None:
    """Add one version for each library, from every list there is."""
    at = card.lower.find(_HEADING)
    for _ in range(MAX_LISTS):
        if at < 0:
            return
        _read_list(card, at)
        at = card.lower.find(_HEADING, at + len(_HEADING))


def _read_list(card: Card, at: int) -> None:
    text = card.prose
    start = text.find("\n", at) + 1
    for _ in range(MAX_ITEMS if start else 0):
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        item = _ITEM.match(text, start, end)
        if item:
            card.say("software-versions", item[2], start, "framework-versions", key=item[1])
            if item[1] == "PEFT":
                card.uses_adapter = True
                card.note_at(FINE_TUNING, start, "framework-versions", "the list of libraries names PEFT")
        elif text[start:end].strip():
            return
        start = end + 1
        if start >= len(text):
            return
