"""A hyperparameter that no list knows is kept under its own name, or a finding names its key; none is lost without a word."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from lineage_rdf.lineage import read_all
from lineage_rdf.sources.config_unknown import left_out_problem
from lineage_rdf.sources.reader import InputFile, Reading
from lineage_rdf.sources.registry import reader_for
from lineage_rdf.sources.withholding import withheld_problem

TRAINING = {"learning_rate": 1e-5, "num_train_epochs": 1, "per_device_train_batch_size": 4}
# Kind of input -> name of the file and what it needs to be recognised.
KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "axolotl": (
        "axolotl.yaml",
        {"base_model": "o/m", "datasets": [{"path": "o/d", "type": "alpaca"}], "sequence_len": 512},
    ),
    "llamafactory": (
        "train.yaml",
        {"stage": "sft", "do_train": True, "finetuning_type": "full", "model_name_or_path": "o/m", "dataset": "d"},
    ),
    "trl-config": ("config.yaml", {"model_name_or_path": "o/m", "dataset_name": "o/d", **TRAINING}),
    "training-args": ("training_args.json", TRAINING),
    "adapter-config": (
        "adapter_config.json",
        {"peft_type": "LORA", "base_model_name_or_path": "o/m", "r": 8},
    ),
    "lineage-yaml": ("lineage.yaml", {}),
}  # fmt: skip
NAMES = st.from_regex(r"(?:zeta|kappa|omega)_[bkqxz]{4,8}(?:_(?:coef|factor|ratio))?", fullmatch=True)
NUMBERS = st.one_of(
    st.booleans(),
    st.integers(-(10**6), 10**6),
    st.decimals(-100, 100, places=4, allow_nan=False).map(float),
)
TEXTS = st.from_regex(r"[a-z]{3,12}(?: [a-z]{2,8})?", fullmatch=True).filter(
    lambda text: text not in ("none", "null", "true", "false", "yes", "off", "nan", "inf", "infinity")
)


def _read(kind: str, knobs: dict[str, Any]) -> Reading:
    name, needed = KINDS[kind]
    content = {"stages": [{"hyperparameters": knobs}]} if kind == "lineage-yaml" else {**needed, **knobs}
    text = json.dumps(content) if name.endswith(".json") else yaml.safe_dump(content)
    file = InputFile(name, text.encode())
    reader = reader_for(file)
    assert reader is not None
    assert reader.kind == kind
    return reader(file)


def _same(found: object, given: object) -> bool:
    if isinstance(given, bool) or isinstance(found, bool):
        return found is given
    return Decimal(str(found)) == Decimal(str(given))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40)
@given(knobs=st.dictionaries(NAMES, NUMBERS, min_size=1, max_size=6))
def test_an_unknown_number_or_switch_is_kept_under_its_own_name(kind: str, knobs: dict[str, Any]) -> None:
    kept = {c.key: c.value for c in _read(kind, knobs).claims if c.element == "setting"}
    assert {key for key in knobs if key in kept} == set(knobs)
    assert all(_same(kept[key], value) for key, value in knobs.items())


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40)
@given(knobs=st.dictionaries(NAMES, TEXTS, min_size=1, max_size=6))
def test_an_unknown_text_is_kept_or_named(kind: str, knobs: dict[str, Any]) -> None:
    reading = _read(kind, knobs)
    kept = {c.key for c in reading.claims if c.element == "setting"}
    problem = left_out_problem(reading)
    assert all(key in kept or (problem is not None and key in problem.message) for key in knobs)


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_setting_that_must_not_be_told_is_named_by_its_key(kind: str) -> None:
    reading = _read(kind, {"zeta_knob": "hf_" + "Q" * 34, "kappa_factor": 3})
    assert [c.key for c in reading.claims if c.key in ("zeta_knob", "kappa_factor")] == ["kappa_factor"]
    problem = withheld_problem(reading)
    assert problem is not None
    assert "zeta_knob" in problem.message
    assert "Q" * 34 not in str(reading.claims) + str(reading.problems)


def test_what_tells_how_a_run_is_carried_out_is_no_hyperparameter() -> None:
    knobs = {
        "logging_steps": 5,
        "save_total_limit": 2,
        "dataloader_num_workers": 4,
        "do_eval": True,
        "ddp_timeout": 9,
    }
    reading = _read("trl-config", knobs)
    assert not {c.key for c in reading.claims} & set(knobs)
    assert left_out_problem(reading) is None


def test_the_kept_setting_is_in_the_graph_as_text(tmp_path: Any) -> None:
    _, needed = KINDS["axolotl"]
    (tmp_path / "axolotl.yaml").write_text(yaml.safe_dump({**needed, "zeta_factor": 0.25}))
    (lineage,) = read_all(tmp_path)
    (setting,) = [s for s in lineage.steps[0].settings if s.name == "zeta_factor"]
    assert setting.texts == ("0.25",)
    assert setting.hyperparameter is None
