"""Reads ms-swift configurations: those given to it, and the `args.json` that it writes beside its results.

The keys are those of https://swift.readthedocs.io/en/latest/Instruction/Command-line-parameters.html. ms-swift
looks names up on ModelScope unless `use_hf` is set, so a name alone only suggests the repository of the same
name on the Hub.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from lineage_rdf.claims import DatasetMention, ModelReference, Trust
from lineage_rdf.sources.config_datasets import say_dataset, splits_of
from lineage_rdf.sources.config_facts import NO_MODEL, ConfigFacts, number
from lineage_rdf.sources.config_methods import (
    NOT_TRAINING,
    dataset_roles,
    say_lora,
    say_output_folder,
    step_kind,
    warn_unknown_method,
)
from lineage_rdf.sources.config_references import is_local
from lineage_rdf.sources.config_settings import lora_keys, say_settings
from lineage_rdf.sources.config_text import prefix_of, read_mapping, top_level_keys
from lineage_rdf.sources.reader import InputFile, Reader, Reading
from lineage_rdf.vocabulary.schemes import lookup

KIND: Final = "ms-swift"
ON_MODELSCOPE: Final = "FTL-R092"
_TUNERS: Final = ("tuner_type", "train_type", "sft_type")
_MODELS: Final = ("model", "model_id_or_path")
_RUNS: Final = frozenset(
    {
        "learning_rate",
        "lr",
        "num_train_epochs",
        "max_steps",
        "train_iters",
        "max_epochs",
        "gradient_accumulation_steps",
    }
)
_OWN: Final = frozenset(
    {"split_dataset_ratio", "dataset_num_proc", "tuner_backend", "load_from_cache_file", "rlhf_type", "model_author",
     "custom_register_path", "external_plugins"}
)  # fmt: skip
_RLHF: Final[Mapping[str, str]] = {
    "dpo": "dpo", "orpo": "orpo", "simpo": "simpo", "kto": "kto", "cpo": "cpo", "rm": "reward-modelling",
    "ppo": "ppo", "grpo": "grpo", "gkd": "gkd",
}  # fmt: skip
_TASKS: Final[Mapping[str, str]] = {
    "seq_cls": "supervised-task-training", "embedding": "contrastive-training",
}  # fmt: skip
_OTHER_MODELS: Final = (("ref_model", "reference-model"), ("teacher_model", "teacher-model"))
_DATASET = re.compile(
    r"(?:(?P<hub>hf|ms)::)?(?P<raw>.+?)(?P<subset>(?<=[\w.-]):[\w.,/-]+)?(?:#(?P<count>[0-9]{1,15}))?\Z",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:jsonl?|csv|txt|parquet|arrow)\Z", re.IGNORECASE)
_NOT_SETTINGS: Final = frozenset(
    {*_MODELS, *_TUNERS, "rlhf_type", "dataset", "val_dataset", "cached_dataset", "adapters", "ref_model", "reward_model",
     "teacher_model", "model_type", "task_type", "output_dir", "hub_model_id", "use_hf", "version"}
)  # fmt: skip
_EXTRA: Final = frozenset(
    {"split_dataset_ratio", "loss_scale", "truncation_strategy", "freeze_vit", "freeze_aligner", "freeze_llm",
     "lr_warmup_fraction", "padding_free", "vit_lr", "aligner_lr", "quant_bits"}
)  # fmt: skip


def recognises(file: InputFile) -> bool:
    """Return whether the keys of a file are those of ms-swift."""
    keys = top_level_keys(file)
    if not set(_MODELS) & keys:
        return False
    tuned = bool({*_TUNERS, "rlhf_type"} & keys)
    return (tuned and bool((_OWN | {"dataset", "output_dir", "torch_dtype"}) & keys)) or (
        "dataset" in keys and len(_OWN & keys) > 1
    )


def read(reading: Reading) -> None:
    """Add what an ms-swift configuration says."""
    facts = ConfigFacts(reading, read_mapping(reading), KIND, prefix_of(reading.file))
    if not facts.value:
        return
    if not any(facts.value.get(key) is not None for key in (*_RUNS, "rlhf_type", "dataset")):
        message = "the configuration tells of running a model, not of training one"
        facts.warn(NOT_TRAINING, message, "", severity="info")
        return
    objective = _read_objective(facts)
    _read_models(facts)
    lora = _read_parameterization(facts)
    _read_datasets(facts, "dataset", dataset_roles(objective))
    _read_datasets(facts, "val_dataset", ("validation",))
    _read_results(facts)
    unused = frozenset() if lora else lora_keys(facts) | {"target_modules", "modules_to_save"}
    say_settings(facts, extra=_EXTRA, skip=_NOT_SETTINGS | unused)


def _read_objective(facts: ConfigFacts) -> str | None:
    """Say the kind of step and the objective, and return the objective."""
    rlhf = facts.text("rlhf_type")
    objective = _RLHF.get(rlhf.casefold()) if rlhf else _TASKS.get(facts.text("task_type") or "", "sft")
    key = "rlhf_type" if rlhf else "task_type" if objective != "sft" else ""
    words = re.split(r"[^a-z0-9]+", facts.reading.file.name.casefold())
    if rlhf and objective:
        facts.say("objective", objective, key)
    elif rlhf:
        facts.say("method", rlhf, key)
        warn_unknown_method(facts, "objective", rlhf, key)
    elif objective == "sft" and {"pt", "pretrain"} & set(words):
        objective = "continued-pretraining"
        facts.infer("objective", objective, "", "the name of the file says so")
    else:
        reason = (
            "where no training with rewards or preferences is asked for, ms-swift trains on the given answers"
        )
        facts.infer("objective", str(objective), key, "the task is trained so" if key else reason)
    facts.infer("step-kind", step_kind(objective), key, "the configuration trains a model")
    return objective


def _name(facts: ConfigFacts, element: str, model: ModelReference, key: str, **more: Any) -> None:
    """Say a model; where names are looked up on ModelScope, one on the Hub is only suggested."""
    if facts.truth("use_hf") or is_local(model.raw):
        facts.say(element, model, key, **more)
        return
    facts.infer(element, model, key, _MODELSCOPE, **more)


_MODELSCOPE: Final = (
    "ms-swift looks the name up on ModelScope; the repository of this name on the Hub should be the same"
)


def _read_models(facts: ConfigFacts) -> None:
    key = facts.first(*_MODELS) or _MODELS[0]
    base = facts.model(key, "model_revision")
    adapters = splits_of(facts.value.get("adapters"))
    if base is None:
        facts.warn(NO_MODEL, f"{key} is empty: the configuration names no model to start from", key)
        return
    if not facts.truth("use_hf") and not is_local(base.raw):
        message = "names are looked up on ModelScope here; set use_hf, or confirm the Hub identifiers in lineage.yaml"
        facts.warn(ON_MODELSCOPE, message, key, severity="info")
    if adapters:
        # Training goes on from the adapter that was loaded last.
        _name(facts, "base-model", ModelReference(adapters[-1]), "adapters")
    else:
        _name(facts, "base-model", base, key)
    if _tuner(facts)[0] not in {"full", None}:
        facts.infer("adapter-for", base, key, "the configuration trains an adapter on this model")
    for other, element in _OTHER_MODELS:
        found = facts.model(other, f"{other}_revision")
        if found is not None:
            _name(facts, element, found, other)
    for raw in splits_of(facts.value.get("reward_model")):
        _name(facts, "reward-model", ModelReference(raw), "reward_model")


def _tuner(facts: ConfigFacts) -> tuple[str | None, str]:
    """Return what is trained, and the key that says so; LoRA is the default but of the Megatron form."""
    key = facts.first(*_TUNERS)
    if key:
        return str(facts.text(key)).casefold(), key
    megatron = {"micro_batch_size", "tensor_model_parallel_size", "train_iters"} & facts.value.keys()
    return (None if megatron else "lora"), ""


def _read_parameterization(facts: ConfigFacts) -> bool:
    """Say which values are trained, and return whether settings of LoRA hold."""
    name, key = _tuner(facts)
    if name is None:
        return False
    if name == "lora":
        four_bit = number(facts.value.get("quant_bits")) == 4 or facts.truth("load_in_4bit")
        say_lora(facts, key, dora="use_dora", rslora="use_rslora", four_bit=four_bit, stated=bool(key))
        return True
    notation = "adapter-tuning" if name == "adapter" else lookup("parameterization", name)
    if notation:
        facts.say("parameterization", notation, key)
    else:
        facts.say("method", name, key)
        warn_unknown_method(facts, "way of tuning", name, key)
    return name != "full"


def _read_datasets(facts: ConfigFacts, key: str, roles: tuple[str, ...]) -> None:
    """Say datasets, which are written `[hf::|ms::]name[:subset][#count]`."""
    for text in splits_of(facts.value.get(key)):
        found = _DATASET.match(text)
        if found is None:
            continue
        hub, raw, subset = (found["hub"] or "").casefold(), found["raw"], found["subset"]
        local = is_local(raw) or bool(_FILE.search(text.partition("#")[0]))
        if local and subset:
            raw, subset = raw + subset, None
        elsewhere = hub == "ms"
        mention = DatasetMention(
            raw=f"ms::{raw}" if elsewhere else raw,
            roles=roles,
            configuration=subset[1:] if subset else None,
            example_count=int(found["count"]) if found["count"] else None,
        )
        if hub or facts.truth("use_hf") or local:
            say_dataset(facts, mention, key)
        else:
            facts.infer("dataset", mention, key, _MODELSCOPE)


def _read_results(facts: ConfigFacts) -> None:
    hub = facts.model("hub_model_id")
    if hub is not None:
        _name(facts, "checkpoint", hub, "hub_model_id", name="hub_model_id")
    say_output_folder(facts, "output_dir")


READER = Reader(
    KIND,
    "ms-swift configuration",
    recognises,
    read,
    Trust.TRAINING_CONFIG,
    recognised_by="model with train_type, tuner_type or rlhf_type, or dataset with keys of ms-swift (.yaml, .yml, .json)",
)
