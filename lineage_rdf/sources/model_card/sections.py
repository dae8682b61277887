"""Reads the sections of a card on use, risk and training data."""

from __future__ import annotations

import re
from typing import Final

from lineage_rdf.claims import DatasetMention
from lineage_rdf.sources.model_card.card import Card
from lineage_rdf.sources.model_card.mentions import LINK, hub_id
from lineage_rdf.sources.model_card.placeholders import is_placeholder
from lineage_rdf.sources.model_card.sentences import say_dataset

_HEADING: Final = re.compile(
    r"^#{1,6}[ \t]+(?:(?P<use>direct use|intended uses?(?: (?:&|and) limitations)?|primary intended uses?)"
    r"|(?P<out>out-of-scope (?:use|use cases|uses?)|misuse(?: and|,|/)[^\n]*)"
    r"|(?P<risk>bias, risks,? and limitations|risks?(?: and limitations)?|limitations? and biase?s?|bias and risks)"
    r"|(?P<data>training data(?:set)?s?))[ \t]*:?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_NEXT: Final = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)
_TAGS: Final = re.compile(r"<[^>\n]{1,300}>")
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
_ELEMENTS: Final = {"use": "intended-use", "out": "out-of-scope-use", "risk": "risk-note"}
MAX_TEXT: Final = 600


def read_sections(card: Card) -> None:
    """Add the first paragraph of the sections on use and risk, and the datasets linked under training data."""
    if "#" not in card.prose:
        return
    for heading in _HEADING.finditer(card.prose):
        following = _NEXT.search(card.prose, heading.end())
        end = following.start() if following else len(card.prose)
        if heading.lastgroup == "data":
            _read_data(card, heading.end(), end)
        else:
            _read_text(card, _ELEMENTS[str(heading.lastgroup)], heading.end(), end)


def _read_text(card: Card, element: str, start: int, end: int) -> None:
    section = card.prose[start:end].strip()
    text = LINK.sub(lambda link: link[1], _TAGS.sub("", section.split("\n\n", 1)[0]))
    words = _EMAIL.sub("", " ".join(text.split()))
    if len(words) < 12 or is_placeholder(words) or words.startswith(("|", "```")):
        return
    if len(words) > MAX_TEXT:
        words = words[:MAX_TEXT].rsplit(" ", 1)[0] + " …"
    card.say(element, words, start, f"section-{element}")


def _read_data(card: Card, start: int, end: int) -> None:
    for link in LINK.finditer(card.prose, start, end):
        found = hub_id(link[2], dataset=True)
        if found and found[0] not in card.datasets:
            reason = "the section on training data links to it"
            say_dataset(
                card,
                DatasetMention(raw=found[0], revision=found[1]),
                link.start(),
                "section-training-data",
                reason,
            )
