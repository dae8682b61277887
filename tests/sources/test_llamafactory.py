from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from lineage_rdf import read as read_lineage
from lineage_rdf.claims import DatasetMention, ModelReference
from lineage_rdf.sources.reader import Reading
from tests.sources.config_cases import FIXTURES, codes, fixture, of, only, read, settings, values, written

KIND = "llamafactory"


def _read(text: str) -> Reading:
    return read(written("train.yaml", f"model_name_or_path: org/x\nlearning_rate: 1e-4\n{text}"), KIND)


def test_the_loss_of_the_preference_stage_names_the_objective() -> None:
    reading = read(fixture("llamafactory_dpo.yaml"), KIND)
    assert (only(reading, "objective").value, only(reading, "objective").inferred) == ("orpo", False)
    assert values(reading, "parameterization") == ["qlora"]
    assert values(reading, "step-kind") == ["FineTuning"]


def test_datasets_with_shares() -> None:
    reading = read(fixture("llamafactory_dpo.yaml"), KIND)
    assert values(reading, "dataset") == [
        DatasetMention(raw="marsh_pairs", roles=("preference",), mixture_share=Decimal("0.7")),
        DatasetMention(raw="bog_pairs", roles=("preference",), mixture_share=Decimal("0.3")),
        DatasetMention(raw="marsh_exam", roles=("validation",)),
    ]


def test_settings_hold_no_address() -> None:
    found = settings(read(fixture("llamafactory_dpo.yaml"), KIND))
    assert found["learning_rate"] == Decimal("0.0000050")
    assert found["lora_rank"] == 10
    assert found["pref_beta"] == Decimal("0.3")
    assert found["template"] == "heron"
    assert not {"run_name", "report_to", "output_dir", "dataset"} & found.keys()


def test_export_folds_the_adapter_into_the_model() -> None:
    reading = read(fixture("llamafactory_export.yaml"), KIND)
    assert values(reading, "step-kind") == ["AdapterFolding"]
    assert values(reading, "base-model") == [
        ModelReference("pondlab/heron-3b"),
        ModelReference("saves/heron/lora/dpo"),
    ]
    assert values(reading, "adapter-for") == [ModelReference("pondlab/heron-3b")]
    assert values(reading, "checkpoint") == [ModelReference("./saves/heron_folded")]


def test_folding_starts_from_the_model_and_the_adapter_which_knows_it(tmp_path: Path) -> None:
    (tmp_path / "export.yaml").write_bytes((FIXTURES / "llamafactory_export.yaml").read_bytes())
    record = read_lineage(tmp_path).record
    (step,) = record.steps
    model = "https://huggingface.co/pondlab/heron-3b"
    (adapter,) = set(step.base_models) - {model}
    assert len(step.base_models) == 2
    assert record.model(adapter).adapter_for == model
    assert record.model(step.produced_model).adapter_for is None
    assert not [status for status in record.statuses if status.status == "conflicting"]


def test_training_and_folding_make_one_chain(tmp_path: Path) -> None:
    for name, text in (
        (
            "train",
            "stage: dpo\nfinetuning_type: lora\ndo_train: true\ndataset: reeds\noutput_dir: saves/heron/lora/dpo\n",
        ),
        ("export", "adapter_name_or_path: saves/heron/lora/dpo\nexport_dir: saves/heron_folded\n"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "run.yaml").write_text(f"model_name_or_path: pondlab/heron-3b\n{text}")
    record = read_lineage(tmp_path).record
    assert [step.kind for step in record.steps] == ["FineTuning", "AdapterFolding"]
    assert record.steps[1].base_models == (record.steps[0].produced_model,)


def test_a_run_that_only_measures_is_no_training() -> None:
    reading = read(fixture("llamafactory_predict.yaml"), KIND)
    assert reading.claims == []
    assert codes(reading) == ["FTL-R039"]


@pytest.mark.parametrize(
    ("stage", "objective", "kind", "role"),
    [
        ("pt", "continued-pretraining", "FineTuning", "training"),
        ("sft", "sft", "FineTuning", "training"),
        ("rm", "reward-modelling", "RewardModelTraining", "preference"),
        ("ppo", "ppo", "FineTuning", "training"),
        ("dpo", "dpo", "FineTuning", "preference"),
        ("kto", "kto", "FineTuning", "preference"),
    ],
)
def test_stages(stage: str, objective: str, kind: str, role: str) -> None:
    reading = _read(f"stage: {stage}\ndo_train: true\ndataset: d")
    assert values(reading, "objective") == [objective]
    assert values(reading, "step-kind") == [kind]
    assert only(reading, "dataset").value.roles == (role,)


def test_training_goes_on_from_an_adapter() -> None:
    reading = _read(
        "stage: dpo\nfinetuning_type: lora\nadapter_name_or_path: a/first,a/second\nreward_model: a/judge"
    )
    assert values(reading, "base-model") == [ModelReference("a/second")]
    assert values(reading, "adapter-for") == [ModelReference("org/x")]
    assert values(reading, "reward-model") == [ModelReference("a/judge")]


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("finetuning_type: full", "full"),
        ("finetuning_type: freeze", "frozen-subset"),
        ("finetuning_type: oft", "oft"),
    ],
)
def test_ways_of_tuning(text: str, notation: str) -> None:
    reading = _read(f"{text}\nlora_rank: 8")
    assert values(reading, "parameterization") == [notation]
    assert "lora_rank" not in settings(reading)


def test_lora_settings_alone_suggest_lora() -> None:
    claim = only(_read("dataset: d\ntemplate: t\nlora_rank: 8"), "parameterization")
    assert (claim.value, claim.inferred) == ("lora", True)


def test_unknown_words_are_kept() -> None:
    reading = _read("stage: wade\nfinetuning_type: paddle")
    assert values(reading, "method") == ["wade", "paddle"]
    assert codes(reading) == ["FTL-R037", "FTL-R037"]


def test_the_newer_form() -> None:
    text = "model: org/x\nmodel_class: llm\ntrain_dataset: data/d.yaml\nmax_steps: 10\n"
    reading = read(written("t.yaml", text), KIND)
    assert values(reading, "base-model") == [ModelReference("org/x")]
    assert values(reading, "dataset") == [DatasetMention(raw="data/d.yaml")]
    assert only(reading, "parameterization").inferred


@pytest.mark.parametrize(
    "key", ["stage", "dataset", "finetuning_type", "adapter_name_or_path", "interleave_probs"]
)
@pytest.mark.parametrize("value", ["[]", "{}", "[[1]]", "{a: 1}", "3", "null", "true", "''"])
def test_values_of_any_kind_raise_nothing(key: str, value: str) -> None:
    reading = _read(f"stage: sft\n{key}: {value}")
    assert of(reading, "base-model")
