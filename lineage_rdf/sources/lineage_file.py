"""Reader of lineage.yaml, the file in which people write what no other file says. See docs/lineage-yaml.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import normpath
from typing import Any, Final

from lineage_rdf.claims import Trust
from lineage_rdf.sources.gguf import MARK
from lineage_rdf.sources.lineage_about import read_datasets, read_evaluations, read_models, read_reviews
from lineage_rdf.sources.lineage_entry import Entry
from lineage_rdf.sources.lineage_keys import TOP
from lineage_rdf.sources.lineage_stage import read_stage
from lineage_rdf.sources.reader import InputFile, Reader, Reading
from lineage_rdf.sources.yaml_text import YamlTextError, load_yaml

NAMES: Final = ("lineage.yaml", "lineage.yml")
_UNQUOTED = re.compile(
    r"^(?P<key>[ \t]*(?:-[ \t]+)?[\w-]+:[ \t]+)(?P<value>undisclosed:[ \t]*[^\"'\n#]*?)(?P<rest>[ \t]*(?:[ \t]#.*)?)$",
    re.MULTILINE,
)


def quote_undisclosed(text: str) -> str:
    """Return the text with `key: undisclosed: why` as `key: "undisclosed: why"`, which is what YAML wants.

    People write it without quotes, and nothing else can be meant.
    """
    return _UNQUOTED.sub(lambda match: f'{match["key"]}"{match["value"]}"{match["rest"]}', text)


def recognises(file: InputFile) -> bool:
    """Return whether a file is lineage.yaml."""
    return file.name.lower() in NAMES


def read(reading: Reading) -> None:
    """Read the file."""
    try:
        document = load_yaml(quote_undisclosed(reading.file.text))
    except YamlTextError as error:
        line = f"line {error.line}" if error.line else ""
        reading.problem("FTL-R064", f"lineage.yaml is {error.message}", locator=line, severity="violation")
        return
    for path, line_number in document.duplicates:
        reading.problem(
            "FTL-R064",
            f"the key {path[-1]!r} is given twice; the last one counts",
            locator=f"line {line_number}",
        )
    if document.value is None:
        return
    if not isinstance(document.value, dict):
        reading.problem("FTL-R064", "lineage.yaml must hold keys and values", severity="violation")
        return
    _top(Entry(reading, document, (), document.value, TOP, reading.file.folder))


def _top(entry: Entry) -> None:
    parts = {
        "stages": _stages,
        "models": read_models,
        "datasets": read_datasets,
        "evaluations": read_evaluations,
        "reviews": read_reviews,
    }
    for key, value in entry.items():
        row = entry.table[key]
        if key in parts:
            parts[key](entry, value)
        elif not entry.say_undisclosed(value, key, row.element):
            found = entry.convert(key, value, row.holds)
            if found is not None:
                entry.say(row.element, found, key, name="head" if key == "licence" else "")


def _stages(entry: Entry, value: Any) -> None:
    """Read the list of stages; its order is the order of the steps."""
    if not isinstance(value, list):
        entry.warn("FTL-R064", "stages must be a list: one entry with a dash for each stage", "stages")
        return
    stages: list[Entry] = []
    for place, values in enumerate(value):
        if isinstance(values, dict):
            stages.append(Entry(entry.reading, entry.document, ("stages", place), values, {}, ""))
        else:
            entry.warn("FTL-R064", f"stage {place + 1} must hold keys and values", "stages")
    keys = list(_stage_keys(entry, stages))
    for order, (stage, (key, name)) in enumerate(zip(stages, keys, strict=True), start=1):
        read_stage(stage, key, name, order if len(stages) > 1 else 0)


def _stage_keys(entry: Entry, stages: list[Entry]) -> Iterator[tuple[str, str]]:
    """Yield for each stage its key among the claims, and its name where `stage` is a name and no folder."""
    seen: set[str] = set()
    for number, stage in enumerate(stages, start=1):
        told = str(stage.values.get("stage") or "").strip().rstrip("/")
        key, name = _stage_key(entry, stage, told, number, alone=len(stages) == 1)
        if key in seen:
            stage.warn("FTL-R069", f"the stage {told!r} is named twice", "stage")
        seen.add(key)
        yield key, name


def _stage_key(entry: Entry, stage: Entry, told: str, number: int, *, alone: bool) -> tuple[str, str]:
    file = entry.reading.file
    if f"#{MARK}" in told:  # as init names a GGUF file, which is a model of its own
        return normpath(f"{file.folder}/{told}").lstrip("/"), ""
    folder = normpath(told) if told else "." if alone else ""
    if folder == ".":
        return file.folder, ""
    if folder and not folder.startswith(("/", "..")) and folder.partition("/")[0] in file.siblings:
        return f"{file.folder}/{folder}".lstrip("/"), ""
    if "/" in folder:
        stage.warn("FTL-R068", f"there is no folder {told!r} beside lineage.yaml", "stage")
    return f"{file.folder}#{number}", told


READER = Reader(
    kind="lineage-yaml",
    title="lineage.yaml",
    recognises=recognises,
    read=read,
    trust=Trust.LINEAGE_FILE,
    recognised_by="the name lineage.yaml",
)
