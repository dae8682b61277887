"""The shapes behind a finding code, as they stand in their files: a person reads them there too, comments included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from attrs import frozen

from lineage_rdf.check.findings import SEVERITIES
from lineage_rdf.check.profiles import profiles
from lineage_rdf.vocabulary.namespaces import PREFIXES

_PREFIX: Final = re.compile(r"^@prefix ([\w-]+): <[^>]*> \.$", re.MULTILINE)
_NAME: Final = re.compile(r"(?:#.*\n)*([\w-]+:[\w-]+)\n")
_CODE: Final = re.compile(r'dcterms:identifier "(FTL-\w+)"')
_SEVERITY: Final = re.compile(r"sh:severity sh:(\w+)")
_TEXT: Final = r'"((?:[^"\\]|\\.)*)"'
# Where each query of a shape has a message with values in it, the shape has a description without them.
_MESSAGE: Final = re.compile(f"sh:description {_TEXT}|sh:message {_TEXT}")
_TARGETS: Final = re.compile(r"sh:target(Class|SubjectsOf|ObjectsOf) (.+?) [;.]$", re.MULTILINE)
_WORD: Final = re.compile(r"[\w-]+:[\w-]+")
_LOOKS_AT: Final = {"Class": "each {}", "SubjectsOf": "what has {}", "ObjectsOf": "each value of {}"}


@frozen
class ShapeText:
    """One shape as it stands in its file.

    Args:
        name: its prefixed name.
        profile: token of the profile that brings it.
        text: its statements.
    """

    name: str
    profile: str
    text: str

    @property
    def code(self) -> str:
        """Its finding code; empty if it only helps another shape."""
        found = _CODE.search(self.text)
        return found[1] if found else ""

    @property
    def severity(self) -> str:
        """`violation`, `warning` or `info`; that of SHACL if it has none."""
        found = _SEVERITY.search(self.text)
        return found[1].lower() if found else "violation"

    @property
    def message(self) -> str:
        """What it says about a node."""
        found = _MESSAGE.search(self.text)
        return (found[1] or found[2]) if found else ""

    @property
    def looks_at(self) -> tuple[str, ...]:
        """Which nodes it looks at, in words."""
        return tuple(
            _LOOKS_AT[kind].format(_short(name.strip()))
            for kind, names in _TARGETS.findall(self.text)
            for name in names.split(",")
        )


def _short(name: str) -> str:
    """Return a name with its prefix, also where the file has the whole IRI."""
    iri = name.strip("<>")
    found = next((prefix for prefix, start in PREFIXES.items() if iri.startswith(start)), "")
    return f"{found}:{iri.removeprefix(PREFIXES[found])}" if found else name


def shapes_with(code: str) -> list[ShapeText]:
    """Return the shapes of a finding code, in the order of the profiles."""
    return [shape for shape in _shapes().values() if shape.code == code]


def severities(code: str) -> dict[str, str]:
    """Return token of a profile -> how severe a finding of the code is there, for the profiles that look for it."""
    own = shapes_with(code)
    found = {}
    for item in profiles():
        tokens = [member.token for member in item.stack]
        weights = [shape.severity for shape in own if shape.profile in tokens]
        if weights:
            found[item.token] = max(weights, key=SEVERITIES.index)
    return found


def turtle_of(shapes: Iterable[ShapeText]) -> str:
    """Return shapes, and the named shapes they stand on, as Turtle that parses by itself."""
    texts = {shape.name: shape.text for shape in _with_helpers(shapes)}
    body = "\n\n".join(texts.values())
    used = {word.partition(":")[0] for word in _WORD.findall(body)}
    heads = [line for name, line in sorted(_prefixes().items()) if name in used]
    return "\n".join(heads) + f"\n\n{body}\n" if body else ""


def _with_helpers(shapes: Iterable[ShapeText]) -> Iterator[ShapeText]:
    queue = list(shapes)
    for shape in queue:
        yield shape
        for word in _WORD.findall(shape.text):
            helper = _shapes().get(word)
            if helper is not None and helper not in queue:
                queue.append(helper)


@cache
def _shapes() -> dict[str, ShapeText]:
    """Return prefixed name -> shape, for every shape that has a name."""
    found = {}
    for token, text in _files():
        for block in text.split("\n\n"):
            name = _NAME.match(block)
            if name:
                found[name[1]] = ShapeText(name[1], token, block.strip("\n"))
    return found


@cache
def _prefixes() -> dict[str, str]:
    return {found[1]: found[0] for _, text in _files() for found in _PREFIX.finditer(text)}


@cache
def _files() -> tuple[tuple[str, str], ...]:
    """Return token of the profile and text of each shapes file, in the order of the profiles."""
    return tuple((item.token, path.read_text(encoding="utf-8")) for item in profiles() for path in item.files)
