"""What a file of the catalogue says of itself in the comments at its head."""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

KINDS: Final = ("model", "dataset", "agent", "term", "integer", "decimal", "text")
_LINE = re.compile(r"#\s(?P<key>[a-z]+): (?P<value>.+)")
_PARAMETER = re.compile(
    r"(?P<name>[a-z_]+) \((?P<kind>[a-z]+)(?: of (?P<scheme>[a-z-]+))?, "
    r"(?:(?P<need>required|optional)|default (?P<default>[^)]+))\) (?P<meaning>.+)"
)


@frozen
class Parameter:
    """A parameter of a query.

    Args:
        name: its name, which is also the name of a variable of the query.
        kind: `model`, `dataset`, `agent`, `term`, `integer`, `decimal` or `text`.
        meaning: what it is for, in words.
        scheme: for a term the scheme it belongs to; empty for any.
        required: whether the query makes no sense without it.
        default: what holds where it is not given; None for no restriction.
    """

    name: str
    kind: str
    meaning: str
    scheme: str = ""
    required: bool = False
    default: str | None = None

    @property
    def need(self) -> str:
        """`required`, `optional` or `default VALUE`."""
        if self.default is not None:
            return f"default {self.default}"
        return "required" if self.required else "optional"

    @property
    def type(self) -> str:
        """The kind, and for a term its scheme: `term of status`."""
        return f"{self.kind} of {self.scheme}" if self.scheme else self.kind


@frozen
class Entry:
    """A query of the catalogue.

    Args:
        name: its name, which is that of its file.
        title: what it gives, in a few words.
        question: the question in words.
        parameters: what has to be, or can be, told to it.
        example: an example of its parameters; empty if it needs none.
        about: what a reader of the rows should know; empty if there is nothing.
        walk: how the query is used again and again, level by level; empty if it is asked once.
        labelled: columns of nodes beside which stand their Hub id and label.
        joined: columns whose several values for one row are put together.
        text: the query.
    """

    name: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    example: str
    about: str
    walk: str
    labelled: tuple[str, ...]
    joined: tuple[str, ...]
    text: str


def read_entry(name: str, text: str) -> Entry:
    """Return a query with what the comments at its head say.

    Args:
        name: the name of the query.
        text: the text of its file: comments `# key: value`, then the query.

    Raises:
        ValueError: if the head is malformed; the files are ours.
    """
    head, _, _ = text.partition("\nPREFIX ")
    said: dict[str, list[str]] = {}
    for line in head.splitlines():
        found = _LINE.fullmatch(line)
        if not found:
            raise ValueError(f"{name}.rq: this is no `# key: value`: {line}")
        said.setdefault(found["key"], []).append(found["value"])

    def words(key: str) -> str:
        return " ".join(said.pop(key, []))

    entry = Entry(
        name,
        words("title"),
        words("question"),
        tuple(_parameter(name, line) for line in said.pop("parameter", [])),
        words("example"),
        words("about"),
        words("walk"),
        tuple(words("labelled").split()),
        tuple(words("joined").split()),
        text,
    )
    if said or not (entry.title and entry.question):
        raise ValueError(f"{name}.rq: unknown keys {sorted(said)}, or title or question missing")
    return entry


def _parameter(name: str, line: str) -> Parameter:
    found = _PARAMETER.fullmatch(line)
    if not found or found["kind"] not in KINDS:
        raise ValueError(f"{name}.rq: this describes no parameter: {line}")
    return Parameter(
        found["name"],
        found["kind"],
        found["meaning"],
        found["scheme"] or "",
        found["need"] == "required",
        found["default"],
    )
