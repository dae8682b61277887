"""Where a claim says that a fact stands, it stands: over all examples and fixtures, whichever reader made it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from lineage_rdf.claims import Claim, DatasetMention, ModelReference
from lineage_rdf.sources.reader import InputFile
from lineage_rdf.sources.registry import reader_for
from tests.conftest import ROOT

MISSING = object()
# Kinds whose locators lead into tables and folders of small files, and those of binary heads.
APART = ("mlflow-db", "mlflow-run", "gguf", "safetensors-header")
# Amounts that are told in another unit than the file has them in.
CONVERTED = ("compute", "energy", "emissions", "training-compute")
# Of JSON Lines the line and the path in it.
IN_LINE = re.compile(r"line (\d+) \$\.?(.*)\Z")
LINE = re.compile(r"(?:YAML block on )?lines? (\d+)(?:-(\d+))?(?:, (?:key )?(.*))?\Z")


def _files() -> list[Path]:
    roots = (ROOT / "examples", ROOT / "tests" / "fixtures", ROOT / "tests" / "sources" / "golden")
    found = [path for root in roots for path in root.rglob("*") if path.is_file()]
    return sorted(path for path in found if "lineages" not in path.parts and path.name != "expected.json")


@cache
def _claims(path: Path) -> tuple[str, list[Claim]]:
    siblings = frozenset(other.name for other in path.parent.iterdir())
    file = InputFile(path.name, path.read_bytes(), siblings)
    reader = reader_for(file)
    return (reader.kind, reader(file).claims) if reader else ("", [])


SOURCES = [path for path in _files() if _claims(path)[1] and _claims(path)[0] not in APART]


def _content(path: Path) -> Any:
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        return json.loads(text, parse_float=Decimal)
    except ValueError:
        pass
    try:
        return yaml.load(text, yaml.BaseLoader)
    except yaml.YAMLError:
        lines = [
            json.loads(line) for line in text.splitlines() if line.startswith("{") and line.endswith("}")
        ]
        return lines or MISSING


def _found(content: Any, path: str) -> Iterator[Any]:
    """Yield what a path leads to; keys may have dots in them, and W&B wraps each value."""
    if not path:
        yield content
        return
    path = path.removeprefix(".")
    step = re.match(r"\[([^\]]+)\]", path)
    if step and isinstance(content, list) and step[1].isdigit() and int(step[1]) < len(content):
        yield from _found(content[int(step[1])], path[step.end() :])
    if step and isinstance(content, list) and step[1] in content:  # names and weights by turns
        yield from _found(step[1], path[step.end() :])
    for item in content if isinstance(content, list) else ():
        # A list of parameters with their names: the place is told by the name.
        if isinstance(item, dict) and path in (item.get("key"), item.get("name")):
            yield item
    if step and isinstance(content, dict) and step[1] in content:
        yield from _found({step[1]: content[step[1]]}, path[step.end() :])
    if isinstance(content, dict):
        for key, value in content.items():
            rest = path.removeprefix(str(key))
            if path.startswith(str(key)) and (not rest or rest[0] in ".["):
                yield from _found(value, rest)
        if set(content) <= {"value", "desc"} and "value" in content:
            yield from _found(content["value"], path)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    else:
        yield str(value)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip().replace("_", ""))
    except InvalidOperation:
        return None


def _says(place: Any, claim: Claim) -> bool:
    """Say whether a stated value is at the place: a name, a number or a word."""
    texts = list(_texts(place))
    value = claim.value
    if claim.element in CONVERTED or any("${" in text for text in texts) or claim.key in texts:
        return bool(texts)
    if isinstance(value, ModelReference | DatasetMention):
        # A document may give an address in two parts, namespace and name, owner and name.
        name = value.raw.removeprefix("./")
        if isinstance(value, DatasetMention) and set(value.splits) & set(texts):
            return True  # the place tells which part of the dataset is meant
        return any(name in text or (text and name.endswith(text)) for text in texts)
    if isinstance(value, bool):
        return any(text.casefold() in ("true", "false", "yes", "no", "on", "off", "1", "0") for text in texts)
    if isinstance(value, int | Decimal):
        return any(_number(text) == Decimal(value) for text in texts)
    if claim.element == "setting":
        words = value if isinstance(value, tuple) else (value,)
        return all(
            any(_plain(str(word)) in _plain(text) for text in (*texts, " ".join(texts))) for word in words
        )
    return bool(texts)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_locator_leads_to_what_the_claim_says(path: Path) -> None:
    kind, claims = _claims(path)
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    wrong = []
    for claim in claims:
        where = claim.locator
        found = LINE.match(where)
        in_line = IN_LINE.match(where)
        if in_line:
            places = list(_found(json.loads(lines[int(in_line[1]) - 1], parse_float=Decimal), in_line[2]))
            good = any(claim.inferred or _says(place, claim) for place in places)
        elif found:
            first, last = int(found[1]), int(found[2] or found[1])
            good = 1 <= first <= last <= len(lines) and _in_lines(lines, first, last, claim, found[3] or "")
        elif where in ("whole file", "$"):
            good = claim.inferred or claim.element in ("quantization-method", "objective", "step-kind")
        else:
            places = list(_found(_content(path), where.removeprefix("$")))
            related = kind == "spdx" and where.endswith("]")  # a relationship holds identifiers only
            good = bool(places) and (
                claim.inferred or related or any(_says(place, claim) for place in places)
            )
        if not good:
            wrong.append((kind, where, claim.element, claim.key, str(claim.value)[:60]))
    assert not wrong


def _in_lines(lines: list[str], first: int, last: int, claim: Claim, key: str) -> bool:
    """Say whether the lines hold the key that the locator names, or the value itself."""
    text = " ".join(lines[first - 1 : last])
    names = re.split(r"[.\[\]]+", key)
    if any(name and not name.isdigit() and name in text for name in names):
        return True
    if claim.inferred or key:
        return bool(text.strip())
    value = claim.value
    words = value.raw if isinstance(value, ModelReference | DatasetMention) else str(claim.key or value)
    return _plain(words) in _plain(text) or (bool(text.strip()) and not isinstance(value, ModelReference))


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
