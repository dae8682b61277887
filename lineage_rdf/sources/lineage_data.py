"""Reads the datasets of a stage in lineage.yaml."""

from __future__ import annotations

from typing import Any, Final

from lineage_rdf.claims import DatasetMention
from lineage_rdf.sources.lineage_entry import Entry, undisclosed
from lineage_rdf.sources.lineage_keys import DATASET

# Key of the file -> field of DatasetMention.
_FIELDS: Final = {
    "revision": "revision",
    "configuration": "configuration",
    "examples": "example_count",
    "tokens": "token_count",
    "share": "mixture_share",
    "used_share": "used_share",
    "access": "access",
    "description": "description",
    "licence": "licence",
    "digest": "digest",
    "personal_data": "personal_data",
    "bias": "bias",
}


def read_dataset_uses(entry: Entry, value: Any) -> None:
    """Read the datasets of a stage: a list of names or mappings, or one of them alone."""
    if entry.say_undisclosed(value, "datasets", "dataset"):
        return
    for place, item in enumerate(value if isinstance(value, list) else [value]):
        if undisclosed(item):
            entry.say_undisclosed(item, "datasets", "dataset")
        elif isinstance(item, dict):
            _use(entry, entry.child("datasets", item, DATASET, place), place)
        elif isinstance(item, str):
            entry.say("dataset", _mention(item, {}), "datasets", place=(place,))
        elif item is not None:
            entry.warn("FTL-R067", "a dataset is a name, or keys and values", "datasets")


def _use(entry: Entry, part: Entry, place: int) -> None:
    raw = str(part.values.get("dataset") or "")
    fields: dict[str, Any] = {}
    for key, value in part.items():
        row = DATASET[key]
        if key == "dataset" and undisclosed(value) is not None:
            part.say_undisclosed(value, key, "dataset")
            return
        if part.say_undisclosed(value, key, row.element, raw):
            continue
        if key == "role":
            fields["roles"] = _terms(part, value)
        elif key == "split":
            fields["splits"] = tuple(str(item) for item in (value if isinstance(value, list) else [value]))
        elif key == "generated_by":
            for model in part.models(key, value):
                part.say("generator-model", model, key, name=raw)
        elif key in _FIELDS:
            fields[_FIELDS[key]] = part.convert(key, value, row.holds)
    if raw or fields:
        entry.say("dataset", _mention(raw, fields), "datasets", place=(place,))


def _terms(part: Entry, value: Any) -> tuple[str, ...]:
    roles = [
        part.term("role", item, "dataset-role") for item in (value if isinstance(value, list) else [value])
    ]
    return tuple(role for role in roles if role) or ("training",)


def _mention(text: str, fields: dict[str, Any]) -> DatasetMention:
    """Return the mention; `org/name@revision` is taken apart."""
    name, _, revision = text.strip().partition("@")
    is_id = name.count("/") == 1 and not name.startswith((".", "/", "~"))
    if revision and is_id:
        return DatasetMention(raw=name, **{"revision": revision, **fields})
    return DatasetMention(raw=text.strip(), **fields)
