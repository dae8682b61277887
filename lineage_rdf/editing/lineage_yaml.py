"""Writes into lineage.yaml a line for every fact that is missing, and leaves what a person wrote as it is."""

from __future__ import annotations

from collections.abc import Sequence
from posixpath import normpath
from typing import Any, Final

import yaml
from attrs import define, field, frozen

from lineage_rdf.editing.yaml_lines import Lines, compose, entries, is_empty, last_line, margin, scalar
from lineage_rdf.errors import InputError
from lineage_rdf.sources.lineage_file import quote_undisclosed

FILE: Final = "lineage.yaml"
_HEAD: Final = (
    "# What the other files of this folder do not say. Fill in what you know; a key without a value counts as not",
    "# given. Where a fact exists and may not be told, write `undisclosed: why`. Every key: docs/lineage-yaml.md",
)
# Lists whose items are told apart by one key.
_NAMED_BY: Final = {"stages": "stage", "datasets": "dataset"}


@frozen
class MissingFact:
    """A fact that no file gives.

    Args:
        stage: key of the stage it is about, the empty text for the folder itself, `#n` for the n-th stage;
            None if it is about the lineage as a whole.
        yaml_path: the keys below the stage, or below the top: `("hyperparameters", "seed")`. Behind `datasets` of
            a stage comes the name of the dataset.
        hint: what to write, in a few words.
        example: a value as it would be written; empty if the hint is enough.
    """

    stage: str | None
    yaml_path: tuple[str, ...]
    hint: str = ""
    example: str = ""

    @property
    def comment(self) -> str:
        """The comment behind the empty key."""
        words = (
            f"{self.hint}, e.g. {self.example}" if self.hint and self.example else self.hint or self.example
        )
        return f"  # {' '.join(words.split())}" if words else ""


def write_missing(
    existing_text: str | None, missing: Sequence[MissingFact], order: Sequence[str] = ()
) -> str:
    """Return lineage.yaml with an empty key for every missing fact that it does not have yet.

    What stands in the text, its order and its comments stay byte for byte. A key that is there already, with a value
    or without, is not added again, so that a second run changes nothing.

    Args:
        existing_text: the file as it is, or None if there is none.
        missing: the facts, in the order in which they are to be written; facts about the whole come first.
        order: the keys of all stages in order, so that a new stage is put in its place; without it new stages come last.

    Returns:
        The whole text of the file.

    Raises:
        InputError: if the existing text is no YAML, or is laid out so that nothing can be added.
    """
    text = existing_text or ""
    if not text.strip() and missing:
        text = "".join(f"{line}\n" for line in _HEAD)
    for fact in sorted(missing, key=lambda item: item.stage is not None):
        text = _Addition(text, fact, tuple(order)).apply()
    return text


@define
class _Addition:
    """Adds one fact to a text."""

    before: str
    fact: MissingFact
    order: tuple[str, ...]
    lines: Lines = field(init=False)
    root: yaml.Node | None = field(init=False)

    def apply(self) -> str:
        """Return the text with the fact's key in it."""
        self.lines = Lines.of(self.before)
        self.root = compose(quote_undisclosed(self.before), FILE)
        is_mapping = isinstance(self.root, yaml.MappingNode) and not self.root.flow_style
        if self.root is not None and not is_mapping and not is_empty(self.root):
            raise InputError(
                "the file must hold keys and values, one to a line", FILE, "see docs/lineage-yaml.md"
            )
        if self.fact.stage is None:
            self._into(self.root, None, self.fact.yaml_path, indent=margin(self.root))
        else:
            self._into_stage(self.fact.stage)
        return self.lines.text

    # where the stage stands

    def _into_stage(self, stage: str) -> None:
        found = entries(self.root).get("stages")
        if found is None or is_empty(found[1]):
            rows = self._item("stages", _told(stage), self.fact.yaml_path, 2)
            if found is None:
                blanks = " " * margin(self.root)
                self.lines.insert(self._end(self.root), [f"{blanks}stages:", *(blanks + row for row in rows)])
            else:
                blanks = " " * margin(self.root)
                self.lines.insert(last_line(found[1], found[0]), [blanks + row for row in rows])
            return
        stages = found[1]
        if not isinstance(stages, yaml.SequenceNode):
            raise InputError("stages must be a list", FILE, "see docs/lineage-yaml.md")
        for place, item in enumerate(stages.value, start=1):
            if _is_stage(item, stage, place, alone=len(stages.value) == 1):
                self._into(item, None, self.fact.yaml_path, indent=item.start_mark.column)
                return
        self._new_item(stages, "stages", _told(stage), self.fact.yaml_path, before=self._later(stages, stage))

    def _later(self, stages: yaml.SequenceNode, stage: str) -> yaml.Node | None:
        """Return the first stage of the file that comes after a stage which it does not have yet."""
        behind = self.order[self.order.index(stage) + 1 :] if stage in self.order else ()
        return next(
            (i for i in stages.value if any(_is_stage(i, key, 0, alone=False) for key in behind)), None
        )

    # within a mapping

    def _into(
        self, node: yaml.Node | None, key: yaml.Node | None, path: tuple[str, ...], indent: int
    ) -> None:
        """Add a path of keys below a node.

        Args:
            node: the mapping, or an empty value, or None for an empty file.
            key: the key whose value it is, if it is one.
            path: the keys to add.
            indent: the column at which keys of the mapping stand.
        """
        if node is None or is_empty(node):
            after = (
                last_line(node, key) if node is not None and key is not None else len(self.lines.lines) - 1
            )
            self.lines.insert(after, self._rows(path, indent))
            return
        if not isinstance(node, yaml.MappingNode) or "undisclosed" in entries(node):
            return  # something stands there already, if only that it is not told
        found = entries(node).get(path[0])
        if found is not None:
            self._below(*found, path)
        elif node.flow_style:
            self._into_flow(node, self._flow(path))
        else:
            self.lines.insert(self._end(node), self._rows(path, indent))

    def _below(self, key: yaml.Node, value: yaml.Node, path: tuple[str, ...]) -> None:
        """Go on below a key that is there."""
        if len(path) == 1:
            return
        if self._is_list(path) and isinstance(value, yaml.SequenceNode):
            self._into_list(value, path)
        elif self._is_list(path) and is_empty(value):
            rows = self._item(path[0], path[1], path[2:], key.start_mark.column + 2)
            self.lines.insert(last_line(value, key), rows)
        else:
            column = value.value[0][0].start_mark.column if _is_block(value) else key.start_mark.column + 2
            self._into(value, key, path[1:], indent=column)

    def _into_list(self, node: yaml.SequenceNode, path: tuple[str, ...]) -> None:
        """Add below the item of a list that goes by a name."""
        named, name, rest = _NAMED_BY[path[0]], path[1], path[2:]
        for item in node.value:
            own = entries(item).get(named)
            if own is not None and _same(own[1].value, name):
                if rest:
                    self._into(item, None, rest, indent=item.start_mark.column)
                return
            if isinstance(item, yaml.ScalarNode) and _same(item.value, name):
                if rest:
                    self._widen(item, named, rest, flow=bool(node.flow_style))
                return
        self._new_item(node, path[0], name, rest)

    def _widen(self, item: yaml.ScalarNode, named: str, rest: tuple[str, ...], *, flow: bool) -> None:
        """Turn the bare name of an item into a mapping that has the name and a new key."""
        start, end = item.start_mark, item.end_mark
        if flow:
            self.lines.splice(end.line, end.column, f", {self._flow(rest)}}}")
            self.lines.splice(start.line, start.column, f"{{{named}: ")
        else:
            self.lines.insert(last_line(item), self._rows(rest, start.column))
            self.lines.splice(start.line, start.column, f"{named}: ")

    def _new_item(
        self,
        node: yaml.SequenceNode,
        key: str,
        name: str,
        rest: tuple[str, ...],
        before: yaml.Node | None = None,
    ) -> None:
        """Add an item to a list, at its end or before another item."""
        if node.flow_style:
            inner = ", ".join(part for part in (_named(key, name), self._flow(rest)) if part)
            self._into_flow(node, f"{{{inner}}}")
            return
        rows = self._item(key, name, rest, node.start_mark.column)
        self.lines.insert(before.start_mark.line - 1 if before is not None else self._end(node), rows)

    def _into_flow(self, node: yaml.CollectionNode, text: str) -> None:
        """Add text before the closing bracket of a flow collection."""
        mark = node.end_mark
        line, column = mark.line, mark.column - 1
        head = self.lines.lines[line][:column].rstrip(" ")
        comma = "" if not node.value or head.endswith(",") else ", "
        self.lines.splice(line, column, f"{comma}{text}")

    def _is_list(self, path: tuple[str, ...]) -> bool:
        """Return whether a key holds a list: the datasets of a stage do, those at the top are told by name."""
        return path[0] in _NAMED_BY and self.fact.stage is not None

    # what is written

    def _item(self, key: str, name: str, rest: tuple[str, ...], indent: int) -> list[str]:
        """Return the lines of a new item of a list."""
        first = f"{' ' * indent}- {_NAMED_BY[key]}:{f' {scalar(name)}' if name else ''}"
        if not rest:
            return [first + self.fact.comment]
        return [first, *self._rows(rest, indent + 2)]

    def _rows(self, path: tuple[str, ...], indent: int) -> list[str]:
        """Return the lines of nested keys, the last of them empty and with the hint."""
        margin = " " * indent
        if len(path) == 1:
            return [f"{margin}{scalar(path[0])}:{self.fact.comment}"]
        if self._is_list(path):
            return [f"{margin}{path[0]}:", *self._item(path[0], path[1], path[2:], indent + 2)]
        return [f"{margin}{scalar(path[0])}:", *self._rows(path[1:], indent + 2)]

    def _flow(self, path: tuple[str, ...]) -> str:
        """Return nested keys in one line; there is no room for hints."""
        if not path:
            return ""
        if len(path) == 1:
            return f"{scalar(path[0])}: "
        inner = self._flow(path[1:])
        if self._is_list(path):
            named = ", ".join(part for part in (_named(path[0], path[1]), self._flow(path[2:])) if part)
            return f"{path[0]}: [{{{named}}}]"
        return f"{scalar(path[0])}: {{{inner}}}"

    def _end(self, node: yaml.Node | None) -> int:
        return len(self.lines.lines) - 1 if node is None else last_line(node)


def _named(key: str, name: str) -> str:
    """Return the key by which an item of a list goes, with its name."""
    return f"{_NAMED_BY[key]}: {scalar(name) if name else ''}"


def _told(stage: str) -> str:
    return stage or "."


def _is_block(node: yaml.Node) -> bool:
    return isinstance(node, yaml.MappingNode) and not node.flow_style and bool(node.value)


def _is_stage(item: Any, stage: str, place: int, *, alone: bool) -> bool:
    """Return whether an entry of the list is the stage with a key."""
    own = entries(item).get("stage")
    if own is None or is_empty(own[1]):
        return stage == f"#{place}" or (alone and stage in ("", "."))
    return normpath(str(own[1].value).strip()) == normpath(_told(stage)) or stage == f"#{place}"


def _same(written: str, name: str) -> bool:
    """Return whether a dataset in the file is the one that is meant; a revision may stand behind either."""
    return written.strip() == name or written.partition("@")[0].strip() == name.partition("@")[0]
