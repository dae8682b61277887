"""The parts of a Markdown section: items, paragraphs, labels in bold, links. Every function takes time linear in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_TAG: Final = re.compile(r"<[/a-zA-Z][^<>\n]{0,300}>")
_MARKS: Final = ("- ", "* ", "• ", "+ ")


def bullets(lines: Iterable[tuple[int, str]]) -> list[str]:
    """Return the items of a list, each on one line; an item goes on in lines that are indented.

    Args:
        lines: the numbered lines of a section.
    """
    items: list[list[str]] = []
    is_open = False
    for _, line in lines:
        text = line.strip()
        if text.startswith(_MARKS):
            items.append([text[2:].strip()])
            is_open = True
        elif not text or not line.startswith((" ", "\t")):
            is_open = is_open and not text
        elif is_open:
            items[-1].append(text)
    return [" ".join(part for part in item if part) for item in items if any(item)]


def paragraphs(lines: Iterable[tuple[int, str]]) -> list[str]:
    """Return the paragraphs of a section, each on one line.

    Args:
        lines: its numbered lines.
    """
    found: list[list[str]] = [[]]
    for _, line in lines:
        if line.strip():
            found[-1].append(line.strip())
        elif found[-1]:
            found.append([])
    return [" ".join(part) for part in found if part]


def labelled(lines: Iterable[tuple[int, str]]) -> list[tuple[int, str, str]]:
    """Return number, label and text of the lines that begin with a label in bold, as `**Label:** text`.

    Args:
        lines: numbered lines.
    """
    found = []
    for number, line in lines:
        text = line.strip()
        end = text.find("**", 2)
        if text.startswith("**") and end > 0:
            label = text[2:end].strip()
            if label.endswith(":") or text[end + 2 : end + 3] == ":":
                found.append((number, label.rstrip(": "), text[end + 2 :].lstrip(": ").strip()))
    return found


def split_list(text: str, sign: str = ",") -> list[str]:
    """Return the items between commas; a comma in brackets parts nothing, unless brackets are left open.

    Args:
        text: the list on one line.
        sign: what parts the items, one letter.
    """
    items, depth, begin = [], 0, 0
    if text.count("(") != text.count(")"):
        return [item.strip() for item in text.split(sign) if item.strip()]
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == sign and depth <= 0:
            items.append(text[begin:place])
            begin, depth = place + 1, 0
    return [item.strip() for item in (*items, text[begin:]) if item.strip()]


def link_of(item: str) -> dict[str, str]:
    """Return source and url of an item that is a link, `[source](url)`; the source alone if it is none.

    Args:
        item: the item.
    """
    middle = item.rfind("](")
    if item.startswith("[") and item.endswith(")") and middle > 0:
        return {"source": item[1:middle].strip(), "url": item[middle + 2 : -1].strip()}
    return {"source": item}


def without_tags(text: str) -> str:
    """Return a text without HTML tags.

    Args:
        text: one line.
    """
    return " ".join(_TAG.sub(" ", text).split())
