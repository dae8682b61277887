"""The index of a model in several weight files."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lineage_rdf.sources.reader import InputFile, Reading
from lineage_rdf.sources.registry import reader_for
from tests.sources.config_cases import codes, read, values

ONE, TWO = "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"
INDEX = {"metadata": {"total_size": 64, "total_parameters": 32}, "weight_map": {"a": ONE, "b": TWO, "c": TWO}}


def _read(value: Any, *beside: str) -> Reading:
    file = InputFile("m/model.safetensors.index.json", json.dumps(value).encode(), frozenset(beside))
    return read(file, "weights-index")


def test_the_number_of_parameters_is_stated() -> None:
    reading = _read(INDEX, ONE, TWO)
    assert values(reading, "total-parameters") == [32]
    assert codes(reading) == []


@pytest.mark.parametrize(("beside", "severity"), [((ONE,), "warning"), ((), "info")])
def test_missing_files_are_told(beside: tuple[str, ...], severity: str) -> None:
    (problem,) = _read(INDEX, *beside).problems
    assert (problem.code, problem.severity) == ("FTL-R113", severity)


@pytest.mark.parametrize(
    "value",
    [[], {}, {"metadata": [], "weight_map": 3}, {"weight_map": {"a": 1, "b": ["x"], "c": "../../x", "d": ""}},
     {"metadata": {"total_parameters": True}}, {"metadata": {"total_parameters": 1 << 70}}],
)  # fmt: skip
def test_odd_values_say_nothing(value: Any) -> None:
    reading = _read(value)
    assert reading.claims == []
    assert set(codes(reading)) <= {"FTL-R032"}


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("model.safetensors.index.json", True),
        ("model.safetensors.index.fp16.json", True),
        ("pytorch_model.bin.index.json", True),
        ("index.json", False),
    ],
)
def test_names(name: str, known: bool) -> None:
    reader = reader_for(InputFile(name, b"{}"))
    assert (reader is not None and reader.kind == "weights-index") is known
