from __future__ import annotations

from pathlib import Path

import pytest

from lineage_rdf import read as read_lineage
from lineage_rdf.claims import DatasetMention, ModelReference, Trust
from tests.sources.config_cases import fixture, of, only, read, settings, values, written

KIND = "model-config"


def test_where_the_weights_came_from_is_a_weak_hint() -> None:
    claim = only(read(fixture("config.json"), KIND), "base-model")
    assert claim.value == ModelReference("pondlab/heron-3b")
    assert claim.inferred
    assert claim.trust is Trust.NAME


def test_a_merge_beside_it_knows_its_bases_better() -> None:
    assert not of(read(fixture("config.json", ["mergekit_config.yml"]), KIND), "base-model")


def test_weights_stored_in_few_bits_were_quantised() -> None:
    reading = read(fixture("config.json"), KIND)
    assert (only(reading, "step-kind").value, only(reading, "step-kind").inferred) == ("Quantizing", True)
    assert values(reading, "quantization-method") == ["awq"]
    assert settings(reading) == {"bits": 4, "group_size": 64}
    assert values(reading, "dataset") == [DatasetMention(raw="reedbed/marsh-text", roles=("calibration",))]


def test_few_bits_beside_training_served_the_training() -> None:
    reading = read(fixture("config.json", ["trainer_state.json"]), KIND)
    assert not {"step-kind", "quantization-method", "setting"} & {claim.element for claim in reading.claims}


def test_the_version_of_the_library() -> None:
    claim = only(read(fixture("config.json"), KIND), "software-versions")
    assert (claim.key, claim.value) == ("transformers", "4.99.0")


@pytest.mark.parametrize(
    ("settings_of", "method", "bits", "inferred"),
    [
        ('{"quant_method": "gptq", "bits": 3, "load_in_4bit": true}', "gptq", 3, False),
        (
            '{"quant_method": "bitsandbytes", "load_in_4bit": true, "load_in_8bit": false}',
            "bitsandbytes",
            4,
            True,
        ),
        ('{"load_in_8bit": true, "llm_int8_threshold": 6.0}', "bitsandbytes", 8, True),
        (
            '{"quant_method": "compressed-tensors", "config_groups": '
            '{"a": {"weights": {"num_bits": 4}}, "b": {"weights": {"num_bits": 4}}}}',
            "compressed-tensors",
            4,
            False,
        ),
        ('{"quant_method": "fp8", "fmt": "e4m3"}', "fp8", 8, True),
        ('{"quant_method": "hqq", "quant_config": {"weight_quant_params": {"nbits": 2}}}', "hqq", 2, False),
        ('{"quant_method": "eetq", "weights": "int8"}', "eetq", 8, True),
        ('{"quant_method": "quanto", "weights": "float8", "activations": null}', "quanto", 8, True),
        (
            '{"quant_method": "aqlm", "num_codebooks": 2, "nbits_per_codebook": 8, "in_group_size": 8}',
            "aqlm",
            2,
            True,
        ),
        ('{"quant_method": "torchao", "quant_type": "int4_weight_only"}', "torchao", 4, True),
        (
            '{"quant_method": "torchao", "quant_type": {"default": {"_type": "Int8WeightOnlyConfig"}}}',
            "torchao",
            8,
            True,
        ),
        ('{"quant_method": "intel/auto-round", "bits": 4}', "auto-round", 4, False),
        ('{"quant_method": "mxfp4"}', "mxfp4", 4, True),
    ],
)
def test_forms_of_weights_and_their_bits(settings_of: str, method: str, bits: int, inferred: bool) -> None:
    reading = read(
        written("config.json", f'{{"model_type": "x", "quantization_config": {settings_of}}}'), KIND
    )
    (claim,) = [claim for claim in of(reading, "setting") if claim.key in {"bits", "w_bit"}]
    assert values(reading, "quantization-method") == [method]
    assert (claim.value, claim.inferred) == (bits, inferred)


@pytest.mark.parametrize(
    "settings_of",
    [
        '{"quant_method": "aqlm", "num_codebooks": 1, "nbits_per_codebook": 7, "in_group_size": 8}',
        '{"quant_method": "aqlm", "num_codebooks": 0, "nbits_per_codebook": [], "in_group_size": 0}',
        '{"quant_method": "aqlm", "num_codebooks": -1, "nbits_per_codebook": 8, "in_group_size": 1e300}',
        '{"config_groups": {"a": {"weights": {"num_bits": 4}}, "b": {"weights": {"num_bits": 8}}}}',
        '{"quant_method": "bitnet", "config_groups": [1], "quant_config": 3, "weights": {"default": 4}}',
    ],
)
def test_bits_that_nothing_tells_are_not_told(settings_of: str) -> None:
    reading = read(
        written("config.json", f'{{"model_type": "x", "quantization_config": {settings_of}}}'), KIND
    )
    assert "bits" not in settings(reading)


@pytest.mark.parametrize(
    ("method", "card", "kind"),
    [
        ("bitsandbytes", "base_model: a/x\n---\n", "Quantizing"),
        ("bitsandbytes", "base_model: a/x\ntags: [trl, sft]\n---\n", "FineTuning"),
        ("bitsandbytes", "base_model: a/x\n---\nThis model was fine-tuned on mud.\n", "FineTuning"),
        ("gptq", "base_model: a/x\n---\n", "Quantizing"),
    ],
)
def test_a_form_in_which_weights_are_trained_yields_to_what_tells_of_training(
    tmp_path: Path, method: str, card: str, kind: str
) -> None:
    text = f'{{"model_type": "x", "quantization_config": {{"quant_method": "{method}"}}}}'
    (tmp_path / "config.json").write_text(text)
    (tmp_path / "README.md").write_text(f"---\n{card}")
    (step,) = read_lineage(tmp_path).record.steps
    assert step.kind == kind
