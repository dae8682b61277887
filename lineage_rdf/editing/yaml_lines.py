"""Adds to a YAML text by inserting lines, so that everything that stands there stays as it is.

A YAML library that reads and writes the whole text changes quotes, widths and indentation in passing; here the parser only
tells where things stand (https://yaml.org/spec/1.2.2/).
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

import yaml
from attrs import define

from lineage_rdf.errors import InputError

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_PLAIN: Final = re.compile(r"[A-Za-z0-9_./@][\w ./@+-]*")
_WORDS: Final = frozenset(("true", "false", "null", "yes", "no", "on", "off", "~", "y", "n"))


def compose(text: str, where: str) -> yaml.Node | None:
    """Return the root node of a YAML text, or None if it holds nothing.

    Raises:
        InputError: if it is not YAML.
    """
    try:
        return yaml.compose(text, _LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise InputError(f"not readable as YAML: {what}", f"{where}{line}", "mend it by hand first") from None


def scalar(text: str) -> str:
    """Return a text as a YAML scalar: plain where it stays a text, else in double quotes."""
    is_plain = _PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in _WORDS
    if is_plain and not re.fullmatch(r"[-+.\d_eExo]+", text):
        return text
    return json.dumps(text, ensure_ascii=False)


def is_empty(node: yaml.Node | None) -> bool:
    """Return whether a node is a key's missing value or an explicit null."""
    return node is None or (
        isinstance(node, yaml.ScalarNode)
        and not node.style
        and node.value in ("", "~", "null", "Null", "NULL")
    )


def entries(node: yaml.Node | None) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    """Return name -> (key node, value node) of a mapping; empty for anything else."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {str(key.value): (key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)}


def margin(node: yaml.Node | None) -> int:
    """Return the column at which the keys of a block mapping stand; 0 for anything else."""
    is_block = isinstance(node, yaml.MappingNode) and not node.flow_style and node.value
    return int(node.value[0][0].start_mark.column) if node is not None and is_block else 0


def last_line(node: yaml.Node, key: yaml.Node | None = None) -> int:
    """Return the number, from 0, of the last line on which something of a node stands.

    Args:
        node: the node.
        key: its key; an empty value ends where its key does.
    """
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        last_key, last_value = node.value[-1]
        return last_line(last_value, last_key)
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return max(last_line(node.value[-1]), int(node.value[-1].start_mark.line))
    if key is not None and is_empty(node) and node.start_mark.index == node.end_mark.index:
        return int(key.end_mark.line)
    end = int(node.end_mark.line)
    is_block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
    return end - 1 if is_block and node.end_mark.column == 0 and end > node.start_mark.line else end


@define
class Lines:
    """The lines of a text, with one kind of line end.

    Args:
        lines: the lines, each with its line end; the last may have none.
        end: the line end for new lines.
    """

    lines: list[str]
    end: str

    @classmethod
    def of(cls, text: str) -> Lines:
        """Take a text apart."""
        return cls(re.findall(r"[^\n]*\n|[^\n]+", text), "\r\n" if "\r\n" in text else "\n")

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.lines)

    def insert(self, after: int, new: list[str]) -> None:
        """Insert lines behind a line, given by its number from 0; -1 is before the first."""
        if 0 <= after < len(self.lines) and not self.lines[after].endswith("\n"):
            self.lines[after] += self.end
        self.lines[after + 1 : after + 1] = [line + self.end for line in new]

    def splice(self, line: int, column: int, new: str) -> None:
        """Insert text within a line."""
        old = self.lines[line]
        self.lines[line] = old[:column] + new + old[column:]
