from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from lineage_rdf import read as read_lineage
from lineage_rdf.claims import DatasetMention, ModelReference, Trust
from tests.sources.config_cases import fixture, of, only, read, settings, values, written

KIND = "training-args"


def test_autotrain() -> None:
    reading = read(fixture("training_params.json"), KIND)
    assert values(reading, "base-model") == [ModelReference("pondlab/heron-3b")]
    assert values(reading, "objective") == ["orpo"]
    assert values(reading, "parameterization") == ["lora"]
    assert values(reading, "checkpoint") == [ModelReference("pondlab/heron-orpo")]
    folder = "./heron-orpo/autotrain-data"
    assert values(reading, "dataset") == [
        DatasetMention(raw=folder, roles=("preference",), splits=("train",)),
        DatasetMention(raw=folder, roles=("validation",), splits=("validation",)),
    ]


def test_autotrain_settings_are_those_of_the_trainer_that_ran() -> None:
    found = settings(read(fixture("training_params.json"), KIND))
    assert found["lr"] == Decimal("0.00003")
    assert found["lora_r"] == 7
    assert not {"dpo_beta", "token", "username", "project_name", "data_path", "model"} & found.keys()


def test_the_web_page_of_llama_factory() -> None:
    reading = read(fixture("llamaboard_config.yaml"), KIND)
    assert values(reading, "objective") == ["sft"]
    assert values(reading, "parameterization") == ["full"]
    base = only(reading, "base-model")
    assert (base.value, base.inferred, base.trust) == (ModelReference("Heron-3B-Chat"), True, Trust.NAME)
    assert values(reading, "dataset") == [DatasetMention(raw="marsh_questions")]
    assert settings(reading) == {"learning_rate": Decimal("0.00005"), "num_train_epochs": "2.0"}


def test_arguments_of_the_trainer() -> None:
    text = '{"output_dir": "out", "learning_rate": 2e-4, "max_steps": -1, "seed": 9, "hub_token": "hf_a"}'
    reading = read(written("training_args.json", text), KIND)
    assert settings(reading) == {"learning_rate": Decimal("0.0002"), "seed": 9}
    assert only(reading, "checkpoint").value == ModelReference("./out")
    assert not of(reading, "base-model")


@pytest.mark.parametrize(
    ("key", "value", "objective"),
    [
        ("num_generations", 6, "grpo"),
        ("desirable_weight", 1.0, "kto"),
        ("precompute_ref_log_probs", False, "dpo"),
        ("cpo_alpha", 1.0, "cpo"),
        ("dataset_text_field", "text", "sft"),
    ],
)
def test_arguments_of_one_trainer_only_tell_its_objective(key: str, value: object, objective: str) -> None:
    text = json.dumps({"learning_rate": 1e-5, "output_dir": "outputs", key: value})
    claim = only(read(written("training_args.json", text), KIND), "objective")
    assert (claim.value, claim.inferred, claim.locator) == (objective, True, f"$.{key}")


def test_autotrain_without_an_adapter_and_without_an_upload() -> None:
    text = json.dumps(
        {"model": "a/x", "data_path": "a/reeds", "project_name": "reed-run", "trainer": "sft", "peft": False,
         "max_prompt_length": 128, "lora_r": 16, "quantization": None, "model_ref": None}
    )  # fmt: skip
    reading = read(written("training_params.json", text), KIND)
    assert (only(reading, "parameterization").value, only(reading, "parameterization").inferred) == (
        "full",
        True,
    )
    assert values(reading, "checkpoint") == [ModelReference("./reed-run")]
    assert settings(reading) == {}
    assert not of(reading, "adapter-for")


def test_autotrain_with_a_reference_model_and_eight_bits() -> None:
    text = json.dumps(
        {"model": "a/x", "trainer": "dpo", "peft": True, "quantization": "int8", "model_ref": "a/y"}
    )
    reading = read(written("training_params.json", text), KIND)
    assert values(reading, "reference-model") == [ModelReference("a/y")]
    assert values(reading, "adapter-for") == [ModelReference("a/x")]
    assert settings(reading) == {"quantization": "int8"}


def test_places_in_what_the_web_page_saved_are_its_keys() -> None:
    places = {claim.locator for claim in read(fixture("llamaboard_config.yaml"), KIND).claims}
    assert {"top.model_name", "top.finetuning_type", "train.dataset", "train.learning_rate"} <= places


def test_the_web_page_goes_on_from_an_earlier_result_with_further_arguments() -> None:
    text = (
        "top.model_name: Heron-3B\ntop.finetuning_type: lora\ntop.checkpoint_path: [train_2026-01-02]\n"
        "train.training_stage: PPO\ntrain.reward_model: saves/reward\ntrain.dataset: [reeds]\n"
        'train.extra_args: \'{"optim": "adamw_torch", "learning_rate": 9}\'\ntrain.learning_rate: 5e-5\n'
    )
    reading = read(written("llamaboard_config.yaml", text), KIND)
    base = only(reading, "base-model")
    assert (base.value, base.inferred) == (ModelReference("saves/Heron-3B/lora/train_2026-01-02"), True)
    assert values(reading, "adapter-for") == [ModelReference("Heron-3B")]
    assert values(reading, "reward-model") == [ModelReference("saves/reward")]
    assert settings(reading) == {"optim": "adamw_torch", "learning_rate": Decimal("0.00005")}
    assert "train.extra_args: $.optim" in {claim.locator for claim in reading.claims}


@pytest.mark.parametrize("more", ["'{'", "'[1]'", "3", "null", "[a]", "'{\"seed\": [}'"])
def test_further_arguments_that_are_no_mapping_are_passed_over(more: str) -> None:
    text = f"top.model_name: Heron-3B\ntrain.extra_args: {more}\ntrain.seed: 7\n"
    assert settings(read(written("llamaboard_config.yaml", text), KIND)) == {"seed": 7}


def test_the_web_page_and_the_table_of_datasets(tmp_path: Path) -> None:
    (tmp_path / "llamaboard_config.yaml").write_text("top.model_name: Heron-3B\ntrain.dataset: [reeds]\n")
    (tmp_path / "dataset_info.json").write_text('{"reeds": {"hf_hub_url": "pondlab/reeds"}}')
    (step,) = read_lineage(tmp_path).record.steps
    assert [use.dataset for use in step.dataset_uses] == ["https://huggingface.co/datasets/pondlab/reeds"]
