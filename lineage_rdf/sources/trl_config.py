"""Reads configurations of TRL and its kin: recipes of the alignment handbook, open-r1 and open-instruct.

The keys are those of the script, model and trainer arguments of TRL
(https://huggingface.co/docs/trl/script_utils) and the `dataset_mixture` of
https://github.com/huggingface/alignment-handbook. What it trains for is told in `trl_objective`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from lineage_rdf.claims import DatasetMention, Trust
from lineage_rdf.sources.config_datasets import NO_DATASET, say_dataset, share_or_count, splits_of
from lineage_rdf.sources.config_facts import NO_MODEL, ConfigFacts, mappings
from lineage_rdf.sources.config_methods import (
    dataset_roles,
    say_lora,
    say_results,
)
from lineage_rdf.sources.config_references import name_of
from lineage_rdf.sources.config_settings import lora_keys, say_settings
from lineage_rdf.sources.config_text import prefix_of, read_mapping, top_level_keys
from lineage_rdf.sources.framework_keys import own_settings
from lineage_rdf.sources.reader import InputFile, Reader, Reading
from lineage_rdf.sources.trl_objective import mixture, read_objective

KIND: Final = "trl-config"
_MIXERS: Final = ("dataset_mixer", "dataset_mixer_list")
# The mixers of data to measure on, in the spellings of several versions of open-instruct.
_EVAL_MIXERS: Final = ("dataset_eval_mixer", "dataset_mixer_eval_list")
_SPLITS: Final[Mapping[str, tuple[str, ...]]] = {
    "dataset_mixer": ("dataset_train_splits", "dataset_splits"),
    "dataset_mixer_list": ("dataset_mixer_list_splits", "dataset_train_splits"),
    "dataset_eval_mixer": ("dataset_eval_splits",),
    "dataset_mixer_eval_list": ("dataset_mixer_eval_list_splits",),
}
_DATA_KEYS: Final = frozenset(
    {"dataset_mixture", "datasets", *_MIXERS, *_EVAL_MIXERS, "dataset_name", "train_file"}
)
_TRAINER_KEYS: Final = frozenset(
    {"use_peft", "lora_r", "reward_funcs", "num_generations", "loss_type", "max_prompt_length",
     "per_device_train_batch_size", "num_train_epochs"}
)  # fmt: skip
OTHER_MODELS: Final = (
    ("teacher_model_name_or_path", "teacher-model"),
    ("ref_model_name_or_path", "reference-model"),
    ("reward_model_path", "reward-model"),
    ("reward_model_name_or_path", "reward-model"),
)
_NOT_SETTINGS: Final = (_DATA_KEYS - {"dataset_mixture"}) | {"model_name_or_path", "task_type"}
# Settings of the kin of TRL that TRL itself does not have.
_OF_KIN: Final = frozenset(
    {"task_name", "use_lora", "concatenated_forward", "use_flash_attn", "label_pad_token_id"}
)


def recognises(file: InputFile) -> bool:
    """Return whether the keys of a file are those of a TRL configuration."""
    keys = top_level_keys(file)
    return "model_name_or_path" in keys and bool(keys & _DATA_KEYS or len(keys & _TRAINER_KEYS) > 1)


def read(reading: Reading) -> None:
    """Add what a TRL configuration says."""
    facts = ConfigFacts(reading, read_mapping(reading), KIND, prefix_of(reading.file))
    if not facts.value:
        return
    objective = read_objective(facts)
    _read_models(facts)
    _read_parameterization(facts)
    _read_datasets(facts, dataset_roles(objective))
    say_results(facts)
    unused = frozenset() if _uses_lora(facts) else lora_keys(facts)
    say_settings(facts, extra=own_settings(KIND) | _OF_KIN, skip=_NOT_SETTINGS | unused)


def _read_models(facts: ConfigFacts) -> None:
    base = facts.model("model_name_or_path", "model_revision")
    if base is None:
        key = "model_name_or_path"
        facts.warn(NO_MODEL, f"{key} is empty: the configuration names no model to start from", key)
    else:
        facts.say("base-model", base, "model_name_or_path")
        if _uses_lora(facts):
            reason = "the configuration trains an adapter on this model"
            facts.infer("adapter-for", base, "model_name_or_path", reason)
    for key, element in OTHER_MODELS:
        other = facts.model(key)
        if other is not None:
            facts.say(element, other, key)


def _uses_lora(facts: ConfigFacts) -> bool:
    switches = [key for key in ("use_peft", "use_lora") if key in facts.value]
    if switches:
        return any(facts.truth(key) for key in switches)
    return facts.value.get("lora_r") is not None


def _read_parameterization(facts: ConfigFacts) -> None:
    switch = next((key for key in ("use_peft", "use_lora") if key in facts.value), None)
    if _uses_lora(facts):
        four_bit = facts.truth("load_in_4bit") or facts.truth("use_qlora")
        key = switch or "lora_r"
        say_lora(
            facts, key, dora="use_dora", rslora="use_rslora", four_bit=four_bit, stated=switch is not None
        )
    else:
        reason = "no adapter is switched on, and TRL then trains all weights"
        facts.infer("parameterization", "full", switch or "model_name_or_path", reason)


def _read_datasets(facts: ConfigFacts, roles: tuple[str, ...]) -> None:
    for at, entry in mixture(facts):
        _read_entry(facts, entry, roles, f"dataset_mixture.datasets[{at}]")
    for key in _MIXERS:
        _read_mixer(facts, key, roles)
    for key in _EVAL_MIXERS:
        _read_mixer(facts, key, ("validation",))
    listed = mappings(facts.value.get("datasets"))
    for at, entry in listed:
        _read_entry(facts, entry, roles, f"datasets[{at}]")
    if not facts.value.get("dataset_mixture") and not listed:
        _read_named(facts, roles)


def _read_mixer(facts: ConfigFacts, key: str, roles: tuple[str, ...]) -> None:
    """Say the datasets of a mixer; splits stand beside it, one for all of them or one for each."""
    pairs = _pairs(facts.value.get(key))
    given = next((found for name in _SPLITS[key] if (found := splits_of(_words(facts.value.get(name))))), ())
    each = given * len(pairs) if len(given) == 1 else given
    for at, (name, amount) in enumerate(pairs):
        splits = (each[at],) if len(each) == len(pairs) else ()
        mention = DatasetMention(raw=name, roles=roles, splits=splits, **share_or_count(amount))
        say_dataset(facts, mention, f"{key}[{name}]")


def _words(value: Any) -> Any:
    return value.split() if isinstance(value, str) else value


def _read_entry(facts: ConfigFacts, entry: dict[str, Any], roles: tuple[str, ...], key: str) -> None:
    """Say one entry of a mixture: of the handbook by `id` and `config`, of TRL itself by `path` and `name`."""
    named = next((name for name in ("id", "path") if name_of(entry.get(name))), "id")
    raw = name_of(entry.get(named))
    if raw is None:
        facts.warn(NO_DATASET, "an entry of the mixture names no dataset", key)
        return
    mention = DatasetMention(
        raw=raw,
        roles=roles,
        revision=name_of(entry.get("revision")),
        configuration=name_of(entry.get("config" if named == "id" else "name")),
        splits=splits_of(entry.get("split")),
        used_share=share_or_count(entry.get("weight")).get("used_share"),
    )
    say_dataset(facts, mention, f"{key}.{named}")


def _pairs(mixer: Any) -> list[tuple[str, Any]]:
    """Return name and amount of each dataset of a mixer: a mapping, or a list in which they alternate."""
    mixer = _words(mixer)
    if isinstance(mixer, list):
        named = all(isinstance(name, str) for name in mixer[::2])
        return list(zip(mixer[::2], mixer[1::2], strict=False)) if named else []
    return [(str(name), amount) for name, amount in mixer.items()] if isinstance(mixer, dict) else []


def _read_named(facts: ConfigFacts, roles: tuple[str, ...]) -> None:
    raw = facts.text("dataset_name")
    if raw is None:
        local = facts.text("train_file")
        if local is not None:
            say_dataset(facts, DatasetMention(raw=local, roles=roles), "train_file")
        return
    configuration = facts.text("dataset_config") or facts.text("dataset_config_name")
    for key, used in (("dataset_train_split", roles), ("dataset_test_split", ("validation",))):
        split = facts.text(key)
        if split or key == "dataset_train_split":
            mention = DatasetMention(
                raw=raw, roles=used, configuration=configuration, splits=(split,) if split else ()
            )
            say_dataset(facts, mention, "dataset_name" if used == roles else key)


READER = Reader(
    KIND,
    "TRL or alignment handbook configuration",
    recognises,
    read,
    Trust.TRAINING_CONFIG,
    recognised_by="model_name_or_path with data or settings under the names of TRL (.yaml, .yml, .json)",
)
