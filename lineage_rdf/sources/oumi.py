"""Reads oumi training configurations.

The keys are those of https://oumi.ai/docs/en/latest/user_guides/train/configuration.html.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from lineage_rdf.claims import DatasetMention, Trust
from lineage_rdf.sources.config_datasets import NO_DATASET, say_dataset, splits_of
from lineage_rdf.sources.config_facts import NO_MODEL, ConfigFacts, mappings, number
from lineage_rdf.sources.config_methods import (
    UNKNOWN_METHOD,
    dataset_roles,
    say_lora,
    say_output_folder,
    step_kind,
)
from lineage_rdf.sources.config_nested import flatten, interpolate, say_nested_settings
from lineage_rdf.sources.config_references import name_of
from lineage_rdf.sources.config_text import prefix_of, read_mapping, top_level_keys
from lineage_rdf.sources.reader import InputFile, Reader, Reading

KIND: Final = "oumi"
BASE: Final = "model.model_name"
TRAINER: Final = "training.trainer_type"
_TRAINERS: Final[Mapping[str, str]] = {
    "trl_sft": "sft", "trl_dpo": "dpo", "trl_kto": "kto", "trl_grpo": "grpo", "trl_gkd": "gkd", "trl_gold": "gold",
    "verl_grpo": "grpo",
}  # fmt: skip
# Trainers that run whatever the data and the model make of it.
_GENERAL: Final = frozenset({"hf", "oumi"})
_OWN: Final = re.compile(
    r"(?:^[ \t]+|[{,][ \t]*)[\"']?(?:trainer_type|model_name)[\"']?[ \t]*:", re.MULTILINE
)
_TEACHERS: Final = ("training.gkd.teacher_model_name_or_path", "training.gold.teacher_model_name_or_path")
# Names of the classes that load whatever else the entry says.
_LOADERS: Final = frozenset(
    {"text_sft", "text_sft_jsonl", "vl_sft", "hugging_face", "huggingface", "PromptResponseDataset",
     "hf_vision", "pretraining", "vision_dpo", "text_dpo", "kto_dataset"}
)  # fmt: skip
_NOT_SETTINGS: Final = frozenset(
    {"data.test", "training.output_dir", "training.logging_dir", "training.telemetry"}
)
_EXTRA: Final = frozenset(
    {"torch_dtype_str", "enable_gradient_checkpointing", "training.use_peft", "include_performance_metrics",
     "peft.peft_method", "dataloader_num_workers", "load_pretrained_weights", "freeze_layers"}
)  # fmt: skip


def recognises(file: InputFile) -> bool:
    """Return whether the sections of a file are those of an oumi training configuration."""
    keys = top_level_keys(file)
    if not {"model", "training"} <= keys:
        return False
    return "data" in keys or "trainer_type" in file.text if _OWN.search(file.text) else False


def read(reading: Reading) -> None:
    """Add what an oumi training configuration says."""
    value = read_mapping(reading)
    if not value:
        return
    facts = ConfigFacts(reading, interpolate(flatten(value)), KIND, prefix_of(reading.file))
    scratch = facts.value.get("model.load_pretrained_weights") is False
    objective = _read_objective(facts, scratch)
    if not scratch:
        _read_models(facts)
        _read_parameterization(facts)
    roles = ("corpus",) if scratch else dataset_roles(objective)
    for section, used in (("train", roles), ("validation", ("validation",))):
        _read_datasets(facts, value, section, used)
    say_output_folder(facts, "training.output_dir")
    unused = frozenset() if facts.truth("training.use_peft") else frozenset({"peft"})
    say_nested_settings(facts, extra=_EXTRA, skip=_NOT_SETTINGS | unused)


def _read_objective(facts: ConfigFacts, scratch: bool) -> str | None:
    """Say the kind of step and the objective, and return the objective."""
    trainer = facts.text(TRAINER)
    objective = _TRAINERS.get(trainer.casefold()) if trainer else None
    if objective:
        facts.say("objective", objective, TRAINER)
    elif trainer and trainer.casefold() not in _GENERAL:
        facts.say("method", trainer, TRAINER)
        message = f"the trainer {trainer!r} is not known here; it is kept in words"
        facts.warn(UNKNOWN_METHOD, message, TRAINER, "info")
    if scratch:
        facts.say("step-kind", "PreTraining", "model.load_pretrained_weights")
    else:
        reason = (
            "the trainer belongs to this kind of training" if objective else "the file configures a trainer"
        )
        facts.infer("step-kind", step_kind(objective), TRAINER if trainer else "training", reason)
    return objective


def _read_models(facts: ConfigFacts) -> None:
    base, earlier = facts.model(BASE, "model.model_revision"), facts.model("model.adapter_model")
    if base is None:
        facts.warn(NO_MODEL, f"{BASE} is empty: the configuration names no model to start from", BASE)
    else:
        # Training goes on from an adapter where one is named.
        facts.say("base-model", earlier or base, "model.adapter_model" if earlier else BASE)
        if facts.truth("training.use_peft"):
            facts.infer("adapter-for", base, BASE, "the configuration trains an adapter on this model")
    for key in _TEACHERS:
        teacher = facts.model(key)
        if teacher is not None:
            facts.say("teacher-model", teacher, key)


def _read_parameterization(facts: ConfigFacts) -> None:
    if not facts.truth("training.use_peft"):
        frozen = bool(facts.value.get("model.freeze_layers"))
        key = "model.freeze_layers" if frozen else "training.use_peft"
        reason = "some layers are frozen" if frozen else "without use_peft oumi trains all weights"
        facts.infer("parameterization", "frozen-subset" if frozen else "full", key, reason)
    elif facts.truth("peft.q_lora"):
        facts.say("parameterization", "qlora", "peft.q_lora")
    else:
        stated = facts.value.get("peft.lora_r") is not None
        key = "peft.lora_r" if stated else "training.use_peft"
        say_lora(facts, key, dora="peft.use_dora", rslora="peft.use_rslora", four_bit=False, stated=stated)


def _read_datasets(facts: ConfigFacts, value: dict[str, Any], section: str, roles: tuple[str, ...]) -> None:
    data = value.get("data")
    part = data.get(section) if isinstance(data, dict) else None
    listed = part.get("datasets") if isinstance(part, dict) else None
    for at, entry in mappings(listed):
        _read_dataset(facts, entry, f"data.{section}.datasets[{at}]", roles)


def _read_dataset(facts: ConfigFacts, entry: dict[str, Any], key: str, roles: tuple[str, ...]) -> None:
    raw, place = _name(entry)
    if raw is None or "${" in raw:
        facts.warn(NO_DATASET, "an entry of the list of datasets names no dataset", key)
        return
    count = number(entry.get("sample_count"))
    mention = DatasetMention(
        raw=raw,
        roles=roles,
        configuration=name_of(entry.get("subset")),
        splits=splits_of(entry.get("split")),
        example_count=int(count) if count is not None and 0 < count < 10**15 else None,
        mixture_share=number(entry.get("mixture_proportion")),
    )
    say_dataset(facts, mention, f"{key}.{place}")


def _name(entry: dict[str, Any]) -> tuple[str | None, str]:
    """Return what an entry loads and the key that says so; a class that loads anything is no dataset."""
    options = entry.get("dataset_kwargs")
    inner = name_of(options.get("hf_dataset_path")) if isinstance(options, dict) else None
    name = name_of(entry.get("dataset_name"))
    if name_of(entry.get("dataset_path")):
        return name_of(entry.get("dataset_path")), "dataset_path"
    if inner:
        return inner, "dataset_kwargs.hf_dataset_path"
    return (None if name in _LOADERS else name), "dataset_name"


READER = Reader(
    KIND,
    "oumi training configuration",
    recognises,
    read,
    Trust.TRAINING_CONFIG,
    recognised_by="model and training, with keys of oumi's own (.yaml, .yml, .json)",
)
