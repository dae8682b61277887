"""Reads line by line the plain part of YAML that nearly all front matter keeps to, and declines everything else.

Plain means: block mappings and block lists whose keys are words and whose values stand on one line, unquoted or in quotes
without escapes, or are missing; in printable characters, with no repeated key. It is there for speed alone
(`bench/read_cards.py`), and reads whatever it accepts as libyaml does, with the same lines: a test shows that for generated
documents.
"""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple, TypeAlias

from lineage_rdf.sources.yaml_scalar import plain_scalar

# Key or index of a child -> its line, from 0, and the same of its own children if it has any.
LineTree: TypeAlias = dict[str | int, tuple[int, Any]]

MAX_PLAIN: Final = 100_000
MAX_INDENT: Final = 40
# Tabs, control characters, and what YAML takes for line ends or for a byte-order mark.
_UNUSUAL: Final = re.compile(
    "[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_LINE: Final = re.compile(r"( *)(- +)?(?:([A-Za-z_][\w-]{0,60}):(?: +|$))?(.*)\n?", re.ASCII | re.MULTILINE)
# What a value may begin with; of the other ASCII characters many mean something there.
_BEGINS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./()+~$^;<=\\")
_EMPTY: Final[dict[str, type]] = {"[]": list, "{}": dict}


class NotPlain(Exception):
    """The text is not plain."""


class _Line(NamedTuple):
    """A line that is neither blank nor a comment: its number from 0, and its parts; `sign` is that of a list item."""

    number: int
    indent: int
    sign: str
    key: str
    value: str


def load_lines(text: str) -> tuple[Any, LineTree]:
    """Return the value of a plain YAML text and the lines of its children.

    Args:
        text: the YAML text, with newlines as line ends.

    Raises:
        NotPlain: the text is not plain; it may or may not be YAML.
    """
    if len(text) > MAX_PLAIN or _UNUSUAL.search(text):
        raise NotPlain
    lines = _Lines(text)
    value, tree = lines.block() if lines.next.indent >= 0 else (None, {})
    if lines.next.indent >= 0:
        raise NotPlain
    return value, tree


_END: Final = _Line(0, -1, "", "", "")


class _Lines:
    """The lines of a text, taken one after the other; a line of indentation -1 stands behind the last."""

    def __init__(self, text: str) -> None:
        self._rest = _lines_of(text)
        self._rest.reverse()
        self.next = self._rest.pop()

    def take(self) -> None:
        """Go on to the next line; nothing but a deeper block, which is taken elsewhere, may continue a value."""
        self.next = self._rest.pop()

    def block(self) -> tuple[Any, LineTree]:
        """Return the list or mapping that begins here."""
        return self._list() if self.next.sign else self._mapping()

    def _mapping(self) -> tuple[dict[str, Any], LineTree]:
        indent = self.next.indent
        values: dict[str, Any] = {}
        tree: LineTree = {}
        while (line := self.next).indent == indent and not line.sign:
            if not line.key or line.key in values:
                raise NotPlain
            self.take()
            below = None
            if line.value:
                values[line.key] = _scalar(line.value)
            elif self.next.indent > indent or (self.next.indent == indent and self.next.sign):
                values[line.key], below = self.block()
            else:
                values[line.key] = None
            tree[line.key] = line.number, below
        self._refuse_deeper(indent)
        return values, tree

    def _list(self) -> tuple[list[Any], LineTree]:
        indent = self.next.indent
        items: list[Any] = []
        tree: LineTree = {}
        while (line := self.next).indent == indent and line.sign:
            below = None
            if line.key:
                # The first key of a mapping stands behind the sign, and the others below it.
                self.next = line._replace(indent=indent + len(line.sign), sign="")
                item, below = self._mapping()
            else:
                self.take()
                item = _scalar(line.value)
            tree[len(items)] = line.number, below
            items.append(item)
        self._refuse_deeper(indent)
        return items, tree

    def _refuse_deeper(self, indent: int) -> None:
        """Refuse a line that goes on with the value of the line above it."""
        if self.next.indent > indent:
            raise NotPlain


def _lines_of(text: str) -> list[_Line]:
    found = []
    for number, (indent, sign, key, rest) in enumerate(_LINE.findall(text)):
        value = rest.rstrip(" ")
        if (value or key) and value[:1] != "#":
            found.append(_Line(number, len(indent), sign, key, value))
        elif key or sign:
            raise NotPlain
    found.append(_END)
    if max(line.indent for line in found) > MAX_INDENT:
        raise NotPlain
    return found


def _scalar(text: str) -> Any:
    """Return the value of a scalar that stands whole on its line."""
    first = text[0]
    if first in _BEGINS or first > "\x7f" or (first == "-" and text[1:2].isdigit()):
        text = text.partition(" #")[0].rstrip(" ")
        if ": " in text or text[-1] == ":":
            raise NotPlain
        return plain_scalar(text)
    if (
        first in "\"'"
        and len(text) > 1
        and text[-1] == first
        and first not in text[1:-1]
        and "\\" not in text
    ):
        return text[1:-1]
    if text in _EMPTY:
        return _EMPTY[text]()
    raise NotPlain
