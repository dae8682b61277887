"""Reads adapter_config.json, which PEFT writes beside the weights of an adapter.

The keys are those of PeftConfig and its subclasses
(https://huggingface.co/docs/peft/package_reference/config).
"""

from __future__ import annotations

from typing import Final

from attrs import evolve

from lineage_rdf.claims import Trust
from lineage_rdf.sources.config_facts import NO_MODEL, ConfigFacts
from lineage_rdf.sources.config_methods import say_lora, warn_unknown_method
from lineage_rdf.sources.config_settings import say_setting, say_settings
from lineage_rdf.sources.config_text import is_json, read_mapping, top_level_keys
from lineage_rdf.sources.reader import InputFile, Reader, Reading
from lineage_rdf.vocabulary.schemes import lookup

JUNK_REVISION: Final = "FTL-R036"
# The enum names of PEFT that are not the notation of their scheme member in lower case with hyphens.
_RENAMED: Final = {"cpt": "context-aware-prompt-tuning"}
_EXTRA: Final = frozenset(
    {
        "fan_in_fan_out",
        "task_type",
        "layers_pattern",
        "lora_bias",
        "ensure_weight_tying",
        "init_weights",
        "mask_type",
        "init_r",
        "target_r",
    }
)
_LISTS: Final = (
    "target_modules",
    "modules_to_save",
    "exclude_modules",
    "layers_to_transform",
    "target_parameters",
    "feedforward_modules",
)


def recognises(file: InputFile) -> bool:
    """Return whether a file is the configuration of a PEFT adapter."""
    return file.name == "adapter_config.json" or (is_json(file) and "peft_type" in top_level_keys(file))


def read(reading: Reading) -> None:
    """Add what the configuration of an adapter says."""
    facts = ConfigFacts(reading, read_mapping(reading), "adapter-config", "$.", Trust.MACHINE_STATE)
    if not facts.value:
        return
    reason = "an adapter holds weights that training made for one model"
    facts.infer("step-kind", "FineTuning", "peft_type", reason)
    _read_base(facts)
    _read_type(facts)
    version = facts.text("peft_version")
    if version:
        # Versions built from a checkout carry the commit behind an at sign.
        facts.say("software-versions", version.split("@", 1)[0], "peft_version", name="peft")
    say_settings(facts, extra=_EXTRA, skip=_LISTS)
    for key in _LISTS:
        _say_list(facts, key)


def _read_base(facts: ConfigFacts) -> None:
    key = "base_model_name_or_path"
    base = facts.model(key, "revision")
    if base is None:
        facts.warn(NO_MODEL, f"{key} is empty: the adapter does not say which model it belongs to", key)
        return
    if base.revision == "unsloth":
        message = (
            "the revision unsloth is a mark that the Unsloth library leaves, not a revision of the model"
        )
        facts.warn(JUNK_REVISION, message, "revision", severity="info")
        base = evolve(base, revision=None)
    facts.say("adapter-for", base, key)
    # Where training went on from an earlier adapter, the stage's own configuration says so and is the stronger source.
    facts.say("base-model", base, key)


def _read_type(facts: ConfigFacts) -> None:
    name = facts.text("peft_type")
    if name is None:
        return
    spelling = name.casefold().replace("_", "-")
    notation = lookup("parameterization", _RENAMED.get(spelling, spelling))
    if notation == "lora":
        say_lora(facts, "peft_type", dora="use_dora", rslora="use_rslora", four_bit=False)
    elif notation:
        facts.say("parameterization", notation, "peft_type")
    else:
        facts.say("method", name, "peft_type")
        warn_unknown_method(facts, "kind of adapter", name, "peft_type")


def _say_list(facts: ConfigFacts, key: str) -> None:
    """Say a list of modules in order of the alphabet: PEFT writes a set, whose order means nothing."""
    value = facts.value.get(key)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = sorted(value)
    say_setting(facts, key, value)


READER = Reader(
    "adapter-config",
    "PEFT adapter configuration",
    recognises,
    read,
    Trust.MACHINE_STATE,
    recognised_by="the name adapter_config.json, or the key peft_type (.json)",
)
