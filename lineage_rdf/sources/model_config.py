"""Reads config.json, which transformers writes beside the weights of a model.

`_name_or_path` is where the weights were loaded from before they were saved: a parent, or only an earlier
place of the same model. So it is told as a weak hint. The keys are those of PretrainedConfig
(https://huggingface.co/docs/transformers/main_classes/configuration).
"""

from __future__ import annotations

from typing import Any, Final

from lineage_rdf.claims import Trust
from lineage_rdf.sources.config_facts import ConfigFacts
from lineage_rdf.sources.config_quantization import method_of, say_quantization
from lineage_rdf.sources.config_text import read_mapping, top_level_keys
from lineage_rdf.sources.reader import InputFile, Reader, Reading

_MERGED: Final = frozenset({"mergekit_config.yml", "mergekit_config.yaml"})
# Files that show that these weights were trained here: four-bit weights beside them served the training.
_TRAINED: Final = frozenset(
    {"adapter_config.json", "trainer_state.json", "training_args.bin", "training_args.json"}
)
_TRAINED_IN: Final = frozenset({"bitsandbytes", "fp8", "fbgemm-fp8", "mxfp4", "mxfp8", "nvfp4", "bitnet"})
_LOADED: Final = ("load_in_4bit", "load_in_8bit")
_LIBRARIES: Final = (("transformers_version", "transformers"), ("unsloth_version", "unsloth"))


def recognises(file: InputFile) -> bool:
    """Return whether a file is the configuration of a transformers model."""
    marks = {"model_type", "architectures", "_name_or_path", "transformers_version"}
    return file.name == "config.json" and bool(marks & top_level_keys(file))


def read(reading: Reading) -> None:
    """Add what the configuration of a model says."""
    facts = ConfigFacts(reading, read_mapping(reading), "model-config", "$.", Trust.MACHINE_STATE)
    beside = reading.file.siblings
    for key, library in _LIBRARIES:
        version = facts.text(key)
        if version:
            facts.say("software-versions", version, key, name=library)
    if not beside & _MERGED:
        _read_origin(facts)
    quantization = facts.value.get("quantization_config")
    if isinstance(quantization, dict) and not beside & _TRAINED:
        _read_quantization(facts, quantization)


def _read_origin(facts: ConfigFacts) -> None:
    origin = facts.model("_name_or_path")
    if origin is not None:
        reason = "the weights were loaded from here before they were saved, often but not always the parent"
        facts.infer("base-model", origin, "_name_or_path", reason, trust=Trust.NAME)


def _read_quantization(facts: ConfigFacts, values: dict[str, Any]) -> None:
    reason = "the weights are stored in this form and no file of training lies beside them"
    name = values.get("quant_method")
    loaded = method_of(name if isinstance(name, str) else None) in _TRAINED_IN or name is None
    # In some forms weights are also loaded or made for training, so whatever speaks of training is believed before.
    trust = Trust.TAG if loaded else facts.trust
    facts.infer("step-kind", "Quantizing", "quantization_config", reason, trust=trust)
    inner = ConfigFacts(facts.reading, values, facts.kind, f"{facts.prefix}quantization_config.", facts.trust)
    switch = next((key for key in _LOADED if inner.truth(key)), None)
    if name is None and switch:
        reason = "weights are loaded so with bitsandbytes, which older configurations do not name"
        inner.infer("quantization-method", "bitsandbytes", switch, reason, trust=trust)
    say_quantization(inner, "quant_method")


READER = Reader(
    "model-config",
    "configuration of a transformers model",
    recognises,
    read,
    Trust.MACHINE_STATE,
    recognised_by="the name config.json, and keys of a transformers model",
)
