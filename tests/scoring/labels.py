"""Labels: what a careful person reads from a file (tests/labelled/README.md)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import yaml
from attrs import field, frozen

from tests.scoring.fact import FIELDS, LINEAGE_FIELDS, STAGE_FIELDS, Fact, fact, setting

LABELLED: Final = Path(__file__).parent.parent / "labelled"


@frozen
class LineageLabel:
    """What is to be found in one lineage.

    Args:
        required: facts that a reader has to give.
        suggested: facts that it may give, but only as inferred.
    """

    required: frozenset[Fact]
    suggested: frozenset[Fact]


@frozen
class Case:
    """One labelled input.

    Args:
        name: kind and case, or the path of a real file.
        paths: what is read.
        lineages: the labels; none if the input holds no lineage.
        model_id: the value of `--id`.
        text: shorthand that is read in place of files.
        unlabelled: fields that are left out.
        traps: the known malformed or hard cases that it stands for.
    """

    name: str
    paths: tuple[Path, ...]
    lineages: tuple[LineageLabel, ...]
    model_id: str | None = None
    text: str | None = None
    unlabelled: frozenset[str] = field(default=frozenset(), converter=frozenset[str])
    traps: frozenset[str] = field(default=frozenset(), converter=frozenset[str])


class LabelError(Exception):
    """A label that does not follow its format, or is of another file than the one that is there."""


def own_cases(folder: Path = LABELLED) -> Iterator[Case]:
    """Yield the cases that are part of the project.

    Raises:
        LabelError: for a label that does not follow the format.
    """
    for path in sorted(folder.glob("*/*/facts.yaml")):
        place = path.parent
        entry = yaml.safe_load(path.read_text(encoding="utf-8"))
        paths = tuple(place / item for item in entry.get("read", ["input"]))
        yield _case(f"{place.parent.name}/{place.name}", entry, paths)


def blind_cases(corpus: Path, path: Path = LABELLED / "blind.json") -> Iterator[Case]:
    """Yield the cases of real files, which lie elsewhere.

    Args:
        corpus: the folder they lie in.
        path: the list of labels.

    Raises:
        LabelError: if a file is missing or is not the one that was labelled, or a label does not follow the format.
    """
    for entry in json.loads(path.read_text(encoding="utf-8")):
        file = corpus / entry["input"]
        if not file.is_file():
            raise LabelError(f"{entry['input']}: there is no such file in {corpus.name}")
        if sha256(file.read_bytes()).hexdigest() != entry["sha256"]:
            raise LabelError(f"{entry['input']}: this is not the file that was labelled; its SHA-256 differs")
        yield _case(entry["input"], entry, (file,))


def _case(name: str, entry: dict[str, Any], paths: tuple[Path, ...]) -> Case:
    known = {"note", "traps", "id", "read", "text", "lineages", "not_labelled", "input", "sha256"}
    unknown = set(entry) - known | set(entry.get("not_labelled", ())) - set(FIELDS)
    if unknown:
        raise LabelError(f"{name}: unknown {', '.join(sorted(unknown))}")
    lineages = tuple(_lineage(name, item) for item in entry["lineages"])
    traps = (str(trap) for trap in entry.get("traps", ()))
    unlabelled = entry.get("not_labelled", ())
    return Case(name, paths, lineages, entry.get("id"), entry.get("text"), unlabelled, traps)


def _lineage(name: str, entry: dict[str, Any]) -> LineageLabel:
    found = [(0, item, entry.get(item)) for item in LINEAGE_FIELDS]
    unknown = set(entry) - {"stages", *LINEAGE_FIELDS}
    for place, stage in enumerate(entry.get("stages", ()), start=1):
        unknown |= set(stage) - set(STAGE_FIELDS)
        found += [(place, item, stage.get(item)) for item in STAGE_FIELDS]
    if unknown:
        raise LabelError(f"{name}: unknown {', '.join(sorted(unknown))}")
    made = {name: place for place, item, names in found if item == "result" for name in names or ()}
    required: set[Fact] = set()
    suggested: set[Fact] = set()
    for place, item, written in found:
        for value in _values(item, written):
            is_suggested, bare = _unmarked(value)
            if item == "base_model" and made.get(bare, place) < place:
                bare = f"#{made[bare]}"
            (suggested if is_suggested else required).add(fact(place, item, bare))
    return LineageLabel(frozenset(required), frozenset(suggested))


def _values(item: str, written: Any) -> list[Any]:
    if written is None:
        return []
    if item != "hyperparameter":
        return written if isinstance(written, list) else [written]
    pairs = [(name, *_unmarked(value)) for name, value in written.items()]
    return [f"{'~' if is_suggested else ''}{setting(name, bare)}" for name, is_suggested, bare in pairs]


def _unmarked(value: Any) -> tuple[bool, Any]:
    """Return whether a value is only suggested, and the value without the mark."""
    if isinstance(value, str) and value.startswith("~"):
        return True, value[1:]
    return False, value
