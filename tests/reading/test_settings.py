"""A value that cannot be kept as a number of its hyperparameter stays as text, and the message says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from lineage_rdf.lineage import read

OUTSIDE = "outside the range that is kept as a number"


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("learning_rate", "1e-30", OUTSIDE),
        ("learning_rate", "99999999999999999999999", OUTSIDE),
        ("learning_rate", "1e500", OUTSIDE),
        ("learning_rate", "gentle", "not a number"),
        ("learning_rate", "nan", "not a number"),
        ("learning_rate", "true", "not a number"),
        ("seed", "99999999999999999999999", OUTSIDE),
        ("seed", "1.5", "not a whole number"),
        ("seed", "1e-30", "not a whole number"),
        ("packing", "7", "not true or false"),
    ],
)
def test_why_a_value_stays_text(tmp_path: Path, name: str, text: str, why: str) -> None:
    content = f"stages:\n  - {{objective: sft, hyperparameters: {{{name}: {text}}}}}\n"
    (tmp_path / "lineage.yaml").write_text(content, encoding="utf-8")
    lineage = read(tmp_path)
    (problem,) = [p for p in lineage.problems if p.code == "FTL-R080"]
    assert f"which is {why}; it is kept as text" in problem.message
    (setting,) = lineage.steps[0].settings
    assert (setting.name, len(setting.texts)) == (name, 1)


@pytest.mark.parametrize(("name", "text"), [("learning_rate", "1e-18"), ("seed", "9223372036854775807")])
def test_numbers_at_the_bounds_are_kept(tmp_path: Path, name: str, text: str) -> None:
    content = f"stages:\n  - {{objective: sft, hyperparameters: {{{name}: {text}}}}}\n"
    (tmp_path / "lineage.yaml").write_text(content, encoding="utf-8")
    lineage = read(tmp_path)
    assert not [p for p in lineage.problems if p.code == "FTL-R080"]
    assert not lineage.steps[0].settings[0].texts


def test_two_keys_of_one_file_that_differ_are_two_settings(tmp_path: Path) -> None:
    text = '{"model": "a/x", "trainer": "sft", "peft": true, "block_size": 1024, "model_max_length": 2048}'
    (tmp_path / "training_params.json").write_text(text, encoding="utf-8")
    (step,) = read(tmp_path).steps
    told = {setting.hyperparameter or setting.name: setting.values for setting in step.settings}
    assert told == {"max_seq_length": (1024,), "model_max_length": ("2048",)}
    assert not [status for status in read(tmp_path).record.statuses if status.status == "conflicting"]


def test_two_keys_of_one_file_that_agree_are_one_setting(tmp_path: Path) -> None:
    text = '{"model": "a/x", "trainer": "sft", "peft": true, "block_size": 1024, "model_max_length": 1024}'
    (tmp_path / "training_params.json").write_text(text, encoding="utf-8")
    (step,) = read(tmp_path).steps
    assert [(setting.hyperparameter, setting.values) for setting in step.settings] == [
        ("max_seq_length", (1024,))
    ]
