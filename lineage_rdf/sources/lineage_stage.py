"""Reads one stage of lineage.yaml."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from attrs import evolve

from lineage_rdf.claims import CodeMention, DatasetMention, MergeMention, ModelReference
from lineage_rdf.sources.lineage_about import read_evaluations
from lineage_rdf.sources.lineage_data import read_dataset_uses
from lineage_rdf.sources.lineage_entry import Entry, is_digest, undisclosed
from lineage_rdf.sources.lineage_keys import CODE, MERGE, MERGED, QUANTIZATION, STAGE, Key, suggestion

KINDS: Final = (
    "FineTuning",
    "RewardModelTraining",
    "Distilling",
    "Merging",
    "AdapterFolding",
    "Quantizing",
    "Converting",
    "PreTraining",
    "Prompting",
    "RetrievalAugmentation",
)
# Keys that only one kind of step can have; `kind` need not be written beside them.
_TELLING: Final = {
    "merge": "Merging",
    "quantization": "Quantizing",
    "objective": "FineTuning",
    "parameterization": "FineTuning",
}


def read_stage(stage: Entry, key: str, name: str, order: int) -> None:
    """Read one stage.

    Args:
        stage: its mapping.
        key: its key among the claims.
        name: its name, where `stage:` gives a name; else empty.
        order: its place from 1, or 0 if it is the only one.
    """
    entry = evolve(stage, table=STAGE, stage=key)
    if order:
        entry.say("step-order", order, "stage")
    if name and not entry.values.get("name"):
        entry.say("stage-name", name, "stage")
    given = dict(entry.items())
    _kind(entry, given)
    for field, value in given.items():
        row = STAGE[field]
        if field in ("stage", "kind"):
            continue
        if field in _READERS:
            _READERS[field](entry, value)
        elif not entry.say_undisclosed(value, field, row.element):
            _plain(entry, field, row, value)


def _kind(entry: Entry, given: dict[str, Any]) -> None:
    """Say the kind of step: as written, or as the keys beside it tell."""
    if "kind" in given:
        folded = str(given["kind"]).replace("-", "").replace("_", "").replace(" ", "").lower()
        found = next((kind for kind in KINDS if kind.lower() == folded), None)
        if found:
            entry.say("step-kind", found, "kind")
            return
        meant = suggestion(str(given["kind"]), dict.fromkeys(KINDS, Key()))
        hint = f"did you mean {meant!r}?" if meant else f"known: {', '.join(KINDS)}"
        entry.warn("FTL-R066", f"kind: {given['kind']!r} is no kind of step; {hint}", "kind")
    telling = next((field for field in _TELLING if field in given), None)
    if telling:
        entry.say("step-kind", _TELLING[telling], telling)


def _plain(entry: Entry, field: str, row: Key, value: Any) -> None:
    found = entry.convert(field, value, row.holds)
    if found is None and field == "objective" and isinstance(value, str):
        entry.say("method", value, field)
    for item in found if isinstance(found, list) else [found]:
        if item is not None:
            entry.say(row.element, item, field)


def _result(entry: Entry, value: Any) -> None:
    """Read the result; a digest beside it belongs to the same reference."""
    if entry.say_undisclosed(value, "result", "checkpoint"):
        return
    model = entry.model("result", value)
    digest = entry.values.get("result_digest")
    if model is not None:
        # A malformed digest is reported where result_digest itself is read.
        known = str(digest) if is_digest(digest) else None
        entry.say("checkpoint", evolve(model, digest=known), "result")


def _hyperparameters(entry: Entry, value: Any) -> None:
    if entry.say_undisclosed(value, "hyperparameters", "hyperparameters"):
        return
    if not isinstance(value, dict):
        entry.warn("FTL-R067", "hyperparameters must be names with values", "hyperparameters")
        return
    _settings(entry, value, "hyperparameters")


def _settings(entry: Entry, values: dict[str, Any], key: str) -> None:
    """Say one setting for each name; deeper mappings are named by their path."""
    for name, value in _flat(values):
        place = tuple(name.split("."))
        if entry.say_undisclosed(value, key, "setting", name):
            continue
        if isinstance(value, list):
            entry.say("setting", tuple(_shown(item) for item in value), key, name=name, place=place)
        elif value is not None:
            entry.say("setting", value, key, name=name, place=place)


def _flat(values: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = []
    for name, value in values.items():
        if isinstance(value, dict) and set(value) != {"undisclosed"}:
            rows += _flat(value, f"{prefix}{name}.")
        else:
            rows.append((f"{prefix}{name}", value))
    return rows


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _merge(entry: Entry, value: Any) -> None:
    if entry.say_undisclosed(value, "merge", "merge-method"):
        return
    if not isinstance(value, dict):
        entry.warn("FTL-R067", "merge must hold method, base and models", "merge")
        return
    merge = entry.child("merge", value, MERGE)
    for key, item in merge.items():
        if merge.say_undisclosed(item, key, MERGE[key].element):
            continue
        if key == "models":
            _merged(merge, item)
        elif (found := merge.convert(key, item, MERGE[key].holds)) is not None:
            merge.say(MERGE[key].element, found, key)


def _merged(merge: Entry, value: Any) -> None:
    for place, item in enumerate(value if isinstance(value, list) else [value]):
        values = item if isinstance(item, dict) else {"model": item}
        part = merge.child("models", values, MERGED, place)
        given = {}
        for key, found in part.items():
            if not part.say_undisclosed(found, key, "merge-weights", f"{place + 1}: {key}"):
                given[key] = part.convert(key, found, MERGED[key].holds)
        model = given.pop("model", None)
        if isinstance(model, ModelReference):
            # Numbered, so that the order of the file is the order of the parts.
            merge.say(
                "merge-weights",
                MergeMention(model=model, **given),
                "models",
                name=f"{place:04d}",
                place=(place,),
            )
        else:
            merge.warn("FTL-R067", "each part of a merge needs a model", "models")


def _quantization(entry: Entry, value: Any) -> None:
    if entry.say_undisclosed(value, "quantization", "quantization-method"):
        return
    values = value if isinstance(value, dict) else {"method": value}
    # Every other key is a setting of the quantiser under the name it has there.
    table = {**QUANTIZATION, **{name: Key("setting") for name in values if name not in QUANTIZATION}}
    part = entry.child("quantization", values, table)
    for key, item in part.items():
        if part.say_undisclosed(
            item, key, table[key].element, key if table[key].element == "setting" else ""
        ):
            continue
        if key == "method":
            found = part.term(key, item, "quantization-method")
            if found:
                part.say("quantization-method", found, key)
        elif key == "calibration_dataset":
            part.say("dataset", DatasetMention(raw=str(item), roles=("calibration",)), key)
        elif isinstance(item, str | int | bool | Decimal):
            part.say("setting", item, key, name=key)
        else:
            part.warn("FTL-R067", f"{key} must be a single value", key)


def _code(entry: Entry, value: Any) -> None:
    if entry.say_undisclosed(value, "code", "code-revision"):
        return
    values = value if isinstance(value, dict) else {"repository": value}
    part = entry.child("code", values, CODE)
    given = {}
    for key, item in part.items():
        if not part.say_undisclosed(item, key, "code-revision", key):
            given[key] = part.text(key, item)
    if given:
        entry.say("code-revision", CodeMention(**given), "code")


def _software(entry: Entry, value: Any) -> None:
    if entry.say_undisclosed(value, "software", "software-versions"):
        return
    if not isinstance(value, dict):
        entry.warn("FTL-R067", "software must be libraries with versions", "software")
        return
    for library, version in value.items():
        if undisclosed(version) is not None:
            entry.say_undisclosed(version, "software", "software-versions", library)
        elif isinstance(version, str | int | Decimal):
            entry.say("software-versions", str(version), "software", name=library, place=(library,))


_READERS: Final[dict[str, Callable[[Entry, Any], None]]] = {
    "result": _result,
    "datasets": read_dataset_uses,
    "hyperparameters": _hyperparameters,
    "merge": _merge,
    "quantization": _quantization,
    "code": _code,
    "software": _software,
    "evaluations": read_evaluations,
}
