"""Reads quantize_config.json of AutoGPTQ and of the ONNX tools, and the files of their kin.

Older ones do not name their method; each is told by its settings (https://github.com/AutoGPTQ/AutoGPTQ,
https://github.com/casper-hansen/AutoAWQ, https://huggingface.co/docs/transformers.js). quantization_config.json is that of
AutoRound, hf_quant_config.json that of ModelOpt, which names an algorithm (https://github.com/NVIDIA/TensorRT-Model-Optimizer).
"""

from __future__ import annotations

from typing import Final

from lineage_rdf.claims import Trust
from lineage_rdf.sources.config_bits import say_bits
from lineage_rdf.sources.config_facts import ConfigFacts
from lineage_rdf.sources.config_methods import warn_unknown_method
from lineage_rdf.sources.config_quantization import say_quantization
from lineage_rdf.sources.config_settings import say_setting, say_settings
from lineage_rdf.sources.config_text import read_mapping
from lineage_rdf.sources.reader import InputFile, Reader, Reading

_NAMES: Final = frozenset(
    {"quantize_config.json", "quant_config.json", "quantization_config.json", "hf_quant_config.json"}
)
_EXTRA: Final = frozenset({"kv_cache_quant_algo", "exclude_modules", "has_zero_point"})
# Algorithms of ModelOpt that are a method by another name.
_ALGORITHMS: Final = {"FP8": "fp8", "NVFP4": "nvfp4", "W4A16_AWQ": "awq", "W4A8_AWQ": "awq", "MXFP8": "mxfp8"}


def recognises(file: InputFile) -> bool:
    """Return whether a file holds the settings of a quantisation."""
    return file.name in _NAMES


def read(reading: Reading) -> None:
    """Add what the settings of a quantisation say."""
    facts = ConfigFacts(reading, read_mapping(reading), "quantize-config", "$.", Trust.TRAINING_CONFIG)
    if not facts.value:
        return
    facts.say("step-kind", "Quantizing", "")
    inner = facts.value.get("quantization")
    if isinstance(inner, dict):
        _read_algorithm(ConfigFacts(reading, inner, facts.kind, "$.quantization.", facts.trust))
        return
    _read_method(facts)
    origin = facts.model("model_name_or_path")
    if origin is not None:
        reason = "the place that the weights were loaded from or written to"
        facts.infer("base-model", origin, "model_name_or_path", reason)
    say_quantization(facts, "quant_method")


def _read_algorithm(facts: ConfigFacts) -> None:
    """Say the algorithm of ModelOpt, with its settings."""
    name = facts.text("quant_algo")
    notation = _ALGORITHMS.get(name or "")
    if notation:
        facts.say("quantization-method", notation, "quant_algo")
    elif name:
        facts.say("method", name, "quant_algo")
        warn_unknown_method(facts, "quantisation", name, "quant_algo")
    say_bits(facts, notation)
    say_settings(facts, extra=_EXTRA, skip={"quant_algo"})


def _read_method(facts: ConfigFacts) -> None:
    if facts.text("quant_method"):
        return
    if {"w_bit", "q_group_size"} & facts.value.keys():
        facts.infer("quantization-method", "awq", "w_bit", "the settings are those of AutoAWQ")
    elif {"desc_act", "damp_percent"} & facts.value.keys():
        facts.infer("quantization-method", "gptq", "desc_act", "the settings are those of AutoGPTQ")
    elif "per_model_config" in facts.value:
        reason = "the settings are those of ONNX Runtime"
        facts.infer("method", "ONNX dynamic quantisation", "per_model_config", reason)
        _read_onnx(facts)


def _read_onnx(facts: ConfigFacts) -> None:
    """Say the type of the weights where all the parts of the model share it."""
    parts = facts.value["per_model_config"]
    entries = parts.items() if isinstance(parts, dict) else ()
    types = {name: str(entry.get("weight_type")) for name, entry in entries if isinstance(entry, dict)}
    if len(set(types.values())) == 1:
        name, told = next(iter(types.items()))
        say_setting(facts, f"per_model_config.{name}.weight_type", told, name="weight_type")


READER = Reader(
    "quantize-config",
    "settings of a quantisation",
    recognises,
    read,
    Trust.TRAINING_CONFIG,
    recognised_by="the names quantize_config, quant_config, quantization_config and hf_quant_config (.json)",
)
