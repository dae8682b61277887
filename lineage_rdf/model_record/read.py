"""Reads a model record from whatever tells of a model: a record, a model folder, a card, a lineage."""

from __future__ import annotations

from os.path import isfile  # unlike that of `Path` it raises nothing for names that cannot be
from pathlib import Path
from typing import Any, Final

from lineage_rdf.codec.file_bytes import utf8
from lineage_rdf.errors import InputError
from lineage_rdf.lineage import read
from lineage_rdf.model_record.from_lineage import model_record
from lineage_rdf.model_record.record import FIELDS, ModelRecord
from lineage_rdf.model_record.sections import sections_of
from lineage_rdf.sources.lineage_file import NAMES

MAX_BYTES: Final = 10_000_000
# The other fields are keys of configurations too.
_KNOWN_BY: Final = frozenset(FIELDS) - {"base_model", "license"}
_CARDS: Final = ("README.md", "MODEL_CARD.md", "model_card.md", "modelcard.md")


def read_model_record(path: str | Path) -> tuple[ModelRecord, str]:
    """Return the model record of a place, and what a person calls the model.

    Args:
        path: a record in JSON or YAML, a model folder, a model card, an RDF file or any other input of `lineage_rdf.read`.

    Raises:
        InputError: if it cannot be read, or is a record that is none.
        UsageError: if it tells of several models.
    """
    place = Path(path)
    known = _record(place)
    if known is not None:
        return ModelRecord.from_dict(known, place.name), place.stem
    lineage = read(path)
    folder = place if place.is_dir() else place.parent
    card = (
        next((file for name in _CARDS if (file := folder / name).is_file()), None) if place.is_dir() else None
    )
    if place.suffix.lower() == ".md":
        card = place
    sections = sections_of(_text(card)) if card else None
    architecture = _architecture(folder / "config.json") if place.is_dir() else None
    found = model_record(lineage.record, lineage.quads, sections=sections, architecture=architecture)
    return found, lineage.name


def _record(place: Path) -> dict[str, Any] | None:
    """Return what a file holds that is a record: an object with a field by which records are known; lineage.yaml shares some."""
    if place.suffix.lower() not in (".json", ".yaml", ".yml") or place.name.lower() in NAMES:
        return None
    if not isfile(place):
        return None
    data = _loaded(place)
    return data if _is_record(data) else None


def _loaded(place: Path) -> Any:
    from lineage_rdf.sources.json_text import JsonTextError, load_json
    from lineage_rdf.sources.yaml_text import YamlTextError, load_yaml

    text = utf8(_data(place), place.name)
    try:
        read = load_json(text) if place.suffix.lower() == ".json" else load_yaml(text)
    except (JsonTextError, YamlTextError) as error:
        raise InputError(f"the file cannot be read: {error}", place.name) from None
    if read.duplicates and _is_record(read.value):
        raise InputError("a key stands twice in one object", place.name, "keep one of the two")
    return read.value


def _is_record(data: object) -> bool:
    return isinstance(data, dict) and not _KNOWN_BY.isdisjoint(data)


def _text(place: Path) -> str:
    return _data(place).decode("utf-8", "replace")


def _data(place: Path) -> bytes:
    try:
        with place.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(error.strerror or "the file cannot be read", place.name) from None
    if len(data) > MAX_BYTES:
        raise InputError("the file is larger than 10 MB", place.name)
    return data


def _architecture(place: Path) -> str | None:
    """Return the class that a config.json names first, else its kind of model."""
    if not place.is_file():
        return None
    from lineage_rdf.sources.json_text import JsonTextError, load_json

    try:
        data = load_json(_text(place)).value
    except JsonTextError:
        return None
    named = data.get("architectures") if isinstance(data, dict) else None
    first = (
        named[0]
        if isinstance(named, list) and named
        else data.get("model_type")
        if isinstance(data, dict)
        else None
    )
    return first if isinstance(first, str) and first else None
