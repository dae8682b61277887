from __future__ import annotations

from decimal import Decimal

import pytest

from lineage_rdf.claims import DatasetMention, ModelReference, Trust
from lineage_rdf.sources import axolotl
from lineage_rdf.sources.reader import InputFile, Reading
from tests.sources.config_cases import codes, fixture, of, only, read, settings, values, written

KIND = "axolotl"
HEAD = "base_model: org/x\nsequence_len: 9\ndatasets: [{path: org/d}]\n"


def _read(text: str) -> Reading:
    return read(written("train.yaml", HEAD + text), KIND)


def test_training_went_on_from_the_earlier_adapter() -> None:
    reading = read(fixture("axolotl_qlora.yaml"), KIND)
    assert values(reading, "base-model") == [ModelReference("pondlab/heron-3b-first-adapter")]
    assert values(reading, "adapter-for") == [ModelReference("pondlab/heron-3b")]


def test_lora_on_four_bits_is_qlora_and_inferred() -> None:
    claim = only(read(fixture("axolotl_qlora.yaml"), KIND), "parameterization")
    assert (claim.value, claim.inferred) == ("qlora", True)


def test_datasets_with_their_roles_splits_and_files() -> None:
    reading = read(fixture("axolotl_qlora.yaml"), KIND)
    assert values(reading, "dataset") == [
        DatasetMention(raw="reedbed/marsh-questions", configuration="plain", splits=("train[:20%]",)),
        DatasetMention(raw="/data/someone/extra.jsonl"),
        DatasetMention(raw="reedbed/marsh-exam", roles=("validation",), splits=("test",)),
    ]
    assert codes(reading) == ["FTL-R038"]


def test_settings_hold_no_credential_person_or_path() -> None:
    found = settings(read(fixture("axolotl_qlora.yaml"), KIND))
    assert found["learning_rate"] == Decimal("0.00003")
    assert found["deepspeed"] == "zero2_plain.json"
    assert found["lora_target_modules"] == ("q_proj", "v_proj")
    assert not [key for key in found if key.startswith(("wandb", "hub", "dataset", "resume", "output"))]
    assert "hf_" not in str(found)
    assert "someone" not in str(found)


def test_the_place_on_the_hub_and_the_folder_are_both_told() -> None:
    claims = {claim.key: claim for claim in of(read(fixture("axolotl_qlora.yaml"), KIND), "checkpoint")}
    assert claims["hub_model_id"].value == ModelReference("pondlab/heron-3b-marsh")
    assert not claims["hub_model_id"].inferred
    assert claims["output_dir"].value == ModelReference("./outputs/run7")
    assert claims["output_dir"].inferred


def test_preference_training_of_all_weights() -> None:
    reading = read(fixture("axolotl_dpo_full.yml"), KIND)
    assert (only(reading, "objective").value, only(reading, "objective").inferred) == ("dpo", False)
    assert (only(reading, "parameterization").value, only(reading, "parameterization").inferred) == (
        "full",
        True,
    )
    assert only(reading, "dataset").value.roles == ("preference",)
    assert "lora_r" not in settings(reading)
    assert codes(reading) == ["FTL-R034"]


@pytest.mark.parametrize(
    ("text", "objective", "kind"),
    [
        ("", "sft", "FineTuning"),
        ("rl: kto", "kto", "FineTuning"),
        ("reward_model: true", "reward-modelling", "RewardModelTraining"),
        ("process_reward_model: true", "prm", "RewardModelTraining"),
    ],
)
def test_objectives(text: str, objective: str, kind: str) -> None:
    reading = _read(text)
    assert values(reading, "objective") == [objective]
    assert values(reading, "step-kind") == [kind]


def test_the_default_objective_is_inferred_with_a_reason() -> None:
    claim = only(_read(""), "objective")
    assert claim.inferred
    assert claim.reason


@pytest.mark.parametrize(
    ("text", "notations"),
    [
        ("adapter: qlora", ["qlora"]),
        ("adapter: lora", ["lora"]),
        ("adapter: lora\npeft_use_dora: true\npeft_use_rslora: true", ["dora", "rslora"]),
        ("unfrozen_parameters: ['^lm_head']", ["frozen-subset"]),
        ("adapter: null", ["full"]),
    ],
)
def test_parameterizations(text: str, notations: list[str]) -> None:
    assert values(_read(text), "parameterization") == notations


def test_an_unknown_objective_is_kept_in_words() -> None:
    reading = _read("rl: marshrl")
    assert values(reading, "method") == ["marshrl"]
    assert not of(reading, "objective")
    assert codes(reading) == ["FTL-R037"]


def test_a_configuration_inside_a_card_names_its_rules_and_place() -> None:
    card = Reading(InputFile("m/README.md", b""), "model-card", Trust.CARD_YAML)
    axolotl.claims_from(card, {"base_model": "org/x", "datasets": [{"path": "org/d"}]}, "yaml on line 9: ")
    base = only(card, "base-model")
    assert base.rule == "model-card:axolotl.base_model"
    assert base.locator == "yaml on line 9: base_model"
    assert base.trust is Trust.TRAINING_CONFIG
    assert base.stage == "m"


@pytest.mark.parametrize("value", [None, [], "text", 3, {}])
def test_no_mapping_says_nothing(value: object) -> None:
    card = Reading(InputFile("README.md", b""), "model-card", Trust.CARD_YAML)
    axolotl.claims_from(card, value)
    assert card.claims == []


def test_broken_yaml_is_recognised_and_reported() -> None:
    reading = _read("lora_r: [1, 2\n\tx: {")
    assert reading.claims == []
    assert codes(reading) == ["FTL-R030"]


def test_a_key_that_stands_twice_is_reported() -> None:
    reading = _read("lora_r: 1\nlora_r: 2\nadapter: lora")
    assert settings(reading)["lora_r"] == 2
    assert codes(reading) == ["FTL-R031"]


@pytest.mark.parametrize(
    "key", ["base_model", "datasets", "adapter", "rl", "hub_model_id", "output_dir", "lora_r"]
)
@pytest.mark.parametrize("value", ["[]", "{}", "[[1]]", "{a: {b: 1}}", "3", "null", "true", "''"])
def test_values_of_any_kind_raise_nothing(key: str, value: str) -> None:
    _read(f"{key}: {value}")
