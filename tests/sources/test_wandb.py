from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given

from lineage_rdf.claims import CodeMention, DatasetMention, ModelReference, ResultMention
from lineage_rdf.lineage import read_all
from lineage_rdf.sources.wandb_config import READER
from tests.sources.config_cases import codes, of, only, read, settings, values, written
from tests.sources.tracker_cases import TRACKERS, mutations, tracker_file

RUN = "wandb/run-20260102_030405-a1b2c3d4/files"
CONFIG = read(tracker_file(f"{RUN}/config.yaml"), "wandb-config")
AS_JSON = json.dumps(yaml.safe_load((TRACKERS / RUN / "config.yaml").read_text()))


def test_base_data_and_method() -> None:
    assert values(CONFIG, "base-model") == [ModelReference("tide-lab/anchor-1b")]
    assert only(CONFIG, "base-model").inferred
    assert values(CONFIG, "adapter-for") == [ModelReference("tide-lab/anchor-1b")]
    assert values(CONFIG, "dataset") == [DatasetMention(raw="tide-lab/harbour-notes")]
    assert values(CONFIG, "parameterization") == ["lora"]
    assert only(CONFIG, "parameterization").locator == "peft_config.default.peft_type"
    assert only(CONFIG, "step-kind").inferred


def test_settings_of_training_and_not_of_the_model() -> None:
    assert settings(CONFIG) == {
        "r": 16,
        "lora_alpha": 32,
        "learning_rate": Decimal("2e-5"),
        "num_train_epochs": 3,
    }


def test_what_is_about_the_run() -> None:
    assert only(CONFIG, "stage-name").value == "run-20260102_030405-a1b2c3d4"
    assert only(CONFIG, "started").value == "2026-01-02T03:04:05Z"
    assert {c.key: c.value for c in of(CONFIG, "software-versions")} == {
        "transformers": "4.44.2",
        "python": "3.11.8",
    }
    code = CodeMention(
        repository="https://example.org/tide-lab/train.git",
        revision="0123456789abcdef0123456789abcdef01234567",
    )
    assert only(CONFIG, "code-revision").value == code


def test_person_and_machine_are_left_out() -> None:
    said = str(CONFIG.claims)
    assert not [word for word in ("someone@", "gpu-box", "secret", "hf_abc") if word in said]
    (lineage,) = read_all(TRACKERS / "wandb")
    assert "someone" not in lineage.to_turtle()


def test_the_summary_gives_results_under_the_names_of_the_trainer() -> None:
    reading = read(tracker_file(f"{RUN}/wandb-summary.json"), "wandb-summary")
    assert values(reading, "evaluation-result") == [
        ResultMention(metric="eval_loss", value=Decimal("0.5")),
        ResultMention(metric="train_loss", value=Decimal("1.25")),
        ResultMention(metric="test_acc", value=Decimal("0.75"), split="test"),
    ]
    assert of(reading, "evaluation-result")[0].locator == "$.eval/loss"
    assert only(reading, "compute").value == Decimal("0.25")
    assert settings(reading) == {"global_step": 90}


@pytest.mark.parametrize("sign", ["lora_r: {value: 8}", "finetune: {value: true}", "objective: {value: dpo}"])
def test_a_run_without_a_base_is_told_where_something_tells_of_tuning(sign: str) -> None:
    text = f"wandb_version: 1\nlr: {{value: 0.1}}\nseed: {{value: 1}}\n{sign}\n"
    reading = read(written("config.yaml", text), "wandb-config")
    assert settings(reading).items() >= {"lr": Decimal("0.1"), "seed": 1}.items()
    assert not of(reading, "base-model") and not of(reading, "step-kind")
    assert codes(reading) == ["FTL-R120"]


@pytest.mark.parametrize(
    "more", ["", "pretrained: {value: false}", "trainer: {value: ppo}", "dataset: {value: a/b}"]
)
def test_a_run_from_scratch_is_left_aside(more: str) -> None:
    text = f"wandb_version: 1\nlr: {{value: 0.1}}\nseed: {{value: 1}}\n{more}\n"
    reading = read(written("config.yaml", text), "wandb-config")
    assert not reading.claims
    assert codes(reading) == ["FTL-R123"]


def test_results_of_a_run_that_is_left_aside_are_about_no_other_model(tmp_path: Path) -> None:
    run = tmp_path / "wandb" / "run-20260301_101112-reedbed1" / "files"
    run.mkdir(parents=True)
    (run / "config.yaml").write_text("wandb_version: 1\nlr: {value: 0.1}\nseed: {value: 1}\n")
    (run / "wandb-summary.json").write_text('{"epoch": 9, "test_acc": 0.5}')
    assert read_all(tmp_path)[0].record.steps == ()
    (tmp_path / "README.md").write_text("---\nbase_model: pondlab/heron-3b\n---\n")
    record = read_all(tmp_path)[0].record
    assert len(record.steps) == 1 and record.activities == ()


@pytest.mark.parametrize(
    "text", ["fields: {value: 4}\n", "net: {value: resnet18}\nseed: {value: 1}\n", "model: {value: resnet}\n"]
)
def test_other_runs_are_left_aside(text: str) -> None:
    reading = read(written("config.yaml", f"wandb_version: 1\n{text}"), "wandb-config")
    assert not reading.claims
    assert codes(reading) == ["FTL-R123"]


def test_values_without_their_wrapping_are_read_too() -> None:
    text = (
        "_wandb: {}\nmodel_name_or_path: tide-lab/a\nuse_lora: true\nload_in_4bit: true\nobjective: dpo\n"
        "dataset: [a/b, 'Dataset({x})']\n"
    )
    reading = read(written("config.yaml", text), "wandb-config")
    assert values(reading, "parameterization") == ["qlora"]
    assert values(reading, "objective") == ["dpo"]
    assert values(reading, "dataset") == [DatasetMention(raw="a/b", roles=("preference",))]


@given(mutations(AS_JSON))
def test_no_mutation_makes_the_reader_raise(text: str) -> None:
    reading = READER(written("config.yaml", text))
    assert all(claim.locator for claim in reading.claims)
    assert "hf_" not in str([claim.value for claim in of(reading, "setting")])


@given(mutations((TRACKERS / RUN / "wandb-summary.json").read_text()))
def test_no_mutation_of_a_summary_makes_the_reader_raise(text: str) -> None:
    read(written("wandb-summary.json", text), "wandb-summary")
