"""YAML from strangers: bounded, without surprises of type, and with the line of every key.

What plain scalars mean stands in `yaml_scalar`. Tags build no objects; they are only noted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import Any, TypeAlias

import yaml
from attrs import define, field

from lineage_rdf.sources.yaml_lines import NotPlain, load_lines
from lineage_rdf.sources.yaml_scalar import plain_scalar

YamlValue: TypeAlias = Any
KeyPath: TypeAlias = tuple[str | int, ...]

MAX_CHARACTERS = 4_000_000
MAX_DEPTH = 60
MAX_NODES = 400_000
MAX_ITEMS = 60_000
MAX_DOCUMENTS = 100

_BASE: Any = getattr(
    yaml, "CBaseLoader", yaml.BaseLoader
)  # a PyYAML built without libyaml has only the second
_CORE = "tag:yaml.org,2002:"
_STR = f"{_CORE}str"
_TAGS: dict[type[yaml.Node], str] = {
    yaml.ScalarNode: _STR, yaml.SequenceNode: f"{_CORE}seq", yaml.MappingNode: f"{_CORE}map",
}  # fmt: skip
_PLAIN_TAGS = frozenset(_TAGS.values())
_SCALAR_TAGS = frozenset(f"{_CORE}{name}" for name in ("int", "float", "bool", "null"))
_COMPACT_NEST = re.compile(rf"(?:[-?][ \t]+){{{MAX_DEPTH}}}")


class _Loader(_BASE):  # type: ignore[misc]
    """Composes nodes and leaves the types of scalars to us, which saves a quarter of the time."""

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """Return the tag of a node that has none of its own."""
        return _TAGS[kind]

    def descend_resolver(self, parent: Any, index: Any) -> None:
        """Do nothing: no type depends on the place."""

    def ascend_resolver(self) -> None:
        """Do nothing."""


class YamlTextError(ValueError):
    """The text is not YAML that we read.

    Args:
        message: what is wrong, in plain words that follow on "the file is".
        line: the line it happens on, from 1, where it is known.
    """

    def __init__(self, message: str, line: int | None = None) -> None:
        """Keep the message and the line."""
        super().__init__(message)
        self.message = message
        self.line = line


@define
class YamlDocument:
    """One YAML document as plain values.

    Args:
        value: dict with text keys, list, str, int, Decimal, bool or None.
        duplicates: key path of every key that is given again in one mapping, and the line of its second place; the last
            one holds.
        tags: tag and line of every value that asks for another type than the plain ones.
    """

    value: YamlValue = None
    duplicates: list[tuple[KeyPath, int]] = field(factory=list)
    tags: list[tuple[str, int]] = field(factory=list)
    _root: Any = field(default=None, repr=False)
    _offset: int = 1
    _places: dict[int, dict[Any, tuple[int, Any]]] = field(factory=dict, init=False, repr=False, eq=False)

    def line(self, path: KeyPath) -> int | None:
        """Return the line, from 1, of the key or list item at a path from the root; None if absent."""
        node, line = self._root, None
        for step in path:
            found = self._child(node, step)
            if found is None:
                return None
            mark, node = found
            line = mark + self._offset
        return line

    def _child(self, node: Any, step: str | int) -> tuple[int, Any] | None:
        """Return the line, from 0, and the node of a child; the last one of a repeated key."""
        if isinstance(node, dict):
            return node.get(step)
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
            item = node.value[step]
            return item.start_mark.line, item
        if isinstance(node, yaml.MappingNode):
            # Nodes live as long as the document, so that their numbers stay theirs.
            if id(node) not in self._places:
                self._places[id(node)] = {
                    key.value: (key.start_mark.line, value) for key, value in node.value
                }
            return self._places[id(node)].get(step)
        return None


def load_yaml(text: str, first_line: int = 1) -> YamlDocument:
    """Read one YAML document.

    Args:
        text: the YAML text.
        first_line: the line of the file on which the text begins.

    Raises:
        YamlTextError: the text is malformed, holds several documents, or is too long, deep or repetitive.
    """
    try:
        value, tree = load_lines(text)
    except NotPlain:
        return _load_nodes(text, first_line)
    return YamlDocument(value, root=tree, offset=first_line)


def _load_nodes(text: str, first_line: int) -> YamlDocument:
    """Read a document with libyaml."""
    root = _composed(text, first_line, lambda: yaml.compose(text, _Loader))
    return _document(root, first_line, MAX_NODES)[0]


def load_yaml_documents(text: str) -> list[YamlDocument]:
    """Read the YAML documents of a text, which lines of `---` part; empty ones are left out.

    Raises:
        YamlTextError: the text is malformed, or holds more than 100 documents, or is too long, deep or repetitive.
    """
    roots = _composed(text, 1, lambda: list(islice(yaml.compose_all(text, _Loader), MAX_DOCUMENTS + 1)))
    if len(roots) > MAX_DOCUMENTS:
        raise YamlTextError(f"in more than {MAX_DOCUMENTS} documents")
    found, left = [], MAX_NODES
    for root in roots:
        if root is not None:
            document, left = _document(root, 1, left)
            found.append(document)
    return [document for document in found if document.value is not None]


def _composed(text: str, first_line: int, compose: Callable[[], Any]) -> Any:
    _check_bounds(text, first_line)
    try:
        return compose()
    except yaml.MarkedYAMLError as error:
        raise _marked_error(error, first_line) from None
    except (yaml.YAMLError, UnicodeError, RecursionError) as error:
        raise YamlTextError(f"not readable as YAML: {str(error).splitlines()[0]}") from None


def _document(root: Any, first_line: int, left: int) -> tuple[YamlDocument, int]:
    """Return the document of a root node, and how many of the values that may still be built are left."""
    document = YamlDocument(root=root, offset=first_line)
    builder = _Builder(document, first_line, left)
    if root is not None:
        document.value = builder.build(root)
    return document, builder.left


class _Builder:
    """Turns the node tree into plain values; each visit of an aliased node counts, so bombs end."""

    def __init__(self, document: YamlDocument, first_line: int, left: int) -> None:
        self.document = document
        self.first_line = first_line
        self.left = left
        self.trail: list[str | int] = []

    def build(self, node: Any) -> YamlValue:
        """Return the value of a node."""
        if type(node) is yaml.ScalarNode:
            return plain_scalar(node.value) if not node.style and node.tag == _STR else self._tagged(node)
        self.left -= len(node.value) + 1
        if self.left < 0 or len(self.trail) > MAX_DEPTH:
            message = "not readable: too many or too deeply nested values, or an alias that contains itself"
            raise YamlTextError(message, self._line(node))
        if node.tag not in _PLAIN_TAGS:
            self.document.tags.append((node.tag, self._line(node)))
        return self._list(node) if type(node) is yaml.SequenceNode else self._mapping(node)

    def _tagged(self, node: Any) -> YamlValue:
        if node.tag in _SCALAR_TAGS:
            return plain_scalar(node.value)
        if node.tag != _STR:
            self.document.tags.append((node.tag, self._line(node)))
        return node.value

    def _inside(self, step: str | int, node: Any) -> YamlValue:
        self.trail.append(step)
        value = self.build(node)
        self.trail.pop()
        return value

    def _list(self, node: Any) -> list[YamlValue]:
        return [
            self.build(item) if type(item) is yaml.ScalarNode else self._inside(index, item)
            for index, item in enumerate(node.value)
        ]

    def _mapping(self, node: Any) -> dict[str, YamlValue]:
        values: dict[str, YamlValue] = {}
        merged: dict[str, YamlValue] = {}
        again: set[str] = set()
        for key_node, value_node in node.value:
            if type(key_node) is not yaml.ScalarNode:
                raise YamlTextError(
                    "not readable: a key that is itself a list or a mapping", self._line(key_node)
                )
            key = key_node.value
            if key == "<<" and not key_node.style:
                merged = {**self._merge(value_node), **merged}
                continue
            if key in values and key not in again:
                again.add(key)
                self.document.duplicates.append(((*self.trail, key), self._line(key_node)))
            scalar = type(value_node) is yaml.ScalarNode
            values[key] = self.build(value_node) if scalar else self._inside(key, value_node)
        return {**merged, **values} if merged else values

    def _merge(self, node: Any) -> dict[str, YamlValue]:
        """Return what `<<` brings in: of several mappings the first one to name a key gives its value."""
        value = self._inside("<<", node)
        parts = value if isinstance(value, list) else [value]
        merged: dict[str, YamlValue] = {}
        for part in reversed(parts):
            if not isinstance(part, dict):
                raise YamlTextError("not readable: a merge key `<<` needs a mapping", self._line(node))
            merged.update(part)
        return merged

    def _line(self, node: Any) -> int:
        return int(node.start_mark.line) + self.first_line


def _check_bounds(text: str, first_line: int) -> None:
    """Refuse what would exhaust the composer, which recurses in C: too long or too deeply nested text."""
    if len(text) > MAX_CHARACTERS:
        raise YamlTextError(f"longer than {MAX_CHARACTERS} characters")
    # Every item of a list or a mapping begins behind one of these; the composer needs some 6 us for each.
    if text.count("\n") + text.count(",") > MAX_ITEMS:
        raise YamlTextError(f"made of more than {MAX_ITEMS} lines and items")
    if _COMPACT_NEST.search(text):
        raise YamlTextError(f"nested deeper than {MAX_DEPTH} levels")
    if text.count("[") + text.count("{") > MAX_DEPTH:
        _check_flow_depth(text, first_line)


def _check_flow_depth(text: str, first_line: int) -> None:
    """Walk the events, which needs no recursion, and refuse deep nesting."""
    depth = 0
    try:
        for event in yaml.parse(text, _Loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    mark: Any = event.start_mark
                    raise YamlTextError(f"nested deeper than {MAX_DEPTH} levels", mark.line + first_line)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.MarkedYAMLError as error:
        raise _marked_error(error, first_line) from None
    except (yaml.YAMLError, UnicodeError) as error:
        raise YamlTextError(f"not readable as YAML: {str(error).splitlines()[0]}") from None


def _marked_error(error: yaml.MarkedYAMLError, first_line: int) -> YamlTextError:
    # Of a bracket or quote that is never closed the beginning is the place to look at.
    opened = "flow" in (error.context or "") or "quoted" in (error.context or "")
    mark = (error.context_mark if opened else None) or error.problem_mark or error.context_mark
    words = ", ".join(part for part in (error.context, error.problem) if part)
    line = getattr(mark, "line", None)
    return YamlTextError(f"not readable as YAML: {words}", None if line is None else line + first_line)
