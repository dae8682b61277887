"""The text of a page by its known headings; navigation before the first and logos behind the last are left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from attrs import define, field

from lineage_rdf.terms.glossaries.markdown_parts import paragraphs
from lineage_rdf.terms.glossaries.mojibake import repaired_text

_BULLETS: Final = ("•", "- ", "* ")
# The signs by which a page is divided, as they look where the whole page was misread.
_MISREAD: Final = (("â€¢", "•"), ("Â·", "·"))


@define
class Section:
    """What stands under one heading.

    Args:
        number: the line of the heading, from 1.
        lines: the lines below it, numbered, without blanks at their ends.
        is_last: whether no known heading follows, so that only its beginning surely belongs to it.
    """

    number: int
    lines: list[tuple[int, str]] = field(factory=list)
    is_last: bool = False

    def paragraphs(self) -> list[str]:
        """Return its paragraphs, each on one line; of the last section only the first one."""
        texts = paragraphs(self.lines)
        return texts[:1] if self.is_last else texts

    def rows(self) -> list[str]:
        """Return its lines that are not blank; of the last section those before the first blank one."""
        found: list[str] = []
        for _, line in self.lines:
            if line.strip():
                found.append(_without_bullet(line.strip()))
            elif found and self.is_last:
                break
        return [row for row in found if row]

    def bullets(self) -> list[str]:
        """Return the items of its list, each on one line; the list ends where a paragraph without a bullet begins."""
        items: list[list[str]] = []
        blank = False
        for _, line in self.lines:
            text = line.strip()
            if text.startswith(_BULLETS):
                items.append([_without_bullet(text)])
            elif text and items:
                if blank and not line.startswith((" ", "\t")):
                    break
                items[-1].append(text)
            blank = not text
        return [" ".join(part for part in item if part) for item in items if any(item)]

    def items(self) -> list[str]:
        """Return the items of its list; where a copy has lost the bullets, its lines but those that lead to the list."""
        return self.bullets() or [row for row in self.rows() if not row.endswith(":")]


def _without_bullet(line: str) -> str:
    return line[1:].strip() if line.startswith(_BULLETS) else line


def lines_of(text: str) -> list[tuple[int, str]]:
    """Return the lines of a page, numbered from 1, without blanks at their ends; misread bullets and dots are mended."""
    for wrong, sign in _MISREAD:
        text = text.replace(wrong, sign)
    return [(number, line.rstrip()) for number, line in enumerate(text.split("\n"), 1)]


def sections(lines: Sequence[tuple[int, str]], headings: Iterable[str]) -> dict[str, Section]:
    """Return heading -> section; a heading stands on a line of its own, and only its first place counts.

    Args:
        lines: numbered lines.
        headings: the headings that are known, in small letters.
    """
    known = set(headings)
    found: dict[str, Section] = {}
    into: Section | None = None
    for number, line in lines:
        name = heading_of(line)
        if name in known and name not in found:
            into = found[name] = Section(number)
        elif into is not None:
            into.lines.append((number, line))
    if into is not None:
        into.is_last = True
    return found


def heading_of(line: str) -> str:
    """Return a line as the heading that it may be: in small letters, with typewriter's apostrophes."""
    return repaired_text(line.strip()).lower().replace("’", "'") if len(line) < 100 else ""


def has_headings(text: str, wanted: Iterable[str], most: int = 200_000) -> bool:
    """Say whether a text has all of some headings on lines of their own.

    Args:
        text: the text of a file.
        wanted: the headings, in small letters.
        most: how many letters of it are looked at.
    """
    return set(wanted) <= {heading_of(line) for line in text[:most].split("\n")}
