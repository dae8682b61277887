"""Reads the sections of a card on use, risk and training data."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import Final

from lineage_rdf.claims import DatasetMention
from lineage_rdf.sources.model_card.card import FINE_TUNING, Card
from lineage_rdf.sources.model_card.mentions import LINK, hub_id
from lineage_rdf.sources.model_card.methods import read_methods
from lineage_rdf.sources.model_card.placeholders import is_placeholder
from lineage_rdf.sources.model_card.sentences import say_dataset
from lineage_rdf.sources.model_card.template import say_base

_HEADING: Final = re.compile(
    r"\n {0,3}(?:#{1,6}[ \t]+|\*\*(?=[^*\n]+\*\*[ \t]*(?:\n|\Z)))(?:\d+[.)][ \t]+)?\**"
    r"(?:(?P<use>direct use|intended uses?(?: (?:&|and) limitations)?|primary intended uses?)"
    r"|(?P<out>out-of-scope (?:use|use cases|uses?)|misuse(?: and|,|/)[^\n*]*)"
    r"|(?P<risk>bias, risks,? and limitations|risks?(?: and limitations)?|limitations? and biase?s?|bias and risks)"
    r"|(?P<data>training data(?:set)?s?|datasets?)|(?P<base>base model)|(?P<method>(?:fine-?tuning|training) methods?))"
    r"[ \t]*:?\**[ \t]*(?=\n|\Z)"  # on lower-case text
)
_ITEM: Final = re.compile(r"\s*(?:[-*+][ \t]+)?(?=\S)")
_STRONG: Final = re.compile(
    r"\s*(?:[-*+][ \t]+)?(?:\*\*|`)([\w.-]+(?:[ /][\w.-]+){0,4})(?:\*\*|`)(?![ \t]*:)"
)
_REMARK: Final = re.compile(r"\A[_*]{1,3}Note:[^\n]{0,400}[_*]\.?\s*")
_NEXT: Final = re.compile(r"\n {0,3}#{1,6}[ \t]+\S")
_TAGS: Final = re.compile(r"<[^>\n]{1,300}>")
_ELEMENTS: Final = {"use": "intended-use", "out": "out-of-scope-use", "risk": "risk-note"}
MAX_SECTIONS: Final = 50
MAX_TEXT: Final = 600


def read_sections(card: Card) -> None:
    """Add what the sections on use, risk, base model, method and training data say."""
    if "#" not in card.prose and "**" not in card.prose:
        return
    for heading in islice(_HEADING.finditer(card.lower), MAX_SECTIONS):
        following = _NEXT.search(card.prose, heading.end())
        end = following.start() if following else len(card.prose)
        kind = str(heading.lastgroup)
        if kind in _ELEMENTS:
            _read_text(card, _ELEMENTS[kind], heading.end(), end)
        else:
            _READERS[kind](card, heading.end(), end)


def _read_text(card: Card, element: str, start: int, end: int) -> None:
    # A remark in italics tells where the section was taken from.
    paragraphs = _REMARK.sub("", card.prose[start:end].strip()).split("\n\n", 2)
    section = " ".join(paragraphs[: 2 if paragraphs[0].rstrip().endswith(":") else 1])
    text = LINK.sub(lambda link: link[1], _TAGS.sub("", section))
    words = " ".join(text.split())
    if len(words) < 12 or is_placeholder(words) or words.startswith(("|", "```")):
        return
    if len(words) > MAX_TEXT:
        words = words[:MAX_TEXT].rsplit(" ", 1)[0] + " …"
    card.say(element, words, start, f"section-{element}")


def _read_data(card: Card, start: int, end: int) -> None:
    reason = "the section on the data names it"
    for link in LINK.finditer(card.prose, start, end):
        found = hub_id(link[2], dataset=True)
        if found and found[0] not in card.datasets:
            say_dataset(
                card, DatasetMention(raw=found[0], revision=found[1]), link.start(), "section-data", reason
            )
    name = _STRONG.match(card.prose, start, end)
    if name and not card.datasets and not is_placeholder(name[1]):
        say_dataset(card, DatasetMention(raw=name[1]), name.start(1), "section-data", reason)


def _read_base(card: Card, start: int, end: int) -> None:
    """Read the first line or item below a heading "Base model"."""
    item = _ITEM.match(card.prose, start, end)
    line_end = card.prose.find("\n", item.end()) if item else -1
    line = card.prose[item.end() : line_end if line_end >= 0 else end] if item else ""
    if item and len(line) <= 200 and not line.startswith(("|", "#", ">")):
        say_base(card, line.strip(), item.end(), "section-base-model")


def _read_method(card: Card, start: int, end: int) -> None:
    if read_methods(card, start, min(end, start + MAX_TEXT), "", anywhere=True):
        card.note_at(FINE_TUNING, start, "section-method")


_READERS: Final[dict[str, Callable[[Card, int, int], None]]] = {
    "data": _read_data, "base": _read_base, "method": _read_method,
}  # fmt: skip
