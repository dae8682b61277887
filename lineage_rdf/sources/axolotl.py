"""Reads axolotl configurations: files of their own, and those that axolotl puts into model cards.

The keys are those of https://docs.axolotl.ai/docs/config-reference.html.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from lineage_rdf.claims import DatasetMention, Trust
from lineage_rdf.sources.config_datasets import NO_DATASET, say_dataset, say_named, splits_of
from lineage_rdf.sources.config_facts import NO_MODEL, ConfigFacts, mappings
from lineage_rdf.sources.config_methods import (
    dataset_roles,
    say_lora,
    say_results,
    step_kind,
    warn_unknown_method,
)
from lineage_rdf.sources.config_references import name_of
from lineage_rdf.sources.config_settings import lora_keys, say_settings
from lineage_rdf.sources.config_text import prefix_of, read_mapping, top_level_keys
from lineage_rdf.sources.framework_keys import own_settings
from lineage_rdf.sources.reader import InputFile, Reader, Reading
from lineage_rdf.vocabulary.schemes import lookup

KIND: Final = "axolotl"
_OWN_KEYS: Final = frozenset(
    {"adapter", "sequence_len", "micro_batch_size", "sample_packing", "dataset_prepared_path",
     "val_set_size", "lora_r", "num_epochs", "model_type", "pretraining_dataset", "rl"}
)  # fmt: skip
# What the key rl says, and what switches do, as objectives. Without any of them axolotl trains on the given answers.
OBJECTIVES: Final[Mapping[str, str]] = {name: name for name in ("dpo", "ipo", "kto", "orpo", "simpo", "grpo")}
SWITCHES: Final[Mapping[str, str]] = {"reward_model": "reward-modelling", "process_reward_model": "prm"}
_NOT_SETTINGS: Final = frozenset(
    {"datasets", "test_datasets", "pretraining_dataset", "base_model", "adapter", "rl"}
)


def recognises(file: InputFile) -> bool:
    """Return whether the keys of a file are those of an axolotl configuration."""
    keys = top_level_keys(file)
    data = {"datasets", "pretraining_dataset"} & keys
    return "base_model" in keys and "merge_method" not in keys and bool(data or len(_OWN_KEYS & keys) > 1)


def read(reading: Reading) -> None:
    """Add what an axolotl configuration says."""
    claims_from(reading, read_mapping(reading), prefix_of(reading.file))


def claims_from(reading: Reading, value: Any, locator_prefix: str = "") -> None:
    """Add what a parsed axolotl configuration says.

    Args:
        reading: where claims and problems go.
        value: the configuration as plain values.
        locator_prefix: what stands before a key in a locator, for example `yaml block on line 40: `.
    """
    if not isinstance(value, dict) or not value:
        return
    facts = ConfigFacts(reading, value, KIND, locator_prefix, Trust.TRAINING_CONFIG)
    objective = _read_objective(facts)
    _read_base(facts)
    _read_parameterization(facts)
    _read_datasets(facts, dataset_roles(objective))
    say_results(facts)
    unused = frozenset() if facts.text("adapter") else lora_keys(facts)
    say_settings(facts, extra=own_settings(KIND), skip=_NOT_SETTINGS | unused)


def _read_objective(facts: ConfigFacts) -> str | None:
    """Say the kind of step and the objective, and return the objective."""
    rl = facts.text("rl")
    flag = next((key for key in SWITCHES if facts.truth(key)), None)
    objective = OBJECTIVES.get(rl) if rl else "sft"
    if flag:
        objective = SWITCHES[flag]
        facts.say("objective", objective, flag)
    elif objective and rl:
        facts.say("objective", objective, "rl")
    elif objective:
        facts.infer("objective", objective, "rl", "without the key rl axolotl trains on the given answers")
    else:
        facts.say("method", str(rl), "rl")
        warn_unknown_method(facts, "objective", rl, "rl")
    facts.say("step-kind", step_kind(objective), flag or "base_model")
    return objective


def _read_base(facts: ConfigFacts) -> None:
    base = facts.model("base_model", "revision_of_model")
    if base is None:
        facts.warn(
            NO_MODEL, "base_model is empty: the configuration names no model to start from", "base_model"
        )
        return
    earlier = facts.model("lora_model_dir")
    facts.say("base-model", earlier or base, "lora_model_dir" if earlier else "base_model")
    if facts.text("adapter"):
        facts.infer("adapter-for", base, "base_model", "the configuration trains an adapter on this model")


def _read_parameterization(facts: ConfigFacts) -> None:
    adapter = facts.text("adapter")
    if adapter is None:
        frozen = bool(facts.value.get("unfrozen_parameters"))
        if frozen:
            facts.say("parameterization", "frozen-subset", "unfrozen_parameters")
        else:
            facts.infer(
                "parameterization", "full", "adapter", "without the key adapter axolotl trains all weights"
            )
    elif adapter in {"lora", "qlora"}:
        four_bit = adapter == "lora" and facts.truth("load_in_4bit")
        if adapter == "qlora":
            facts.say("parameterization", "qlora", "adapter")
        if adapter == "lora" or facts.truth("peft_use_dora") or facts.truth("peft_use_rslora"):
            say_lora(facts, "adapter", dora="peft_use_dora", rslora="peft_use_rslora", four_bit=four_bit)
    elif notation := lookup("parameterization", adapter):
        facts.say("parameterization", notation, "adapter")
    else:
        facts.say("method", adapter, "adapter")
        warn_unknown_method(facts, "adapter", adapter, "adapter")


def _read_datasets(facts: ConfigFacts, roles: tuple[str, ...]) -> None:
    for key, used in (
        ("datasets", roles),
        ("test_datasets", ("validation",)),
        ("pretraining_dataset", ("corpus",)),
    ):
        value = facts.value.get(key)
        for at, entry in mappings(value):
            _read_dataset(facts, entry, used, f"{key}[{at}]")
        names = enumerate(value) if isinstance(value, list) else ()
        listed = [(f"{key}[{at}]", name) for at, name in names if isinstance(name, str)]
        listed += [(key, value)] if isinstance(value, str) else []
        say_named(facts, listed, used)


def _read_dataset(facts: ConfigFacts, entry: dict[str, Any], roles: tuple[str, ...], key: str) -> None:
    raw = name_of(entry.get("path"))
    if raw is None:
        facts.warn(NO_DATASET, "an entry of the list of datasets names no dataset", key)
        return
    place = f"{key}.path"
    if raw in {"json", "csv", "parquet", "text"} and splits_of(entry.get("data_files")):
        # The name of a loader; the data are in the files.
        raw, place = splits_of(entry.get("data_files"))[0], f"{key}.data_files"
    mention = DatasetMention(
        raw=raw,
        roles=roles,
        revision=name_of(entry.get("revision")),
        configuration=name_of(entry.get("name")),
        splits=splits_of(entry.get("split")),
    )
    say_dataset(facts, mention, place)


READER = Reader(
    KIND,
    "axolotl configuration",
    recognises,
    read,
    Trust.TRAINING_CONFIG,
    recognised_by="base_model with datasets, or with keys of axolotl's own (.yaml, .yml, .json)",
)
