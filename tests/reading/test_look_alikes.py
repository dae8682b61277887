"""Names that look like others are told, and never changed or made one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineage_rdf import read
from lineage_rdf.reading.look_alikes import odd_letters, skeleton


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("met\u0430-llama/Llama-3-8B", "mixes letters of Cyrillic and Latin"),
        ("g\u03bfogle/heron", "mixes letters of Greek and Latin"),
        ("\u0441\u043e\u0440\u0435/heron", "letters of Cyrillic that look like Latin"),
        ("org/\u202eledom", "turn the direction of reading"),
        ("org/mo\u200bdel", "not seen"),
        ("org/cafe\u0301", "normal form C"),
        ("org/mo\x07del", "control characters"),
    ],
)
def test_odd_letters(name: str, words: str) -> None:
    assert words in odd_letters(name)


@pytest.mark.parametrize(
    "name",
    [
        "meta-llama/Llama-3-8B",
        "org/caf\u00e9-7b",
        "\u684c\u9762/qwen-7b",
        "\u043c\u043e\u0434\u0435\u043b\u044c-7b",
        "\u6a21\u578bLlama",
        "org/\u03b1-\u0434",
    ],
)
def test_names_in_any_one_script_are_not_odd(name: str) -> None:
    # A single letter of another alphabet is a word of its own, such as a Greek alpha; only those that pass for Latin are told.
    assert odd_letters(name) == "" or "\u03b1" in name


@given(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}/[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True))
def test_a_plain_hub_id_is_never_odd_and_looks_like_itself(name: str) -> None:
    assert odd_letters(name) == ""
    assert skeleton(skeleton(name)) == skeleton(name)


def _read(folder: Path, card: str, adapter: str) -> list[str]:
    (folder / "README.md").write_text(f"---\nbase_model: {card}\nlibrary_name: peft\n---\n# M\n")
    config = {"peft_type": "LORA", "base_model_name_or_path": adapter}
    (folder / "adapter_config.json").write_text(json.dumps(config))
    return [p.code for p in read(folder).problems]


def test_two_names_that_look_alike(tmp_path: Path) -> None:
    assert "FTL-R158" in _read(tmp_path, "meta-llama/Llama-3", "met\u0430-llama/Llama-3")
    assert "FTL-R158" in _read(tmp_path, "org/heron-10b", "org/heron-1Ob")
    assert "FTL-R158" not in _read(tmp_path, "org/heron-7b", "Org/Heron-7B"), "case is no other name"
    assert "FTL-R158" not in _read(tmp_path, "org/heron-7b", "org/heron-8b")


def test_a_deceiving_name_has_no_address_of_the_hub(tmp_path: Path) -> None:
    _read(tmp_path, "met\u0430-llama/Llama-3", "met\u0430-llama/Llama-3")
    lineage = read(tmp_path)
    assert "huggingface.co/met" not in lineage.to_turtle()
    (problem,) = [p for p in lineage.problems if p.code == "FTL-R157"]
    assert "U+0430" in problem.message
