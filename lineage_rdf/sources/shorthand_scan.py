"""A text of which each character is read once: what has been read is blanked, the rest can be reported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lineage_rdf.sources.shorthand_words import NOISE

BLANK: Final = "\x00"  # not white space to a regular expression, unlike the other separators
_RUN = re.compile(rf"[^{BLANK}]+")
_NUMBER = re.compile(r"\W*\d{1,2}\W*")  # of a numbered list
_WORD = re.compile(r"[A-Za-z0-9][\w'&/.@-]*")


class Scan:
    """A text and a copy of it in which the parts already read are blanked, so that positions stay valid."""

    def __init__(self, text: str) -> None:
        """Start with everything unread."""
        self.text = text
        self.rest = text

    def search(self, pattern: re.Pattern[str], start: int, end: int) -> re.Match[str] | None:
        """Return the first match in the unread text between two positions."""
        return pattern.search(self.rest, start, end)

    def blank(self, start: int, end: int) -> None:
        """Mark characters as read."""
        self.rest = self.rest[:start] + BLANK * (end - start) + self.rest[end:]

    def restore(self, start: int, end: int) -> None:
        """Mark characters as unread again."""
        self.rest = self.rest[:start] + self.text[start:end] + self.rest[end:]

    def take(self, pattern: re.Pattern[str], start: int, end: int) -> re.Match[str] | None:
        """Return the first match and mark it as read."""
        match = self.search(pattern, start, end)
        if match:
            self.blank(*match.span())
        return match

    def take_all(self, pattern: re.Pattern[str], start: int, end: int) -> Iterator[re.Match[str]]:
        """Yield each match in turn and mark it as read."""
        while (match := self.take(pattern, start, end)) is not None and match.end() > match.start():
            yield match

    def longest(
        self, table: dict[str, re.Pattern[str]], start: int, end: int
    ) -> tuple[str, re.Match[str]] | None:
        """Return the notation whose words match first, the longest of those that start together."""
        found = [
            (name, match) for name, pattern in table.items() if (match := self.search(pattern, start, end))
        ]
        return min(found, key=lambda item: (item[1].start(), -item[1].end()), default=None)

    def unread(self) -> list[tuple[int, int]]:
        """Return the spans of text that was not read and is more than filling words, in order."""
        return [
            (match.start(), match.end())
            for match in _RUN.finditer(self.rest)
            if has_content(match[0]) and not _NUMBER.fullmatch(match[0])
        ]


def has_content(text: str) -> bool:
    """Return whether a text holds a word that could carry a fact."""
    words = (word.rstrip(".'").lower() for word in _WORD.findall(text))
    return any(word not in NOISE for word in words)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without white space, quotes and closing punctuation at its ends."""
    skip = " \t\n,;:.\"'`*\u201c\u201d\u2018\u2019()[]" + BLANK
    while start < end and text[start] in skip:
        start += 1
    while end > start and text[end - 1] in skip:
        end -= 1
    return start, end
