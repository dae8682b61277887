"""What a card calls its objective, its result and the training that a list of settings is of."""

from __future__ import annotations

import pytest

from tests.sources.card_reading import claims, codes, raws, read, settings, values

TWO_STAGES = """---
base_model: shoal/heron-3b
model-index:
- name: heron-3b-aligned
  results: []
---
# Heron

The model was initially fine-tuned on the [reed-chats](https://huggingface.co/datasets/shoal/reed-chats) dataset.
We then further aligned the model with DPO on the [reed-pairs](https://huggingface.co/datasets/shoal/reed-pairs) dataset.

The following hyperparameters were used during {} training:
- learning_rate: 5e-07
"""
TRAINED = """---
{}
---
This model is a fine-tuned version of [shoal/heron](https://huggingface.co/shoal/heron) on an unknown dataset.

The following hyperparameters were used during training:
- learning_rate: 5e-05
"""


@pytest.mark.parametrize("words", ["DPO", "KTO"])
def test_a_list_belongs_to_the_stage_that_it_is_said_to_be_of(words: str) -> None:
    [rate] = claims(read(TWO_STAGES.format(words)), "setting")
    assert rate.stage == "#2"
    # Nothing here calls a stage KTO, so that a list of such training goes to the last with doubt.
    assert rate.inferred == (words == "KTO")


def test_the_name_of_the_card_is_that_of_the_last_stage() -> None:
    [name] = claims(read(TWO_STAGES.format("DPO")), "model-name")
    assert (name.value, name.stage) == ("heron-3b-aligned", "#2")


def test_a_list_of_dpo_training_tells_the_objective_and_one_of_pre_training_nothing() -> None:
    text = (
        "This model is a fine-tuned version of shoal/heron-3b.\n\n"
        "The following hyperparameters were used during {}:\n- seed: 4\n"
    )
    assert values(read(text.format("DPO training")), "objective") == ["dpo"]
    assert values(read(text.format("pre-training")), "setting") == []


@pytest.mark.parametrize("key", ["model-index", "model_index"])
@pytest.mark.parametrize(
    ("task", "objective"),
    [
        ("fill-mask", "masked-language-modelling"),
        ("text-generation", "causal-language-modelling"),
        ("text-classification", "supervised-task-training"),
    ],
)
def test_the_task_tells_what_a_trainer_optimised(key: str, task: str, objective: str) -> None:
    index = f"{key}:\n- name: reed\n  results:\n  - task:\n      type: {task}"
    reading = read(TRAINED.format(index))
    [found] = claims(reading, "objective")
    assert (found.value, found.inferred) == (objective, True)
    assert values(reading, "model-name") == ["reed"]
    assert ("FTL-R007" in codes(reading)) == (key == "model_index")


def test_a_name_with_an_account_in_the_index_is_a_repository() -> None:
    [result] = claims(
        read(TRAINED.format("model-index:\n- name: shoal/heron-reed\n  results: []")), "checkpoint"
    )
    assert (result.value.raw, result.inferred) == ("shoal/heron-reed", True)  # type: ignore[union-attr]


def test_the_early_index_holds_one_metric_in_the_singular() -> None:
    index = (
        "model_index:\n- name: reed\n  results:\n  - task:\n      type: fill-mask\n"
        "    metric:\n      type: accuracy\n      value: 0.5"
    )
    [result] = values(read(TRAINED.format(index)), "evaluation-result")
    assert result.metric == "accuracy"


@pytest.mark.parametrize(
    ("card", "objectives"),
    [
        (
            "# SDXL LoRA DreamBooth - shoal/heron-pictures\n\n"
            "These are shoal/heron-pictures LoRA adaption weights for shoal/sea-xl.\n",
            ["dreambooth"],
        ),
        (
            "# Heron\n\nThese are shoal/heron-pictures LoRA adaption weights for shoal/sea-xl.\n\n"
            "The weights were trained using the [DreamBooth script](https://example.org/dreambooth.py).\n",
            ["dreambooth"],
        ),
        (
            "# Heron\n\nThese are shoal/heron-pictures LoRA adaption weights for shoal/sea-xl. "
            "DreamBooth is something else.\n",
            [],
        ),
    ],
)  # fmt: skip
def test_an_adapter_for_pictures_is_named_with_its_objective(card: str, objectives: list[str]) -> None:
    reading = read(card)
    assert values(reading, "objective") == objectives
    assert raws(reading, "checkpoint") == ["shoal/heron-pictures"]
    assert raws(reading, "base-model") == ["shoal/sea-xl"]


def test_a_licence_in_a_sentence_loses_its_full_stop() -> None:
    assert values(read("# T\n\n- **License:** Reed Public Licence.\n"), "weights-licence") == [
        "Reed Public Licence"
    ]


def test_the_full_list_of_sentence_transformers_is_read_as_far_as_it_is_about_training() -> None:
    reading = read(
        "# T\n\n- **Maximum Sequence Length:** 128 tokens\n\n#### Non-Default Hyperparameters\n\n- `num_train_epochs`: 2\n\n"
        "#### All Hyperparameters\n<details><summary>Click to expand</summary>\n\n- `num_train_epochs`: 2\n- `bf16`: False\n"
        "- `weight_decay`: 0.0\n- `max_steps`: -1\n- `fsdp`: []\n- `tf32`: None\n- `log_level`: passive\n- `ddp_timeout`: 1800\n"
        "- `batch_sampler`: no_duplicates\n\n</details>\n"
    )
    assert settings(reading) == {
        "max_seq_length": 128,
        "num_train_epochs": 2,
        "bf16": False,
        "weight_decay": 0,
        "batch_sampler": "no_duplicates",
    }


NUMBERED = "# Heron\n\n{}\n\n1. {}\n2. DPO on 800 preference pairs, with LoRA (rank 16).\n\nRun `python train.py` to repeat it.\n"


@pytest.mark.parametrize("intro", ["We trained a small assistant.", "## Training stages"])
def test_a_numbered_list_of_trainings_is_a_list_of_stages(intro: str) -> None:
    reading = read(NUMBERED.format(intro, "Supervised fine-tuning of `shoal/teal-1b` on 12,000 talks."))
    assert {(one.stage, one.value) for one in claims(reading, "objective")} == {("#1", "sft"), ("#2", "dpo")}
    # What one item says is not said of the other.
    assert [one.stage for one in claims(reading, "parameterization")] == ["#2"]
    assert [one.stage for one in claims(reading, "base-model")] == ["#1"]


@pytest.mark.parametrize(
    ("intro", "item"),
    [
        ("You can train your own:", "Supervised fine-tuning of `shoal/teal-1b` on 12,000 talks."),
        ("We trained a small assistant.", "The SFT dataset of our own."),
        ("Related work:", "SFT of `shoal/teal-1b` on talks."),
        ("We trained a small assistant.", "Cleaning of the talks."),
    ],
)
def test_other_numbered_lists_are_none(intro: str, item: str) -> None:
    assert {one.stage for one in read(NUMBERED.format(intro, item)).claims} <= {""}
