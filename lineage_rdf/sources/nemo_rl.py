"""Reads NeMo-RL configurations, with the values they take over from the files under `defaults`.

The keys are those of https://github.com/NVIDIA-NeMo/RL/tree/main/examples/configs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from lineage_rdf.claims import DatasetMention, Trust
from lineage_rdf.sources.config_datasets import NO_DATASET, say_dataset, splits_of
from lineage_rdf.sources.config_facts import NO_MODEL, ConfigFacts, mappings
from lineage_rdf.sources.config_inheritance import Inheritance, parents_of
from lineage_rdf.sources.config_methods import dataset_roles, say_checkpoint_folder, say_lora, step_kind
from lineage_rdf.sources.config_nested import interpolate, say_nested_settings
from lineage_rdf.sources.config_references import model_reference, name_of
from lineage_rdf.sources.config_settings import say_setting
from lineage_rdf.sources.config_text import is_yaml, prefix_of, read_mapping, top_level_keys
from lineage_rdf.sources.reader import InputFile, Neighbours, Reader, Reading
from lineage_rdf.sources.yaml_text import YamlTextError, load_yaml

KIND: Final = "nemo-rl"
TAKEN_OVER: Final = "FTL-R091"
_ALGORITHMS: Final[Mapping[str, str]] = {
    "sft": "sft", "dpo": "dpo", "rm": "reward-modelling", "grpo": "grpo", "distillation": "distillation",
}  # fmt: skip
_SECTIONS: Final = frozenset({*_ALGORITHMS, "policy", "loss_fn", "cluster", "checkpointing"})
_PARENT = re.compile(r"^defaults:[ \t]*(?:$|\[|[\"']?[^\s\"']+\.ya?ml\b)", re.MULTILINE)
# Names of the classes that load whatever `data_path` says.
_LOADERS: Final = frozenset(
    {"ResponseDataset", "PreferenceDataset", "BinaryPreferenceDataset", "openai_format", "OpenAIFormatDataset",
     "NemoGymDataset"}
)  # fmt: skip
_LORA: Final = (("policy.dtensor_cfg", "lora_cfg"), ("policy.megatron_cfg", "peft"))
_NOT_SETTINGS: Final = frozenset(
    {"logger", "env", "teacher", "policy.tokenizer", "policy.generation.vllm_cfg", "policy.generation.vllm_kwargs",
     "policy.generation.colocated", "policy.generation.sglang_cfg", "data.train", "data.validation",
     "policy.scheduler"}
)  # fmt: skip
_EXTRA: Final = frozenset(
    {"max_num_epochs", "max_num_steps", "preference_loss_weight", "normalize_rewards", "token_level_loss",
     "use_leave_one_out_baseline", "kl_type", "topk_logits_k", "policy.optimizer.kwargs.betas", "lr_decay_style",
     "lr_decay_iters", "max_rollout_turns", "use_importance_sampling_correction", "lr_warmup_init",
     *(f"{section}.{part}.{name}" for section, part in _LORA for name in ("dim", "alpha", "dropout")),
     *(f"{section}.{part}.match_all_linear" for section, part in _LORA)}
)  # fmt: skip


def recognises(file: InputFile) -> bool:
    """Return whether the sections of a file are those of NeMo-RL, some of which may stand in a parent."""
    keys = top_level_keys(file) if is_yaml(file) else frozenset()
    own = _SECTIONS & keys
    if "defaults" in keys:
        return bool(own) and bool(_PARENT.search(file.text))
    return "policy" in keys and len(own) > 1 and "model_name:" in file.text


def read(reading: Reading) -> None:
    """Add what a NeMo-RL configuration says, each value with the file it stands in as its source."""
    value = read_mapping(reading)
    if not value:
        return
    if _goes_on_elsewhere(reading.file):
        message = "another file of this folder goes on from this one and is read with its values"
        reading.problem(TAKEN_OVER, message, severity="info")
        return
    inheritance = Inheritance(reading)
    facts = ConfigFacts(reading, interpolate(inheritance.values(value)), KIND, prefix_of(reading.file))
    objective = _read_objective(facts)
    _read_models(facts, inheritance.whole)
    _read_parameterization(facts, inheritance.whole)
    _read_datasets(facts, dataset_roles(objective))
    say_checkpoint_folder(facts, "checkpointing")
    _read_settings(facts)
    inheritance.attribute()


def _goes_on_elsewhere(file: InputFile) -> bool:
    """Return whether a file of the same folder, which tells of the same stage, goes on from this one."""
    return file.path in _parents_in(file.others)


@lru_cache(maxsize=1)
def _parents_in(others: Neighbours) -> frozenset[str]:
    """Return the paths of the files that another file of their own folder goes on from."""
    found: set[str] = set()
    for file in others.files.values():
        if recognises(file) and "defaults" in top_level_keys(file):
            parents = (file.other(name) for name in _parents(file))
            found |= {parent.path for parent in parents if parent and parent.folder == file.folder}
            found.discard(file.path)
    return frozenset(found)


def _parents(file: InputFile) -> list[str]:
    try:
        value = load_yaml(file.text).value
    except YamlTextError:
        return []
    return parents_of(value) if isinstance(value, dict) else []


def _read_objective(facts: ConfigFacts) -> str | None:
    """Say the kind of step and the objective, and return the objective."""
    sections = {path.partition(".")[0] for path in facts.value if "." in path}
    named = [name for name in _ALGORITHMS if name in sections]
    by_name = [
        word for word in re.split(r"[^a-z0-9]+", facts.reading.file.name.casefold()) if word in _ALGORITHMS
    ]
    if len(named) == 1:
        objective, key = _ALGORITHMS[named[0]], next(p for p in facts.value if p.startswith(f"{named[0]}."))
        if objective == "dpo" and facts.text("dpo.preference_loss") == "ipo":
            objective, key = "ipo", "dpo.preference_loss"
        facts.say("objective", objective, key)
    elif by_name and (not named or by_name[0] in named):
        objective, key = _ALGORITHMS[by_name[0]], ""
        facts.infer("objective", objective, key, "the name of the file says so")
    else:
        facts.infer("step-kind", "FineTuning", "", "the file configures a trainer of NeMo-RL")
        return None
    facts.infer("step-kind", step_kind(objective), key, "the objective belongs to this kind of training")
    return objective


def _read_models(facts: ConfigFacts, whole: bool) -> None:
    key = "policy.model_name"
    base = facts.model(key)
    if base is not None:
        facts.say("base-model", base, key)
    else:
        where = "the configuration" if whole else "the part of the configuration that was read"
        facts.warn(NO_MODEL, f"{key} is empty: {where} names no model to start from", key)
    teacher = facts.model("teacher.model_name")
    if teacher is not None:
        facts.say("teacher-model", teacher, "teacher.model_name")


def _uses_megatron(facts: ConfigFacts) -> bool:
    return facts.truth("policy.megatron_cfg.enabled")


def _lora_section(facts: ConfigFacts) -> str | None:
    """Return the section that switches LoRA on for the backend that trains."""
    section, part = _LORA[_uses_megatron(facts)]
    return f"{section}.{part}" if facts.truth(f"{section}.{part}.enabled") else None


def _read_parameterization(facts: ConfigFacts, whole: bool) -> None:
    """Say what is trained; nothing is concluded from silence while a parent is missing."""
    section = _lora_section(facts)
    if section:
        say_lora(
            facts,
            f"{section}.enabled",
            dora=f"{section}.use_dora",
            rslora=f"{section}.use_rslora",
            four_bit=False,
        )
        base = model_reference(facts.value.get("policy.model_name"))
        if base is not None:
            reason = "the configuration trains an adapter on this model"
            facts.infer("adapter-for", base, "policy.model_name", reason)
    elif whole and facts.text("policy.model_name"):
        reason = "no adapter is switched on, and NeMo-RL then trains all weights"
        facts.infer("parameterization", "full", "policy.model_name", reason)


def _read_datasets(facts: ConfigFacts, roles: tuple[str, ...]) -> None:
    for section, used in (("data.train", roles), ("data.validation", ("validation",))):
        listed = facts.value.get(section)
        for at, entry in mappings(listed) if isinstance(listed, list) else []:
            _read_dataset(facts, entry, f"{section}[{at}]", used)
        entry = _section(facts, section)
        if entry:
            _read_dataset(facts, entry, section, used)
    data = _section(facts, "data")
    if "dataset_name" in data or "train_data_path" in data:
        older = {"data_path": data.get("train_data_path"), "split": data.get("train_split")}
        _read_dataset(facts, {**older, "dataset_name": data.get("dataset_name")}, "data", roles)
    if name_of(data.get("val_data_path")):
        held_out = {"data_path": data["val_data_path"], "split": data.get("val_split")}
        _read_dataset(facts, held_out, "data", ("validation",))


def _section(facts: ConfigFacts, section: str) -> dict[str, Any]:
    """Return the values that stand directly in a section."""
    start = f"{section}."
    inside = {path[len(start) :]: item for path, item in facts.value.items() if path.startswith(start)}
    return {name: item for name, item in inside.items() if "." not in name}


def _read_dataset(facts: ConfigFacts, entry: dict[str, Any], key: str, roles: tuple[str, ...]) -> None:
    name, path = name_of(entry.get("dataset_name")), name_of(entry.get("data_path"))
    raw = path or (None if name in _LOADERS else name)
    if raw is None or "${" in raw:
        facts.warn(NO_DATASET, "the section names no dataset that the file tells", key)
        return
    mention = DatasetMention(
        raw=raw,
        roles=roles,
        configuration=name_of(entry.get("subset")),
        splits=splits_of(entry.get("split")),
    )
    place = {"data": ("train_data_path", "dataset_name")}.get(key, ("data_path", "dataset_name"))
    if key == "data" and roles == ("validation",):
        place = ("val_data_path", "")
    say_dataset(facts, mention, f"{key}.{place[0] if path else place[1]}")


def _read_settings(facts: ConfigFacts) -> None:
    """Say the settings of the backend that trains; those of the others set nothing."""
    unused = {"policy.optimizer"} if _uses_megatron(facts) else {"policy.megatron_cfg"}
    lora = _lora_section(facts)
    unused |= {f"{section}.{part}" for section, part in _LORA if f"{section}.{part}" != lora}
    say_nested_settings(facts, extra=_EXTRA, skip=_NOT_SETTINGS | unused)
    if _uses_megatron(facts):
        return
    named = [name_of(entry.get("name")) for _, entry in mappings(facts.value.get("policy.scheduler"))]
    say_setting(facts, "policy.scheduler", ", ".join(name for name in named if name), "scheduler")


READER = Reader(
    KIND,
    "NeMo-RL configuration",
    recognises,
    read,
    Trust.TRAINING_CONFIG,
    recognised_by="its sections, or defaults with some of them (.yaml, .yml)",
)
