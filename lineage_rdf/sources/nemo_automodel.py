"""Reads NeMo Automodel configurations.

The keys are those of https://github.com/NVIDIA-NeMo/Automodel/tree/main/examples. `_target_` names the function
that a section calls, and `recipe` the loop that trains.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from lineage_rdf.claims import DatasetMention, Trust
from lineage_rdf.sources.config_datasets import NO_DATASET, say_dataset, splits_of
from lineage_rdf.sources.config_facts import NO_MODEL, ConfigFacts, mappings
from lineage_rdf.sources.config_methods import (
    NOT_TRAINING,
    dataset_roles,
    say_checkpoint_folder,
    say_lora,
    step_kind,
)
from lineage_rdf.sources.config_nested import flatten, interpolate, say_nested_settings
from lineage_rdf.sources.config_text import is_yaml, prefix_of, read_mapping, top_level_keys
from lineage_rdf.sources.reader import InputFile, Reader, Reading

KIND: Final = "nemo-automodel"
BASE: Final = "model.pretrained_model_name_or_path"
_LOOP: Final = frozenset(
    {"step_scheduler", "dist_env", "distributed", "dataloader", "packed_sequence", "recipe"}
)
# A part of the name of a recipe, and the objective that it trains for.
_RECIPES: Final[Mapping[str, str]] = {
    "KnowledgeDistillation": "distillation",
    "SequenceClassification": "supervised-task-training",
    "Biencoder": "contrastive-training",
    "BiEncoder": "contrastive-training",
    "Diffusion": "diffusion-denoising",
    "FinetuneRecipeForNextToken": "sft",
    "FinetuneRecipeForVLM": "sft",
}
_DATA_KEYS: Final = (
    "path_or_dataset_id", "path_or_dataset", "dataset_name", "data_dir_list", "path", "paths", "data_path",
)  # fmt: skip
_RAW_TEXT: Final = re.compile(r"nanogpt|megatron|pretrain", re.IGNORECASE)
_NOT_SETTINGS: Final = frozenset(
    {"checkpoint", "wandb", "mlflow", "comet", "dist_env", "validation_dataset", "validation_dataloader", "teacher_model",
     "dataset.tokenizer", "tokenizer", "ci", "benchmark", "dataset.path", "dataset.split", "distributed.pipeline"}
)  # fmt: skip
_EXTRA: Final = frozenset(
    {"local_batch_size", "max_epochs", "num_epochs", "ckpt_every_steps", "val_every_steps", "optimizer._target_",
     "betas", "eps", "lr_decay_style", "lr_warmup_steps", "packed_sequence_size", "seq_length", "tp_size", "cp_size",
     "pp_size", "peft.dim", "peft.alpha", "peft.dropout", "peft.match_all_linear", "kd_ratio", "shuffle_seed",
     "master_weight_bits", "freeze_embeddings", "freeze_vision_tower", "freeze_language_model"}
)  # fmt: skip


def recognises(file: InputFile) -> bool:
    """Return whether the sections of a file are those of NeMo Automodel, whose functions stand at `_target_`."""
    keys = top_level_keys(file) if is_yaml(file) else frozenset()
    if "model" not in keys or not _LOOP & keys or "_target_:" not in file.text:
        return False
    return "nemo_automodel" in file.text or "step_scheduler" in keys


def read(reading: Reading) -> None:
    """Add what a NeMo Automodel configuration says."""
    value = read_mapping(reading)
    if not value:
        return
    facts = ConfigFacts(reading, interpolate(flatten(value)), KIND, prefix_of(reading.file))
    if "benchmark" in value or "Benchmark" in _recipe(facts)[0]:
        message = "the configuration measures how fast training runs and trains no model"
        facts.warn(NOT_TRAINING, message, "recipe", severity="info")
        return
    scratch = (facts.text("model._target_") or "").endswith("from_config")
    objective = _read_objective(facts, scratch)
    if scratch:
        facts.infer(
            "step-kind", "PreTraining", "model._target_", "the model is built without trained weights"
        )
    else:
        _read_models(facts)
        _read_parameterization(facts)
    _read_datasets(facts, value, "dataset", ("corpus",) if scratch else dataset_roles(objective))
    _read_datasets(facts, value, "validation_dataset", ("validation",))
    say_checkpoint_folder(facts, "checkpoint")
    say_nested_settings(facts, extra=_EXTRA, skip=_NOT_SETTINGS)


def _recipe(facts: ConfigFacts) -> tuple[str, str]:
    """Return the name of the recipe and the key at which it stands."""
    key = facts.first("recipe._target_", "recipe") or "recipe"
    return (facts.text(key) or "").rsplit(".", 1)[-1], key


def _read_objective(facts: ConfigFacts, scratch: bool) -> str | None:
    """Say the objective, and the kind of step where weights are gone on from; return the objective."""
    recipe, key = _recipe(facts)
    found = next((objective for part, objective in _RECIPES.items() if part in recipe), None)
    reason = f"the recipe {recipe} trains for it"
    data = facts.text("dataset._target_") or ""
    if facts.text("teacher_model.pretrained_model_name_or_path"):
        found, key = "distillation", "teacher_model.pretrained_model_name_or_path"
        reason = "the configuration names a teacher"
    elif found in {None, "sft"} and _RAW_TEXT.search(data):
        found = "causal-language-modelling" if scratch else "continued-pretraining"
        key, reason = "dataset._target_", "the data are running text"
    elif found is None and not recipe and data and "Mock" not in data:
        found, key, reason = "sft", "dataset._target_", "no recipe is named, and the data are given answers"
    if found:
        facts.infer("objective", found, key, reason)
    if not scratch:
        why = reason if found else "the file configures training from a checkpoint"
        facts.infer("step-kind", step_kind(found), key if found else "model", why)
    return found


def _read_models(facts: ConfigFacts) -> None:
    base = facts.model(BASE, "model.revision")
    if base is None:
        facts.warn(NO_MODEL, f"{BASE} is empty: the configuration names no model to start from", BASE)
    else:
        facts.say("base-model", base, BASE)
        if _tunes_adapter(facts):
            facts.infer("adapter-for", base, BASE, "the configuration trains an adapter on this model")
    key = "teacher_model.pretrained_model_name_or_path"
    teacher = facts.model(key)
    if teacher is not None:
        facts.say("teacher-model", teacher, key)


def _tunes_adapter(facts: ConfigFacts) -> bool:
    return (
        any(path.startswith("peft.") for path in facts.value) and facts.value.get("peft.enabled") is not False
    )


def _read_parameterization(facts: ConfigFacts) -> None:
    if not _tunes_adapter(facts):
        reason = "without the section peft NeMo Automodel trains all weights that are not frozen"
        frozen = any(path.startswith("freeze_config.") and item is True for path, item in facts.value.items())
        key = "freeze_config" if frozen else BASE
        facts.infer("parameterization", "frozen-subset" if frozen else "full", key, reason)
        return
    key = facts.first("peft._target_", "peft.peft_fn") or "peft"
    four_bit = any(
        path.startswith(("quantization.", "model.quantization_config."))
        and path.endswith("load_in_4bit")
        and item is True
        for path, item in facts.value.items()
    )
    stated = ".lora." in f".{facts.text(key) or ''}."
    say_lora(facts, key, dora="peft.use_dora", rslora="peft.use_rslora", four_bit=four_bit, stated=stated)


def _read_datasets(facts: ConfigFacts, value: dict[str, Any], key: str, roles: tuple[str, ...]) -> None:
    """Say the datasets of a section by what the function that loads them is given."""
    section = value.get(key)
    for at, entry in mappings(section):
        place = f"{key}[{at}]" if isinstance(section, list) else key
        target = str(entry.get("_target_") or "").rsplit(".", 1)[-1]
        if "Mock" in target or "mock" in target:
            continue
        name = next((name for name in _DATA_KEYS if splits_of(entry.get(name))), None)
        named = splits_of(entry.get(name)) if name else (target,)
        for raw in named:
            if not raw or "${" in raw:
                facts.warn(NO_DATASET, "the section names no dataset that the file tells", place)
                continue
            mention = DatasetMention(
                raw=raw,
                roles=roles,
                configuration=next(iter(splits_of(entry.get("subset") or entry.get("name"))), None),
                splits=splits_of(entry.get("split")),
            )
            say_dataset(facts, mention, f"{place}.{name or '_target_'}")


READER = Reader(
    KIND,
    "NeMo Automodel configuration",
    recognises,
    read,
    Trust.TRAINING_CONFIG,
    recognised_by="model and the training loop with functions at _target_ (.yaml, .yml)",
)
