"""Brings a model card up to date with a lineage, line by line, so that nothing else in it changes."""

from __future__ import annotations

import re
from difflib import unified_diff
from typing import Any, Final

import yaml
from attrs import frozen

from lineage_rdf.editing.card_keys import card_front_matter
from lineage_rdf.editing.card_text import BEGIN, END, lineage_section, tells_something
from lineage_rdf.editing.yaml_lines import Lines, compose, entries, is_empty, last_line, margin, scalar
from lineage_rdf.errors import InputError
from lineage_rdf.records import LineageRecord

__all__ = ["card_diff", "card_front_matter", "lineage_section", "updated_card"]

_FILE: Final = "README.md"
# The pattern by which the Hub finds the front matter.
_FRONT: Final = re.compile(
    r"\A(?P<open>\ufeff?[ \t\r\n]*---[ \t]*\r?\n)(?P<yaml>.*?)(?P<close>^---[ \t]*(?:\r?\n|\Z))", re.S | re.M
)
_SECTION: Final = re.compile(rf"{re.escape(BEGIN)}.*?{re.escape(END)}", re.S)
# What the Hub's template for cards has in the place of keys.
_EMPTY: Final = re.compile(r"^\{[ \t]*\}[ \t]*(?:\r?\n|\Z)(?=(?:[ \t]*(?:#[^\n]*)?(?:\n|\Z))*\Z)", re.M)
_ONLY_IF_ABSENT: Final = ("license",)
_ADDED_TO: Final = ("datasets",)
_BEHIND: Final = {"base_model_relation": "base_model"}


def updated_card(readme_text: str | None, record: LineageRecord, *others: LineageRecord) -> str:
    """Return a model card that says what the lineage says.

    Only the keys `base_model`, `base_model_relation`, `datasets` and, where there is none, `license` change, and the
    section between the lineage markers; datasets are only added. Every other byte stays: unknown keys, order, quotes,
    comments, line ends.

    Args:
        readme_text: the card as it is; None or empty if there is none.
        record: the lineage.
        others: lineages of other models in the same repository; of the keys those are written on which all agree.

    A card that has no section gets none while the lineage tells nothing worth a line.

    Raises:
        InputError: if the front matter is no YAML, or is no mapping.
    """
    keys = card_front_matter(record)
    for other in map(card_front_matter, others):
        keys = {key: value for key, value in keys.items() if other.get(key) == value}
    text = _with_keys(readme_text or "", keys)
    if BEGIN not in text and not any(map(tells_something, (record, *others))):
        return text
    return _with_section(text, lineage_section(record, *others))


def card_diff(old: str | None, new: str, name: str = _FILE) -> str:
    """Return the difference of two texts in the unified format; empty if they are equal.

    Args:
        old: the text before.
        new: the text after.
        name: the file's name for both sides.
    """
    before, after = Lines.of(old or "").lines, Lines.of(new).lines
    rows = unified_diff(before, after, f"a/{name}" if old else "/dev/null", f"b/{name}")
    return "".join(row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n" for row in rows)


# front matter


def _with_keys(text: str, keys: dict[str, Any]) -> str:
    if not keys:
        return text
    end = "\r\n" if "\r\n" in text else "\n"
    found = _FRONT.match(text)
    if found is None:
        mark = "\ufeff" if text.startswith("\ufeff") else ""
        rows = [row for key, value in keys.items() for row in _rows(key, value)]
        head = end.join(["---", *rows, "---", ""])
        return f"{mark}{head}{end if text.strip() else ''}{text.removeprefix(mark)}"
    front = found["yaml"]
    front = _EMPTY.sub("", front)
    for key, value in keys.items():
        front = _with_key(front, key, value, end)
    return text[: found.start("yaml")] + front + text[found.end("yaml") :]


def _with_key(front: str, key: str, value: Any, end: str) -> str:
    """Return front matter in which one key has a value."""
    root = compose(front, f"{_FILE}, front matter")
    if (
        root is not None
        and (not isinstance(root, yaml.MappingNode) or root.flow_style)
        and not is_empty(root)
    ):
        raise InputError(
            "the front matter must hold keys and values, one to a line", _FILE, "mend it by hand first"
        )
    lines = Lines(Lines.of(front).lines, end)
    known = entries(root).get(key)
    if known is None:
        before = entries(root).get(_BEHIND.get(key, ""))
        end_of_keys = last_line(root) if root is not None else len(lines.lines) - 1
        lines.insert(
            last_line(before[1], before[0]) if before else end_of_keys, _rows(key, value, margin(root))
        )
        return lines.text
    span = _Known(lines, *known)
    if is_empty(known[1]):
        span.replace(key, value)
    elif key in _ADDED_TO:
        span.extend(key, value)
    elif key not in _ONLY_IF_ABSENT and span.values != _listed(value):
        span.replace(key, value)
    return lines.text


def _rows(key: str, value: Any, indent: int = 0) -> list[str]:
    """Return the lines of a key with a text or a list of texts, indented by a number of blanks."""
    blanks = " " * indent
    if isinstance(value, list):
        return [f"{blanks}{key}:", *(f"{blanks}- {scalar(str(item))}" for item in value)]
    return [f"{blanks}{key}: {scalar(str(value))}"]


def _listed(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


@frozen
class _Known:
    """A key that the front matter has."""

    lines: Lines
    key: yaml.Node
    value: yaml.Node

    @property
    def values(self) -> list[str]:
        """The texts that the key holds now."""
        items = self.value.value if isinstance(self.value, yaml.SequenceNode) else [self.value]
        return [str(item.value) for item in items if isinstance(item, yaml.ScalarNode)]

    def replace(self, key: str, value: Any) -> None:
        """Put a value in the place of the old one; a comment behind a single value stays."""
        first, last = int(self.key.start_mark.line), last_line(self.value, self.key)
        rows = _rows(key, value, int(self.key.start_mark.column))
        if first == last and len(rows) == 1:
            self._replace_within(first, scalar(str(value)))
            return
        del self.lines.lines[first : last + 1]
        self.lines.insert(first - 1, rows)

    def _replace_within(self, line: int, new: str) -> None:
        """Put a value in the place of the old one on the same line."""
        old = self.lines.lines[line]
        start, stop = int(self.value.start_mark.column), int(self.value.end_mark.column)
        if start == stop:  # there is no value yet, only the colon behind the key
            start = stop = old.index(":", int(self.key.end_mark.column)) + 1
            new = f" {new}"
        self.lines.lines[line] = old[:start] + new + old[stop:]

    def extend(self, key: str, value: list[str]) -> None:
        """Add what the list lacks, in the way the list is written."""
        had = {item.casefold() for item in self.values}
        new = [item for item in value if item.casefold() not in had]
        if not new:
            return
        if isinstance(self.value, yaml.SequenceNode) and self.value.value and not self.value.flow_style:
            margin = " " * int(self.value.start_mark.column)
            self.lines.insert(last_line(self.value), [f"{margin}- {scalar(item)}" for item in new])
        elif isinstance(self.value, yaml.SequenceNode) and self.value.flow_style:
            mark = self.value.end_mark
            text = ", ".join(scalar(item) for item in new)
            self.lines.splice(
                int(mark.line), int(mark.column) - 1, f"{', ' if self.value.value else ''}{text}"
            )
        else:
            self.replace(key, [*self.values, *new])


# section


def _with_section(text: str, section: str) -> str:
    """Return the text with the section in the place of the old one, or at the end."""
    end = "\r\n" if "\r\n" in text else "\n"
    section = section.replace("\n", end)
    if _SECTION.search(text):
        return _SECTION.sub(lambda _: section, text, count=1)
    if not text:
        return f"{section}{end}"
    gap = "" if text.endswith(end * 2) else end if text.endswith("\n") else end * 2
    return f"{text}{gap}{section}{end}"
