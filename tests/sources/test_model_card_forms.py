from __future__ import annotations

from decimal import Decimal

from lineage_rdf.claims import DatasetMention
from tests.sources.card_reading import claims, codes, raws, read, read_fixture, settings, values


def test_trainer_card() -> None:
    reading = read_fixture("trainer.md")
    assert set(raws(reading, "base-model")) == {"tiny-lab/small-bert"}
    assert values(reading, "dataset")[-1] == DatasetMention(raw="glue", configuration="MRPC")
    assert settings(reading) == {
        "learning_rate": Decimal("0.00005"),
        "train_batch_size": 8,
        "seed": 42,
        "optimizer": "adamw_torch",
        "adam_beta1": Decimal("0.9"),
        "adam_beta2": Decimal("0.999"),
        "adam_epsilon": Decimal("1e-8"),
        "lr_scheduler_type": "linear",
        "num_epochs": Decimal("3.0"),
        "mixed_precision_training": "Native AMP",
    }
    results = [(one.metric, one.value, one.dataset) for one in values(reading, "evaluation-result")]
    assert results == [
        ("accuracy", Decimal("0.8431"), "glue"),
        ("Loss", Decimal("0.3912"), None),
        ("Accuracy", Decimal("0.8431"), None),
    ]
    assert values(reading, "software-versions", "Pytorch") == ["2.4.0+cu121"]
    assert reading.problems == []


def test_a_trainer_list_without_adapter_implies_all_weights_and_a_task() -> None:
    reading = read_fixture("trainer.md")
    found = {
        one.element: (one.value, one.inferred)
        for one in reading.claims
        if one.rule == "model-card:trainer-list"
    }
    assert found == {"parameterization": ("full", True), "objective": ("supervised-task-training", True)}


def test_the_tag_wins_over_the_sentence_of_trl() -> None:
    reading = read_fixture("trl.md")
    assert values(reading, "objective") == ["gmpo"]
    assert codes(reading) == ["FTL-R006", "FTL-R013"]
    assert raws(reading, "dataset") == ["tiny-lab/sums"]
    assert values(reading, "model-name") == ["chat-1b-careful"]
    assert values(reading, "software-versions", "TRL") == ["0.26.2"]


def test_trl_sentence_without_a_base() -> None:
    reading = read(
        "This model is a fine-tuned version of [None](https://huggingface.co/None).\n"
        "It has been trained using [TRL](https://github.com/huggingface/trl).\n\nThis model was trained with SFT.\n"
    )
    assert values(reading, "base-model") == []
    assert codes(reading) == ["FTL-R018"]
    [objective] = claims(reading, "objective")
    assert (objective.value, objective.inferred, objective.locator) == ("sft", False, "line 4")


def test_peft_template() -> None:
    reading = read_fixture("peft.md")
    assert set(raws(reading, "base-model")) == {"/home/somebody/models/Tiny___1B"}
    assert raws(reading, "adapter-for") == ["/home/somebody/models/Tiny___1B"]
    assert settings(reading) == {"load_in_4bit": True, "bnb_4bit_quant_type": "nf4"}
    assert values(reading, "publisher") == ["Example Lab"]
    assert values(reading, "emissions") == [Decimal("1.25")]
    assert values(reading, "out-of-scope-use") == []
    assert codes(reading) == ["FTL-R008"]


def test_unsloth_card() -> None:
    reading = read_fixture("unsloth.md")
    assert raws(reading, "base-model") == ["unsloth/tiny-1b-bnb-4bit"] * 2
    [kind] = claims(reading, "step-kind")
    assert (kind.value, kind.inferred, kind.locator) == ("FineTuning", False, "line 14")


def test_axolotl_configuration_in_a_card() -> None:
    reading = read_fixture("axolotl.md")
    assert raws(reading, "dataset") == ["tiny-lab/dialogues"]
    [rate] = [one for one in claims(reading, "setting", "learning_rate") if "axolotl" in one.rule]
    assert rate.value == Decimal("0.0002")
    assert rate.locator.startswith("YAML block on line 10")
    assert values(reading, "parameterization") == ["lora"]
    assert [problem.severity for problem in reading.problems] == ["info"]


def test_mergekit_configuration_whose_block_is_not_closed() -> None:
    reading = read_fixture("mergekit.md")
    assert values(reading, "merge-method") == ["slerp"]
    assert [part.model.raw for part in values(reading, "merge-weights")] == [
        "tiny-lab/chat-a",
        "tiny-lab/chat-b",
    ]
    assert values(reading, "step-kind") == ["Merging"]
    assert reading.problems == []


def test_a_merge_in_words() -> None:
    reading = read(
        "### Merge Method\n\nThis model was merged using the [TIES](https://arxiv.org/abs/2306.01708) merge method using "
        "[a/base](https://huggingface.co/a/base) as a base.\n\n### Models Merged\n\nThe following models were included "
        "in the merge:\n* [a/one](https://huggingface.co/a/one)\n* /home/me/two\n\n### Configuration\n\nnone\n"
    )
    assert values(reading, "merge-method") == ["ties"]
    assert raws(reading, "merge-base") == ["a/base"]
    assert raws(reading, "base-model") == ["a/one", "/home/me/two"]
    assert [(one.value, one.inferred) for one in claims(reading, "step-kind")] == [("Merging", False)]


def test_an_unreadable_configuration_is_reported_and_the_words_are_read() -> None:
    reading = read(
        "This model was merged using the SLERP merge method.\n\n```yaml\nmerge_method: slerp\nmodels: [a/b\n```\n"
    )
    assert codes(reading) == ["FTL-R017"]
    assert values(reading, "merge-method") == ["slerp"]


def test_sentence_transformers_card() -> None:
    reading = read_fixture("sentence_transformers.md")
    assert settings(reading) == {
        "per_device_train_batch_size": 16,
        "fp16": True,
        "learning_rate": Decimal("0.00005"),
    }
    assert values(reading, "dataset") == [DatasetMention(example_count=2400, description="unnamed dataset")]
    assert values(reading, "objective") == ["contrastive-training"]
    assert set(raws(reading, "base-model")) == {"tiny-lab/embedder"}


def test_diffusers_adapter() -> None:
    reading = read_fixture("diffusers_lora.md")
    assert set(raws(reading, "base-model")) == set(raws(reading, "adapter-for")) == {"tiny-lab/painter"}
    assert [one.value for one in claims(reading, "parameterization") if not one.inferred] == ["lora"]
    assert values(reading, "objective") == ["dreambooth"]


def test_keras_optimiser_and_hyperparameter_table() -> None:
    keras = read(
        "The following hyperparameters were used during training:\n- optimizer: {'name': 'AdamWeightDecay', 'learning_rate': "
        "{'class_name': 'PolynomialDecay', 'config': {'initial_learning_rate': 2e-05}}, 'beta_1': 0.9, 'amsgrad': False}\n"
        "- training_precision: float32\n"
    )
    assert settings(keras) == {
        "optimizer": "AdamWeightDecay",
        "learning_rate": Decimal("0.00002"),
        "adam_beta1": Decimal("0.9"),
        "training_precision": "float32",
        "amsgrad": False,
    }
    table = read(
        "# M\n\n| Hyperparameters | Value |\n| :-- | :-- |\n| name | Adam |\n| learning_rate | 0.001 |\n| mood | 3 |\n"
    )
    assert settings(table) == {"optimizer": "Adam", "learning_rate": Decimal("0.001"), "mood": 3}
    mixed = read("# M\n\n| Parameter | Value |\n| :-- | :-- |\n| learning_rate | 0.001 |\n| mood | 3 |\n")
    assert settings(mixed) == {"learning_rate": Decimal("0.001")}


def test_free_items_under_a_heading_need_a_known_name() -> None:
    reading = read(
        "## Training Hyperparameters\n\n- **Learning rate:** 2e-4 with cosine\n- Epochs: 3\n- Colour: 7\n"
    )
    assert settings(reading) == {"Learning rate": Decimal("0.0002"), "Epochs": 3}


def test_paths_and_addresses_in_a_list_are_not_passed_on() -> None:
    reading = read(
        "The following hyperparameters were used during training:\n- output: /home/me/out\n- mail: me@example.org\n- seed: 1\n"
    )
    assert settings(reading) == {"seed": 1}


def test_the_last_row_of_the_results_table_where_no_list_gives_results() -> None:
    reading = read(
        "### Training results\n\n| Training Loss | Epoch | Step | Wer |\n|:--|:--|:--|:--|\n"
        "| 1 | 1 | 10 | 0.9 |\n| 1 | 2 | 20 | 0.5 |\n"
    )
    [result] = claims(reading, "evaluation-result")
    assert (result.value.metric, result.value.value, result.inferred, result.locator) == (
        "Wer",
        Decimal("0.5"),
        True,
        "line 6",
    )


def test_sections_on_base_method_and_data() -> None:
    reading = read(
        "# Helper\n\n## Base Model\n- **Tiny-1.5B**\n\n## Fine-Tuning Method\n\n- QLoRA\n- Supervised Fine-Tuning (SFT)\n\n"
        "## Dataset\n- **GSM8K** (school sums)\n\n## Limitations and Bias\n\nIt makes mistakes in long sums.\n"
    )
    assert raws(reading, "base-model") == ["Tiny-1.5B"]
    assert values(reading, "parameterization") == ["qlora"]
    assert values(reading, "objective") == ["sft"]
    assert [(one.value.raw, one.inferred) for one in claims(reading, "dataset")] == [("GSM8K", True)]
    assert values(reading, "risk-note") == ["It makes mistakes in long sums."]
