from __future__ import annotations

import pytest

from tests.sources.config_cases import fixture, of, only, read, settings, values, written

KIND = "quantize-config"


def test_settings_tell_the_method() -> None:
    reading = read(fixture("quantize_config.json"), KIND)
    assert values(reading, "step-kind") == ["Quantizing"]
    assert (only(reading, "quantization-method").value, only(reading, "quantization-method").inferred) == (
        "gptq",
        True,
    )
    assert settings(reading)["bits"] == 3
    assert settings(reading)["sym"] is False
    assert not of(reading, "base-model")


@pytest.mark.parametrize(
    ("text", "element", "value", "inferred"),
    [
        ('{"w_bit": 4, "q_group_size": 128}', "quantization-method", "awq", True),
        ('{"quant_method": "gptq", "bits": 4}', "quantization-method", "gptq", False),
        ('{"quant_method": "reedpress"}', "method", "reedpress", False),
        (
            '{"per_model_config": {"m": {"weight_type": "QInt8"}}}',
            "method",
            "ONNX dynamic quantisation",
            True,
        ),
    ],
)
def test_methods(text: str, element: str, value: str, inferred: bool) -> None:
    claim = only(read(written("quantize_config.json", text), KIND), element)
    assert (claim.value, claim.inferred) == (value, inferred)


def test_a_type_of_weights_that_all_parts_share() -> None:
    same = '{"per_model_config": {"a": {"weight_type": "QInt8"}, "b": {"weight_type": "QInt8"}}}'
    mixed = '{"per_model_config": {"a": {"weight_type": "QInt8"}, "b": {"weight_type": "QUInt8"}}}'
    assert settings(read(written("quantize_config.json", same), KIND)) == {"weight_type": "QInt8"}
    assert settings(read(written("quantize_config.json", mixed), KIND)) == {}


@pytest.mark.parametrize(
    ("algorithm", "element", "method", "bits"),
    [
        ("FP8", "quantization-method", "fp8", 8),
        ("NVFP4", "quantization-method", "nvfp4", 4),
        ("W4A16_AWQ", "quantization-method", "awq", 4),
        ("W8A8_SQ_PER_CHANNEL", "method", "W8A8_SQ_PER_CHANNEL", 8),
    ],
)
def test_algorithms_of_modelopt(algorithm: str, element: str, method: str, bits: int) -> None:
    text = (
        '{"producer": {"name": "modelopt", "version": "0.29.0"}, "quantization": '
        f'{{"quant_algo": "{algorithm}", "kv_cache_quant_algo": null, "exclude_modules": ["lm_head"]}}}}'
    )
    reading = read(written("hf_quant_config.json", text), KIND)
    assert values(reading, "step-kind") == ["Quantizing"]
    assert values(reading, element) == [method]
    assert settings(reading) == {"bits": bits, "exclude_modules": ("lm_head",)}


def test_the_file_of_autoround() -> None:
    text = '{"quant_method": "auto-round", "bits": 4, "group_size": 128, "sym": true}'
    reading = read(written("quantization_config.json", text), KIND)
    assert values(reading, "quantization-method") == ["auto-round"]
    assert settings(reading) == {"bits": 4, "group_size": 128, "sym": True}
