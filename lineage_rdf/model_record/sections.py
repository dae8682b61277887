"""The sections of a model card, by heading: what readers of claims leave out, because no element of a lineage holds it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from lineage_rdf.claims.address import without_secrets
from lineage_rdf.model_record.crosswalk import crosswalk
from lineage_rdf.sources.model_card.front_matter import split
from lineage_rdf.sources.model_card.placeholders import is_placeholder

MAX_BODY: Final = 1_000_000
_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEADING: Final = re.compile(r"^ {0,3}#{1,6}[ \t]+(?P<name>[^\n]*)$", re.MULTILINE)
_FENCE: Final = re.compile(r"^ {0,3}(```|~~~)[^\n]*\n.*?(?:^ {0,3}\1[^\n]*$|\Z)", re.MULTILINE | re.DOTALL)


def sections_of(card: str) -> dict[str, str]:
    """Return heading, in small letters -> the text below it, up to the next heading of any level.

    Args:
        card: the whole card; what is more than a million letters below the front matter is not read.

    Returns:
        The sections that hold a text; of two with one heading the first. Code counts as text, but a `#` in it is no heading.
    """
    text = card.replace("\r\n", "\n").removeprefix("\ufeff")
    body = _COMMENT.sub("", text[split(text).end :][:MAX_BODY])
    heads = list(_headings(body))
    ends = [*(found.start() for found in heads), len(body)][1:]
    found: dict[str, str] = {}
    for head, end in zip(heads, ends, strict=True):
        text = body[head.end() : end].strip()
        if text and not is_placeholder(text):
            found.setdefault(_name(head), text)
    return found


def _headings(body: str) -> Iterator[re.Match[str]]:
    """Yield the headings that do not stand in code."""
    code = [match.span() for match in _FENCE.finditer(body)]
    begins = [begin for begin, _ in code]
    for head in _HEADING.finditer(body):
        before = bisect_right(begins, head.start()) - 1
        if before < 0 or head.start() >= code[before][1]:
            yield head


def _name(head: re.Match[str]) -> str:
    """Return the words of a heading, without the signs that may close it."""
    return head["name"].rstrip(" \t").rstrip("#").strip("*_ :\t").lower()


def section(sections: dict[str, str], field: str) -> str | None:
    """Return the section that tells a field of a model record, None if there is none."""
    return _first(sections, crosswalk()[field].headings)


def _first(sections: dict[str, str], headings: Iterable[str]) -> str | None:
    return next((sections[name] for name in headings if name in sections), None)


def words(text: str) -> str:
    """Return a text with its paragraphs, each on one line, and without what opens the addresses in it."""
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n[ \t]*\n", without_secrets(text)))
    return "\n\n".join(part for part in paragraphs if part)
