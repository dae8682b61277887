"""Heads of GGUF files: what they tell, and that no bytes bring the reader down."""

from __future__ import annotations

import struct
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf.sources.gguf_header import MAX_HEAD, HeadError, read_header
from lineage_rdf.sources.reader import Reading
from tests.sources.config_cases import codes, of, only, read, settings, values
from tests.sources.weight_cases import gguf, head

KEYS: dict[str, Any] = {
    "general.architecture": "llama",
    "general.name": "Harbour 7B",
    "general.license": "mit",
    "general.file_type": 15,
    "general.quantization_version": 2,
    "general.base_model.count": 1,
    "general.base_model.0.name": "Base 7B",
    "general.base_model.0.organization": "Harbour Lab",
    "general.base_model.0.repo_url": "https://huggingface.co/harbour-lab/base-7b",
    "tokenizer.ggml.tokens": ["<s>", "a", "b"],
    "quantize.imatrix.dataset": "/data/calibration.txt",
}


def _read(keys: dict[str, Any], tensors: dict[str, tuple[int, ...]] | None = None) -> Reading:
    return read(head("m/harbour-Q4_K_M.gguf", gguf(keys, tensors)), "gguf-header")


def test_a_quantised_file() -> None:
    reading = _read(KEYS, {"t": (32, 64), "norm": (32,)})
    assert {claim.stage for claim in reading.claims} == {"m#gguf:harbour-Q4_K_M.gguf"}
    kind = only(reading, "step-kind")
    assert (kind.value, kind.inferred, kind.locator) == ("Quantizing", True, "general.file_type")
    assert values(reading, "quantization-method") == ["gguf"]
    assert settings(reading) == {"quant_type": "Q4_K_M", "bits": 4}
    assert values(reading, "model-name") == ["Harbour 7B"]
    assert values(reading, "weights-licence") == ["mit"]
    assert values(reading, "total-parameters") == [32 * 64 + 32]
    assert only(reading, "dataset").value.roles == ("calibration",)  # type: ignore[union-attr]


def test_the_base_of_the_model_is_only_a_guess_at_what_was_quantised() -> None:
    base = only(_read(KEYS), "base-model")
    assert (base.value.raw, base.inferred) == ("harbour-lab/base-7b", True)  # type: ignore[union-attr]


def test_a_stated_source_wins_over_the_base() -> None:
    keys = {**KEYS, "general.source.repo_url": "https://huggingface.co/harbour-lab/notes"}
    base = only(_read(keys), "base-model")
    assert (base.value.raw, base.inferred) == ("harbour-lab/notes", False)  # type: ignore[union-attr]


def test_the_bases_of_a_merge_are_not_those_of_the_file() -> None:
    assert not of(_read({**KEYS, "general.base_model.count": 2}), "base-model")


def test_an_adapter_is_loaded_with_its_base() -> None:
    reading = _read({**KEYS, "general.type": "adapter"}, {"t": (4, 4)})
    assert only(reading, "adapter-for").value.raw == "harbour-lab/base-7b"  # type: ignore[union-attr]
    assert not of(reading, "base-model") + of(reading, "total-parameters")


@pytest.mark.parametrize(
    ("number", "kind", "bits", "problems"),
    [
        (0, "Converting", None, []),
        (1, "Converting", None, []),
        (32, "Converting", None, []),
        (1024 + 7, "Quantizing", 8, []),
        (19, "Quantizing", 2, []),
        (36, "Quantizing", None, []),
        (38, "Quantizing", 4, []),
        (900, "Converting", None, ["FTL-R115"]),
    ],
)
def test_file_types(number: int, kind: str, bits: int | None, problems: list[str]) -> None:
    reading = _read({"general.file_type": number})
    assert values(reading, "step-kind") == [kind]
    assert settings(reading).get("bits") == bits
    assert codes(reading) == problems


@pytest.mark.parametrize("kind", ["mmproj", "imatrix", "vocab"])
def test_what_is_no_model_says_nothing(kind: str) -> None:
    assert _read({**KEYS, "general.type": kind}).claims == []


@pytest.mark.parametrize("value", ["None", "", 3, ["a"]])
def test_odd_values_say_nothing(value: Any) -> None:
    keys = {"general.name": value, "general.license": value, "general.base_model.0.repo_url": value}
    assert {claim.element for claim in _read(keys).claims} == {"step-kind"}


def test_both_byte_orders() -> None:
    one, other = (read_header(gguf(KEYS, {"t": (2, 3)}, order=order)) for order in "<>")
    assert one == other
    assert one.parameters == 6


def test_shards_are_one_model() -> None:
    names = [f"harbour-0000{place}-of-00002.gguf" for place in (1, 2)]
    second = head(names[1], gguf({"split.no": 1}, {"b": (4,)}), names)
    reading = read(head(names[0], gguf(KEYS, {"a": (3,)}), names, [second]), "gguf-header")
    assert values(reading, "total-parameters") == [7]
    assert {claim.stage for claim in reading.claims} == {"#gguf:harbour-of-00002.gguf"}
    alone = read(head(names[0], gguf(KEYS, {"a": (3,)})), "gguf-header")
    assert codes(alone) == ["FTL-R113"]
    assert not of(alone, "total-parameters")


_START = b"GGUF" + struct.pack("<I", 3)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"GGU", b"GGML", _START, b"GGUF" + struct.pack("<IQQ", 9, 0, 0),
        _START + struct.pack("<QQ", 1 << 62, 0), _START + struct.pack("<QQ", 0, 1 << 62),
        _START + struct.pack("<QQQ", 0, 1, 1 << 63),
        _START + struct.pack("<QQQ1sI", 0, 1, 1, b"k", 99),
        _START + struct.pack("<QQQ1sIIQ", 0, 1, 1, b"k", 9, 8, 1 << 62),
        _START + struct.pack("<QQQ1sIIQ", 0, 1, 1, b"k", 9, 4, 1 << 62),
        _START + struct.pack("<QQQ1sI", 0, 1, 1, b"k", 9) + struct.pack("<IQ", 9, 1) * 50,
        _START + struct.pack("<QQQ1sI", 1, 0, 1, b"t", 4_000_000),
    ],
)  # fmt: skip
def test_a_broken_head_is_told(data: bytes) -> None:
    with pytest.raises(HeadError):
        read_header(data)
    assert codes(read(head("x.gguf", data), "gguf-header")) == ["FTL-R110"]


def test_a_key_that_stands_twice_is_told() -> None:
    once = gguf({"general.name": "a"})
    data = once[:16] + struct.pack("<Q", 2) + once[24:] * 2
    assert codes(read(head("x.gguf", data), "gguf-header")) == ["FTL-R112"]


def test_a_head_that_goes_on_behind_what_is_read_keeps_what_was_read() -> None:
    whole = gguf({"general.name": "a", "general.file_type": 15, "zz": ["x" * 1000] * 17_000}, {"t": (2,)})
    found = read_header(whole[:MAX_HEAD])
    assert (found.values["general.name"], found.parameters) == ("a", None)


def test_long_vocabularies_are_passed_over_in_time() -> None:
    data = gguf({"tokenizer.ggml.tokens": [""] * 1_500_000, "general.name": "a"})
    start = time.process_time()
    assert read_header(data).values == {"general.name": "a"}
    assert time.process_time() - start < 3  # seconds of this process; 0.2 on an idle machine


@given(st.binary(max_size=200), st.integers(0, 4), st.integers(0, 4))
def test_no_bytes_bring_the_reader_down(data: bytes, tensors: int, keys: int) -> None:
    for start in (b"", b"GGUF", _START + struct.pack("<QQ", tensors, keys)):
        read(head("x.gguf", start + data), "gguf-header")


@given(st.integers(0, 900), st.integers(0, 255))
def test_no_single_wrong_byte_brings_the_reader_down(place: int, byte: int) -> None:
    data = bytearray(gguf(KEYS, {"t": (32, 64)}))
    data[place % len(data)] = byte
    read(head("x.gguf", bytes(data)), "gguf-header")
