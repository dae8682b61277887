"""What tests of the model card reader share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lineage_rdf.claims import Claim
from lineage_rdf.sources.model_card import READER
from lineage_rdf.sources.reader import InputFile, Reading

CARDS = Path(__file__).parent.parent / "fixtures" / "cards"


def read(text: str | bytes, path: str = "README.md") -> Reading:
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    return READER(InputFile(path, data))


def read_fixture(name: str) -> Reading:
    return read((CARDS / name).read_bytes())


def claims(reading: Reading, element: str, key: str | None = None) -> list[Claim]:
    return [one for one in reading.claims if one.element == element and key in (None, one.key)]


def values(reading: Reading, element: str, key: str | None = None) -> list[Any]:
    return [one.value for one in claims(reading, element, key)]


def raws(reading: Reading, element: str) -> list[str]:
    return [value.raw for value in values(reading, element)]


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def settings(reading: Reading) -> dict[str, Any]:
    return {one.key: one.value for one in reading.claims if one.element == "setting"}
