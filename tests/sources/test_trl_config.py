from __future__ import annotations

from decimal import Decimal

import pytest

from lineage_rdf.claims import DatasetMention, ModelReference
from lineage_rdf.sources.reader import Reading
from tests.sources.config_cases import codes, fixture, of, only, read, settings, values, written

KIND = "trl-config"
DPO = "recipes/heron-3b/dpo/config_full.yaml"
SFT = "recipes/heron-3b/sft/config_qlora.yaml"


def _read(text: str, path: str = "train.yaml") -> Reading:
    return read(written(path, f"model_name_or_path: org/x\ndataset_name: org/d\n{text}"), KIND)


def test_base_and_result_keep_their_revisions() -> None:
    reading = read(fixture(DPO), KIND)
    assert values(reading, "base-model") == [ModelReference("pondlab/heron-3b-sft", revision="it-first")]
    claims = {claim.key: claim for claim in of(reading, "checkpoint")}
    assert claims["hub_model_id"].value == ModelReference("heron-3b-dpo", revision="it-dpo")
    assert claims["output_dir"].value == ModelReference("./data/heron-3b-dpo")
    assert only(reading, "parameterization").value == "full"


def test_the_loss_is_said_and_beats_the_folder() -> None:
    claim = only(read(fixture(DPO), KIND), "objective")
    assert (claim.value, claim.inferred, claim.locator) == ("apo-zero", False, "loss_type")


def test_a_held_out_split_among_the_training_data_is_validation_data() -> None:
    reading = read(fixture(DPO), KIND)
    training, held_out = of(reading, "dataset")
    assert training.value == DatasetMention(
        raw="reedbed/marsh-pairs",
        roles=("preference",),
        configuration="default",
        splits=("train_prefs",),
        used_share=Decimal("0.5"),
    )
    assert (held_out.value.roles, held_out.inferred) == (("validation",), True)
    assert codes(reading) == ["FTL-R038"]


def test_settings_leave_out_templates_and_what_is_not_set() -> None:
    found = settings(read(fixture(DPO), KIND))
    assert found["beta"] == Decimal("0.04")
    assert found["seed"] == 11
    assert found["dataset_mixture.seed"] == 3
    assert "dataset_mixture.test_split_size" not in found
    assert found["save_strategy"] == "no"
    assert not {"chat_template", "max_steps", "lora_r", "hub_model_id", "dataset_mixture"} & found.keys()


def test_a_mixer_gives_shares_and_counts() -> None:
    reading = read(fixture(SFT), KIND)
    assert values(reading, "dataset") == [
        DatasetMention(raw="reedbed/marsh-questions", used_share=Decimal("1.0")),
        DatasetMention(raw="reedbed/bog-questions", example_count=2500),
    ]
    assert values(reading, "parameterization") == ["qlora"]
    assert values(reading, "adapter-for") == [ModelReference("pondlab/heron-3b")]
    assert only(reading, "objective").value == "sft"


def test_a_mixer_as_a_list() -> None:
    reading = _read("dataset_mixer_list: [org/a, 0.5, org/b, 12]")
    assert [(d.raw, d.used_share, d.example_count) for d in values(reading, "dataset")][:2] == [
        ("org/a", Decimal("0.5"), None),
        ("org/b", None, 12),
    ]


def test_mixers_of_open_instruct_with_splits_and_repeated_names() -> None:
    reading = _read(
        "dataset_mixer_list: org/a 1.0 org/a 3.0 org/b 0\ndataset_mixer_list_splits: [train, new, test]\n"
        "dataset_mixer_eval_list: [org/c, 16]\ndataset_mixer_eval_list_splits: test"
    )
    found = [(d.raw, d.roles, d.splits, d.used_share, d.example_count) for d in values(reading, "dataset")]
    assert found[:4] == [
        ("org/a", ("training",), ("train",), Decimal("1.0"), None),
        ("org/a", ("training",), ("new",), Decimal("3.0"), None),
        ("org/b", ("validation",), ("test",), None, None),
        ("org/c", ("validation",), ("test",), None, 16),
    ]


def test_a_file_of_training_data() -> None:
    text = "model_name_or_path: org/x\ntrain_file: data/own.jsonl\nnum_train_epochs: 2\n"
    assert values(read(written("c.yaml", text), KIND), "dataset") == [DatasetMention(raw="data/own.jsonl")]


@pytest.mark.parametrize(
    ("path", "text", "objective"),
    [
        ("recipes/x/orpo/c.yaml", "", "orpo"),
        ("conf/run_kto.yaml", "", "kto"),
        ("sft/dpo/c.yaml", "", "dpo"),
        ("c.yaml", "reward_funcs: [accuracy]", "grpo"),
        ("c.yaml", "loss_type: dpo_norm", "dpo"),
        ("c.yaml", "apply_verifiable_reward: true", "rlvr"),
        ("c.yaml", "num_samples_per_prompt_rollout: 4", "grpo"),
        ("c.yaml", "loss_type: hinge_of_marsh", None),
        ("reward/c.yaml", "", "reward-modelling"),
        ("sft-dpo/c.yaml", "", None),
        ("c.yaml", "", None),
    ],
)
def test_objectives_are_inferred_or_left_open(path: str, text: str, objective: str | None) -> None:
    reading = _read(text, path)
    assert values(reading, "objective") == ([objective] if objective else [])
    assert all(claim.inferred and claim.reason for claim in of(reading, "objective"))


@pytest.mark.parametrize(
    ("columns", "objective"), [("[chosen, rejected]", "preference-optimisation"), ("[messages]", "sft")]
)
def test_columns_of_the_data_suggest_an_objective(columns: str, objective: str) -> None:
    text = f"model_name_or_path: org/x\ndataset_mixture: {{datasets: [{{id: org/d, columns: {columns}}}]}}\n"
    assert values(read(written("c.yaml", text), KIND), "objective") == [objective]


def test_named_dataset_with_its_splits() -> None:
    reading = _read("dataset_config: plain\ndataset_train_split: train\ndataset_test_split: test")
    assert values(reading, "dataset") == [
        DatasetMention(raw="org/d", configuration="plain", splits=("train",)),
        DatasetMention(raw="org/d", roles=("validation",), configuration="plain", splits=("test",)),
    ]


def test_other_models_of_the_step() -> None:
    reading = _read("teacher_model_name_or_path: a/teacher\nreward_model_path: a/judge\nlmbda: 0.5")
    assert values(reading, "teacher-model") == [ModelReference("a/teacher")]
    assert values(reading, "reward-model") == [ModelReference("a/judge")]
    assert values(reading, "step-kind") == ["Distilling"]


@pytest.mark.parametrize(
    "key", ["dataset_mixture", "dataset_mixer", "dataset_mixer_list", "loss_type", "use_peft"]
)
@pytest.mark.parametrize("value", ["[]", "{}", "[[1]]", "{a: {b: 1}}", "{datasets: 3}", "3", "null", "''"])
def test_values_of_any_kind_raise_nothing(key: str, value: str) -> None:
    assert of(_read(f"{key}: {value}"), "base-model")


@pytest.mark.parametrize(
    ("name", "columns", "objective"),
    [
        ("hub_model_id: heron-3b-kto", "chosen, rejected", "kto"),
        ("output_dir: runs/heron-3b-dpo/", "chosen, rejected", "dpo"),
        # The name of an earlier stage, which the data deny.
        ("hub_model_id: heron-3b-sft-v2", "chosen, rejected", "preference-optimisation"),
        ("hub_model_id: heron-3b-dpo", "messages", "sft"),
        # Two objectives in one name tell nothing.
        ("hub_model_id: heron-3b-sft-dpo", "chosen, rejected", "preference-optimisation"),
    ],
)
def test_the_name_of_the_result_suggests_an_objective(name: str, columns: str, objective: str) -> None:
    mixture = (
        f"dataset_mixture:\n  test_split_size: 200\n  datasets:\n  - id: org/d\n    columns: [{columns}]\n"
    )
    reading = read(written("train.yaml", f"model_name_or_path: org/x\n{name}\n{mixture}"), KIND)
    found = only(reading, "objective")
    assert (found.value, found.inferred) == (objective, True)
    assert settings(reading)["test_split_size"] == 200


def test_the_mixture_of_trl_itself() -> None:
    text = (
        "model_name_or_path: a/x\ndatasets:\n  - {path: a/reeds, name: short, split: train}\n  - path: a/mud\n"
        "  - {name: nothing}\nlearning_rate: 1e-4\n"
    )
    reading = read(written("train.yaml", text), KIND)
    assert values(reading, "dataset") == [
        DatasetMention(raw="a/reeds", configuration="short", splits=("train",)),
        DatasetMention(raw="a/mud"),
    ]
    assert of(reading, "dataset")[0].locator == "datasets[0].path"
    assert codes(reading) == ["FTL-R038"]


def test_a_recipe_of_open_r1() -> None:
    text = (
        "model_name_or_path: a/x\nmodel_revision: main\ndataset_name: a/reeds\nhub_model_id: X-GRPO\n"
        "hub_model_revision: v01.00\nnum_generations: 16\nreward_funcs: [accuracy, format]\n"
        "reward_weights: [1.0, 0.5]\nwandb_entity: someone\n"
    )
    reading = read(written("recipes/X/grpo/config_demo.yaml", text), KIND)
    assert values(reading, "objective") == ["grpo"]
    assert values(reading, "checkpoint") == [ModelReference("X-GRPO", revision="v01.00")]
    assert settings(reading)["reward_funcs"] == ("accuracy", "format")
    assert "someone" not in str(reading.claims)
