"""Reads LLaMA-Factory configurations: training, and the export that folds an adapter into its model.

The keys are those of https://llamafactory.readthedocs.io/en/latest/advanced/arguments.html.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lineage_rdf.claims import DatasetMention, ModelReference, Trust
from lineage_rdf.sources.config_datasets import say_dataset, words
from lineage_rdf.sources.config_facts import NO_MODEL, ConfigFacts, number
from lineage_rdf.sources.config_methods import (
    DPO_LOSSES,
    NOT_TRAINING,
    dataset_roles,
    folder_reference,
    say_lora,
    say_results,
    step_kind,
    warn_unknown_method,
)
from lineage_rdf.sources.config_settings import lora_keys, say_settings
from lineage_rdf.sources.config_text import prefix_of, read_mapping, top_level_keys
from lineage_rdf.sources.framework_keys import own_settings
from lineage_rdf.sources.llamafactory_data import find_table
from lineage_rdf.sources.reader import InputFile, Reader, Reading

KIND: Final = "llamafactory"
STAGES: Final[Mapping[str, str]] = {
    "pt": "continued-pretraining",
    "sft": "sft",
    "rm": "reward-modelling",
    "ppo": "ppo",
    "dpo": "dpo",
    "kto": "kto",
}
TUNING: Final[Mapping[str, str]] = {"full": "full", "freeze": "frozen-subset", "oft": "oft"}
_MODEL_KEYS: Final = ("model_name_or_path", "model")
_RUNS: Final = frozenset({"learning_rate", "num_train_epochs", "max_steps", "per_device_train_batch_size"})
OTHER_MODELS: Final = (("reward_model", "reward-model"), ("ref_model", "reference-model"))
_NOT_SETTINGS: Final = frozenset(
    {
        "reward_model",
        "ref_model",
        "model",
        "dataset",
        "eval_dataset",
        "quantization_method",
        "finetuning_type",
    }
)


def recognises(file: InputFile) -> bool:
    """Return whether the keys of a file are those of LLaMA-Factory."""
    keys = top_level_keys(file)
    if {"model_class", "train_dataset"} <= keys:
        return "model" in keys
    if "model_name_or_path" not in keys:
        return False
    if {"stage", "finetuning_type"} & keys or {"adapter_name_or_path", "export_dir"} <= keys:
        return True
    return {"dataset", "template"} <= keys


def read(reading: Reading) -> None:
    """Add what a LLaMA-Factory configuration says."""
    facts = ConfigFacts(reading, read_mapping(reading), KIND, prefix_of(reading.file))
    if not facts.value:
        return
    if facts.text("export_dir"):
        _read_export(facts)
    elif _trains(facts):
        _read_training(facts)
    else:
        message = "the configuration tells of running or measuring a model, not of training one"
        key = next((key for key in ("do_train", "do_predict") if key in facts.value), "")
        facts.warn(NOT_TRAINING, message, key, severity="info")


def _trains(facts: ConfigFacts) -> bool:
    if "do_train" in facts.value or facts.truth("do_predict"):
        return facts.truth("do_train")
    return bool(_RUNS & facts.value.keys())


def _read_export(facts: ConfigFacts) -> None:
    """Say that an adapter was folded into its model; with no adapter the export only rewrites files."""
    base = facts.model("model_name_or_path", "model_revision")
    adapters = words(facts.value.get("adapter_name_or_path"))
    if not adapters:
        facts.warn(
            NOT_TRAINING,
            "the configuration exports a model without an adapter",
            "export_dir",
            severity="info",
        )
        return
    facts.say("step-kind", "AdapterFolding", "export_dir")
    if base is not None:
        # The weights of both go in; the model is also what the adapter is loaded with.
        facts.say("base-model", base, "model_name_or_path")
        facts.say("adapter-for", base, "model_name_or_path")
    for adapter in adapters:
        facts.say("base-model", ModelReference(adapter), "adapter_name_or_path")
    hub = facts.model("export_hub_model_id")
    if hub is not None:
        facts.say("checkpoint", hub, "export_hub_model_id", name="export_hub_model_id")
    facts.say("checkpoint", folder_reference(str(facts.text("export_dir"))), "export_dir", name="export_dir")


def _read_training(facts: ConfigFacts) -> None:
    objective = _read_objective(facts)
    _read_models(facts)
    _read_parameterization(facts)
    roles = dataset_roles(objective)
    _read_datasets(facts, "dataset" if "dataset" in facts.value else "train_dataset", roles)
    _read_datasets(facts, "eval_dataset", ("validation",))
    say_results(facts)
    unused = frozenset() if _tuning(facts)[0] == "lora" else lora_keys(facts)
    say_settings(facts, extra=own_settings(KIND), skip=_NOT_SETTINGS | unused)


def _read_objective(facts: ConfigFacts) -> str | None:
    """Say the kind of step and the objective, and return the objective."""
    stage = facts.text("stage")
    objective = STAGES.get(stage) if stage else "sft"
    loss = facts.text("pref_loss")
    if objective == "dpo" and loss:
        objective = DPO_LOSSES.get(loss, "dpo")
    if objective is None:
        facts.say("method", str(stage), "stage")
        warn_unknown_method(facts, "stage", stage, "stage")
    elif stage:
        facts.say("objective", objective, "stage")
    else:
        facts.infer(
            "objective", objective, "stage", "without the key stage LLaMA-Factory trains on the given answers"
        )
    facts.say("step-kind", step_kind(objective), "stage")
    return objective


def _read_models(facts: ConfigFacts) -> None:
    key = facts.first(*_MODEL_KEYS) or _MODEL_KEYS[0]
    base = facts.model(key, "model_revision")
    earlier = words(facts.value.get("adapter_name_or_path"))
    if base is None:
        facts.warn(NO_MODEL, f"{key} is empty: the configuration names no model to start from", key)
    elif earlier:
        # Training goes on from the last adapter of the list; the others were folded in before.
        facts.say("base-model", ModelReference(earlier[-1]), "adapter_name_or_path")
    else:
        facts.say("base-model", base, key)
    if base is not None and _tuning(facts)[0] in {"lora", "oft"}:
        facts.infer("adapter-for", base, key, "the configuration trains an adapter on this model")
    for other, element in OTHER_MODELS:
        found = facts.model(other)
        if found is not None:
            facts.say(element, found, other)


def _tuning(facts: ConfigFacts) -> tuple[str | None, bool]:
    """Return what `finetuning_type` says, or which way other keys suggest, and whether it is said."""
    named = facts.text("finetuning_type")
    if named:
        return named, True
    if "model_class" in facts.value and not facts.value.get("peft_config"):
        return "full", False
    given = facts.truth("lora") or any(key.startswith("lora_") for key in facts.value)
    return ("lora", facts.truth("lora")) if given else (None, False)


def _read_parameterization(facts: ConfigFacts) -> None:
    name, stated = _tuning(facts)
    key = next((key for key in ("finetuning_type", "lora", "lora_rank") if key in facts.value), "model_class")
    if name == "lora":
        four_bit = number(facts.value.get("quantization_bit")) == 4
        say_lora(facts, key, dora="use_dora", rslora="use_rslora", four_bit=four_bit, stated=stated)
    elif name is not None and name in TUNING:
        reason = "" if stated else "without the key peft_config LLaMA-Factory trains all weights"
        facts.say("parameterization", TUNING[name], key, inferred=not stated, reason=reason)
    elif name:
        facts.say("method", name, key)
        warn_unknown_method(facts, "way of tuning", name, key)


def _read_datasets(facts: ConfigFacts, key: str, roles: tuple[str, ...]) -> None:
    """Say datasets, with their shares if they are mixed, by what dataset_info.json says of their names."""
    names = words(facts.value.get(key))
    table = find_table(facts)
    shares = words(facts.value.get("interleave_probs"))
    for at, name in enumerate(names):
        share = number(shares[at]) if len(shares) == len(names) and key != "eval_dataset" else None
        mention = DatasetMention(raw=name, roles=roles, mixture_share=share)
        if table is None or not table.say(facts, mention):
            say_dataset(facts, mention, key)


READER = Reader(
    KIND,
    "LLaMA-Factory configuration",
    recognises,
    read,
    Trust.TRAINING_CONFIG,
    recognised_by="model_name_or_path with stage, finetuning_type, or dataset and template (.yaml, .yml, .json)",
)
