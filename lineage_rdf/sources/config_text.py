"""Opens configuration files, and tells by their top-level keys what kind they are."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from lineage_rdf.sources.json_text import (
    JsonDocument,
    JsonTextError,
    line_of_key,
    load_json,
    without_trailing_commas,
)
from lineage_rdf.sources.reader import InputFile, Reading
from lineage_rdf.sources.yaml_text import YamlDocument, YamlTextError, load_yaml, load_yaml_documents

MALFORMED = "FTL-R030"
DUPLICATE_KEY = "FTL-R031"
NOT_A_MAPPING = "FTL-R032"
TRAILING_COMMA = "FTL-R100"
MAX_RECOGNISED = 1_000_000
_YAML_KEY = re.compile(r"""^(["']?)([A-Za-z_][\w. -]*)\1[ \t]*:(?=\s|$)""", re.MULTILINE)


def is_json(file: InputFile) -> bool:
    """Return whether a file is JSON by its name; some JSON-LD is read without its context."""
    return file.suffix in ("json", "jsonld", "json-ld")


def is_yaml(file: InputFile) -> bool:
    """Return whether a file is YAML by its name."""
    return file.suffix in ("yaml", "yml")


def top_level_keys(file: InputFile) -> frozenset[str]:
    """Return the keys of the outermost mapping of a JSON or YAML file; none for other or very large files.

    YAML is not parsed for this but searched for keys in the first column, so that a broken configuration is
    still told for what it is and its fault is reported. Files above a million characters are data, not
    configurations.
    """
    if len(file.data) > MAX_RECOGNISED:
        return frozenset()
    if is_json(file):
        return _json_keys(file.text)
    return _yaml_keys(file.text) if is_yaml(file) else frozenset()


@lru_cache(maxsize=16)
def _json_keys(text: str) -> frozenset[str]:
    try:
        value = load_json(text).value
    except JsonTextError:
        return frozenset()
    return frozenset(value) if isinstance(value, dict) else frozenset()


@lru_cache(maxsize=16)
def _yaml_keys(text: str) -> frozenset[str]:
    return frozenset(found[1] for found in _YAML_KEY.findall(text))


def read_mapping(reading: Reading) -> dict[str, Any]:
    """Return the outermost mapping of the file; an empty one, with a problem, if there is none."""
    value = read_json(reading) if is_json(reading.file) else read_yaml(reading)
    return {} if value is None else _mapping(reading, value)


def _mapping(reading: Reading, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        message = "the outermost value is not a mapping of keys to values"
        reading.problem(NOT_A_MAPPING, message, severity="violation")
        return {}
    return {str(key): item for key, item in value.items()}


def read_mappings(reading: Reading) -> list[dict[str, Any]]:
    """Return the outermost mapping of every document of a YAML file, or of a JSON file the only one; problems as above."""
    if is_json(reading.file):
        only = read_mapping(reading)
        return [only] if only else []
    try:
        documents = load_yaml_documents(reading.file.text)
    except YamlTextError as error:
        _report_unreadable(reading, error)
        return []
    for document in documents:
        _report_duplicates(reading, document)
    found = [_mapping(reading, document.value) for document in documents]
    return [mapping for mapping in found if mapping]


def prefix_of(file: InputFile) -> str:
    """Return what stands before a key in a locator: `$.` in JSON, nothing in YAML."""
    return "$." if is_json(file) else ""


def read_json(reading: Reading, *, repair: bool = False) -> Any:
    """Return what a JSON file says; None, with a problem that names the line, if it cannot be read.

    Args:
        reading: the file; takes the problems.
        repair: whether commas before closing brackets are taken out for a second try, which a problem then says.
    """
    text = reading.file.text
    try:
        document = _repaired(reading) if repair else load_json(text)
    except JsonTextError as error:
        reading.problem(
            MALFORMED,
            f"the file is not readable as JSON: {error.message}",
            locator=_at(error.line),
            severity="violation",
        )
        return None
    for key in document.duplicates:
        _report_duplicate(reading, key, _at(line_of_key(text, key)))
    return document.value


def _repaired(reading: Reading) -> JsonDocument:
    """Return the document, if need be without its trailing commas.

    Raises:
        JsonTextError: the fault of the text as it stands, if there is another one than such commas.
    """
    text = reading.file.text
    try:
        return load_json(text)
    except JsonTextError as error:
        cleaned, lines = without_trailing_commas(text)
        if not lines:
            raise
        try:
            document = load_json(cleaned)
        except JsonTextError as other:
            raise (other if other.line else error) from None
    message = f"JSON has no comma before a closing bracket; {len(lines)} of them left out, the rest was read"
    reading.problem(TRAILING_COMMA, message, locator=_at(lines[0]))
    return document


def _report_duplicate(reading: Reading, key: str, locator: str) -> None:
    reading.problem(DUPLICATE_KEY, f"the key {key!r} stands twice; the last value was read", locator=locator)


def _at(line: int | None) -> str:
    return f"line {line}" if line else ""


def read_yaml(reading: Reading) -> Any:
    """Return what a YAML file says; None, with a problem that names the line, if it cannot be read."""
    try:
        document = load_yaml(reading.file.text)
    except YamlTextError as error:
        _report_unreadable(reading, error)
        return None
    _report_duplicates(reading, document)
    return document.value


def _report_unreadable(reading: Reading, error: YamlTextError) -> None:
    message = f"the file is {error.message}"
    reading.problem(MALFORMED, message, locator=_at(error.line), severity="violation")


def _report_duplicates(reading: Reading, document: YamlDocument) -> None:
    for path, line in document.duplicates:
        _report_duplicate(reading, ".".join(map(str, path)), _at(line))
