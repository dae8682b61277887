"""Tells whether a sentence of a card is about the card's own model."""

from __future__ import annotations

import re
from typing import Final

from lineage_rdf.sources.model_card.card import Card
from lineage_rdf.sources.model_card.mentions import LINK

MAX_BEFORE: Final = 300
MAX_MENTIONS: Final = 100
_SENTENCE_END: Final = re.compile(r"[.!?](?=\s|$)|\n[ \t]*\n|\n(?=[-*#|>])")
_TITLE: Final = re.compile(r"\n#[ \t]+(\S[^\n]*)")
_THIS: Final = re.compile(
    r"(?:\b(?:this|these|our|the)\s+(?:[\w.-]+\s+){0,3}?(?:models?|checkpoints?|adapters?|weights|repo(?:sitory)?|version)\b|\bit\b|\bwe\b"
    r"|^\W*(?:this|these|an?)\b)[^.\n]*$",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"\b(?:not|never|can be|could be|to be|should be|may be|instead of|without|see|other|compared|versions? of|unlike|than"
    r"|used (?:for|as)|originally)\b[^.\n]*$",
    re.IGNORECASE,
)


def words_before(text: str, at: int) -> str:
    """Return the words before an offset in its line, of a long line only the nearest."""
    return text[max(text.rfind("\n", 0, at) + 1, at - MAX_BEFORE) : at]


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """Return start and end of the sentence that holds an offset."""
    start = max(
        (m.end() for m in _SENTENCE_END.finditer(text, max(0, at - 600), at)), default=max(0, at - 600)
    )
    following = _SENTENCE_END.search(text, at)
    return start, min(following.start() if following else len(text), at + 1500)


def subject_reason(card: Card, at: int) -> str | None:
    """Return the empty text if the words before an offset speak of this model, a reason if that is only likely.

    None means that the words deny the fact or speak of something else.
    """
    start, _ = sentence_around(card.prose, at)
    before = LINK.sub(lambda link: link[1], card.prose[start:at])
    if _DENIED.search(before) or before.lstrip().startswith(("|", ">")):
        return None
    if _THIS.search(before) or is_own_name(card, before):
        return ""
    return "the sentence is about a model by another name than `this model`"


def is_own_name(card: Card, before: str) -> bool:
    """Return whether the words before a verb are the name in the card's first heading."""
    name = _plain(re.split(r"\s+(?:is|was|has)\s", before, maxsplit=1)[0])
    heading = _TITLE.search(card.prose)
    title = _plain(heading[1]) if heading else ""
    return len(name) > 3 and len(title) > 3 and (name in title or title in name)


def _plain(words: str) -> str:
    """Return letters and digits only, without case."""
    return re.sub(r"[\W_]+", "", words.casefold())
