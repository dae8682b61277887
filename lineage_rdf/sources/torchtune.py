"""Reads torchtune configurations.

The keys are those of https://docs.pytorch.org/torchtune/stable/deep_dives/configs.html. Such a file names
builders of models, data and losses and not what they stand for, and models by the folder they were downloaded
to: objective and way of tuning follow from the builders, and a base is known by the name of its folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from lineage_rdf.claims import DatasetMention, Trust
from lineage_rdf.sources.config_datasets import NO_DATASET, say_dataset, splits_of
from lineage_rdf.sources.config_facts import LOCAL_MODEL, NO_MODEL, ConfigFacts, mappings
from lineage_rdf.sources.config_methods import (
    NOT_TRAINING,
    UNKNOWN_METHOD,
    dataset_roles,
    folder_reference,
    say_lora,
    say_output_folder,
    step_kind,
    warn_unknown_method,
)
from lineage_rdf.sources.config_nested import flatten, interpolate, say_nested_settings
from lineage_rdf.sources.config_references import is_followable, name_of
from lineage_rdf.sources.config_text import is_yaml, prefix_of, read_mapping, top_level_keys
from lineage_rdf.sources.reader import InputFile, Reader, Reading

KIND: Final = "torchtune"
COMPONENT: Final = "_component_"
_LOSSES: Final[Mapping[str, str]] = {
    "DPOLoss": "dpo", "IPOLoss": "ipo", "SimPOLoss": "simpo", "PPOLoss": "ppo", "GRPOLoss": "grpo",
    "GRPOCompletionLoss": "grpo", "GRPOSimpleLoss": "grpo", "GRPOWithChunkedOutputLoss": "grpo",
}  # fmt: skip
# What the builders of datasets load unless `source` says otherwise
# (https://docs.pytorch.org/torchtune/stable/api_ref_datasets.html).
_DEFAULT_DATA: Final[Mapping[str, str]] = {
    "alpaca_dataset": "tatsu-lab/alpaca",
    "alpaca_cleaned_dataset": "yahma/alpaca-cleaned",
    "grammar_dataset": "liweili/c4_200m",
    "slimorca_dataset": "Open-Orca/SlimOrca-Dedup",
    "stack_exchange_paired_dataset": "lvwerra/stack-exchange-paired",
    "hh_rlhf_helpful_dataset": "RLHFlow/HH-RLHF-Helpful-standard",
    "cnn_dailymail_articles_dataset": "ccdv/cnn_dailymail",
    "wikitext_dataset": "EleutherAI/wikitext_document_level",
    "the_cauldron_dataset": "HuggingFaceM4/the_cauldron",
    "llava_instruct_dataset": "liuhaotian/LLaVA-Instruct-150K",
}
_LOADERS: Final = frozenset({"json", "csv", "parquet", "text", "arrow"})
_OTHER_MODELS: Final = (
    ("teacher_checkpointer", "teacher-model"),
    ("ref_policy_checkpointer", "reference-model"),
    ("reference_checkpointer", "reference-model"),
    ("ref_checkpointer", "reference-model"),
    ("reward_checkpointer", "reward-model"),
)
_NOT_SETTINGS: Final = frozenset(
    {"profiler", "metric_logger", "checkpointer", "inference", "teacher_model", "policy_model", "output_dir",
     "reward_and_value_model", "dataset_val", "value_checkpointer", *(key for key, _ in _OTHER_MODELS)}
)  # fmt: skip
_EXTRA: Final = frozenset(
    {"model.use_dora", "model.quantize_base", "kd_ratio", "ppo_epochs", "ppo_batch_size", "kl_coeff",
     "enable_activation_offloading", "num_steps", "whiten_rewards", "min_response_length"}
)  # fmt: skip


def recognises(file: InputFile) -> bool:
    """Return whether the keys of a file are those of torchtune, which names its builders `_component_`."""
    keys = top_level_keys(file) if is_yaml(file) else frozenset()
    models = {"model", "policy_model", "tokenizer"} & keys
    return "checkpointer" in keys and bool(models) and f"{COMPONENT}:" in file.text


def read(reading: Reading) -> None:
    """Add what a torchtune configuration says."""
    value = read_mapping(reading)
    if not value:
        return
    facts = ConfigFacts(reading, interpolate(flatten(value)), KIND, prefix_of(reading.file))
    if not isinstance(value.get("optimizer"), dict):
        message = "the configuration tells of running, measuring or storing a model, not of training one"
        facts.warn(NOT_TRAINING, message, "", severity="info")
        return
    objective = _read_objective(facts)
    _read_models(facts)
    lora = _read_parameterization(facts)
    roles = dataset_roles(objective)
    _read_datasets(facts, value.get("dataset"), "dataset", roles)
    _read_datasets(facts, value.get("dataset_val"), "dataset_val", ("validation",))
    _read_result(facts)
    unused = frozenset() if lora else frozenset(key for key in facts.value if key.startswith("model.lora_"))
    say_nested_settings(facts, extra=_EXTRA, skip=_NOT_SETTINGS | unused)


def _builder(facts: ConfigFacts, section: str) -> str:
    """Return the last name of the builder of a section, empty if there is none."""
    return (facts.text(f"{section}.{COMPONENT}") or "").rsplit(".", 1)[-1]


def _read_objective(facts: ConfigFacts) -> str | None:
    """Say the kind of step and the objective, and return the objective."""
    loss, key = _builder(facts, "loss"), f"loss.{COMPONENT}"
    objective = _LOSSES.get(loss)
    if _builder(facts, "kd_loss"):
        objective, key = "distillation", f"kd_loss.{COMPONENT}"
    if objective:
        facts.say("objective", objective, key)
        facts.infer("step-kind", step_kind(objective), key, "the loss belongs to this kind of training")
        return objective
    if "CrossEntropy" in loss or loss.startswith("CE"):
        raw = _builder(facts, "dataset") in {"text_completion_dataset", "wikitext_dataset"}
        objective = "continued-pretraining" if raw else "sft"
        what = "running text" if raw else "given answers"
        facts.infer("objective", objective, key, f"the loss is the cross-entropy on {what}")
    elif loss:
        facts.say("method", loss, key)
        warn_unknown_method(facts, "loss", loss, key)
    facts.infer("step-kind", "FineTuning", "checkpointer", "the file configures training from a checkpoint")
    return objective


def _read_models(facts: ConfigFacts) -> None:
    """Say the models by the folders they lie in."""
    key = "checkpointer.checkpoint_dir"
    folder = facts.text(key)
    if folder is None:
        facts.warn(NO_MODEL, f"{key} is empty: the configuration names no model to start from", key)
    for section, element in (("checkpointer", "base-model"), *_OTHER_MODELS):
        key = f"{section}.checkpoint_dir"
        folder = facts.text(key)
        if folder is None:
            continue
        facts.say(element, folder_reference(folder), key)
        if not is_followable(folder_reference(folder).raw):
            message = f"{key} names a place on a disk, which nobody else can follow; give its Hub identifier"
            facts.warn(LOCAL_MODEL, message, key)


def _read_parameterization(facts: ConfigFacts) -> bool:
    """Say which values are trained, and return whether they are those of LoRA."""
    section = "model" if _builder(facts, "model") else "policy_model"
    key, builder = f"{section}.{COMPONENT}", _builder(facts, section)
    lora = builder.startswith(("lora_", "qlora_", "dora_"))
    if builder.startswith("qlora_"):
        facts.say("parameterization", "qlora", key)
    elif builder.startswith("dora_"):
        facts.say("parameterization", "dora", key)
    elif lora:
        four_bit = facts.truth(f"{section}.quantize_base")
        say_lora(facts, key, dora=f"{section}.use_dora", rslora=f"{section}.use_rslora", four_bit=four_bit)
    elif builder:
        facts.infer("parameterization", "full", key, "the builder adds no adapter: all weights are trained")
    base = facts.text("checkpointer.checkpoint_dir")
    if lora and base and facts.truth("save_adapter_weights_only"):
        reason = "only the adapter is saved, and it was trained on this model"
        facts.infer("adapter-for", folder_reference(base), "save_adapter_weights_only", reason)
    quantizer = _builder(facts, "quantizer")
    if "QAT" in quantizer:
        key = f"quantizer.{COMPONENT}"
        facts.say("method", quantizer, key)
        message = "training that is aware of quantisation has no notation here; it is kept in words"
        facts.warn(UNKNOWN_METHOD, message, key, "info")
    return lora


def _read_datasets(facts: ConfigFacts, value: Any, key: str, roles: tuple[str, ...]) -> None:
    """Say the datasets of a section, which is one builder or a list of them."""
    for at, entry in mappings(value):
        _read_dataset(facts, entry, f"{key}[{at}]" if isinstance(value, list) else key, roles)


def _read_dataset(facts: ConfigFacts, entry: dict[str, Any], key: str, roles: tuple[str, ...]) -> None:
    builder = (name_of(entry.get(COMPONENT)) or "").rsplit(".", 1)[-1]
    source = name_of(entry.get("source"))
    if source in _LOADERS:
        source = next(iter(splits_of(entry.get("data_files"))), None)
    default = None if source else _DEFAULT_DATA.get(builder)
    raw = source or default or builder
    if not raw or "${" in raw:
        facts.warn(NO_DATASET, "the section names no dataset that the file tells", key)
        return
    mention = DatasetMention(
        raw=raw,
        roles=roles,
        configuration=name_of(entry.get("name")) or name_of(entry.get("subset")),
        splits=splits_of(entry.get("split")),
    )
    if default:
        reason = f"{builder} loads this dataset where the configuration gives no source"
        facts.infer("dataset", mention, f"{key}.{COMPONENT}", reason)
    elif roles == ("validation",):
        facts.say("dataset", mention, f"{key}.{'source' if source else COMPONENT}")
    else:
        say_dataset(facts, mention, f"{key}.{'source' if source else COMPONENT}")


def _read_result(facts: ConfigFacts) -> None:
    key = facts.first("output_dir", "checkpointer.output_dir")
    if key is not None:
        say_output_folder(facts, key)


READER = Reader(
    KIND,
    "torchtune configuration",
    recognises,
    read,
    Trust.TRAINING_CONFIG,
    recognised_by="checkpointer with builders at _component_ (.yaml, .yml)",
)
