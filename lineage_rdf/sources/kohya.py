"""Reads what the training scripts of kohya leave in the metadata of a safetensors file.

The keys begin with `ss_` (https://github.com/kohya-ss/sd-scripts, library/train_util.py and train_network.py). All values
are text, also numbers and mappings. Names of folders and of tags tell of private pictures and are never read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from attrs import evolve

from lineage_rdf.claims import CodeMention, DatasetMention
from lineage_rdf.claims.identity import is_commit
from lineage_rdf.claims.private import last_part
from lineage_rdf.sources.config_facts import ConfigFacts, number
from lineage_rdf.sources.config_settings import say_setting
from lineage_rdf.sources.json_text import JsonTextError, load_json
from lineage_rdf.vocabulary.schemes import lookup

_MARKS: Final = (
    "ss_network_module",
    "ss_learning_rate",
    "ss_sd_scripts_commit_hash",
    "ss_base_model_version",
)
_BASES: Final = ("ss_sd_model_name", "ss_base_model", "ss_pretrained_model_name_or_path")
_BASE_HASH: Final = "ss_new_sd_model_hash"
_SHA256: Final = re.compile(r"[0-9a-f]{64}\Z")
_LONGEST: Final = 1000
# Key -> the name under which the setting is known; the mark `ss_` says only which program wrote it.
_SETTINGS: Final = {
    "ss_network_dim": "r", "ss_network_alpha": "lora_alpha", "ss_learning_rate": "learning_rate", "ss_unet_lr": "unet_lr",
    "ss_text_encoder_lr": "text_encoder_lr", "ss_optimizer": "optimizer", "ss_lr_scheduler": "lr_scheduler",
    "ss_lr_warmup_steps": "lr_warmup_steps", "ss_num_epochs": "num_epochs", "ss_max_train_steps": "max_train_steps",
    "ss_seed": "seed", "ss_total_batch_size": "total_batch_size", "ss_batch_size_per_device": "batch_size_per_device",
    "ss_gradient_accumulation_steps": "gradient_accumulation_steps",
    "ss_gradient_checkpointing": "gradient_checkpointing", "ss_mixed_precision": "mixed_precision",
    "ss_clip_skip": "clip_skip", "ss_max_grad_norm": "max_grad_norm", "ss_noise_offset": "noise_offset",
    "ss_min_snr_gamma": "min_snr_gamma", "ss_network_dropout": "network_dropout", "ss_resolution": "resolution",
}  # fmt: skip


def is_kohya(metadata: Mapping[str, Any]) -> bool:
    """Return whether metadata are those of a training run of kohya's scripts."""
    return any(key in metadata for key in _MARKS)


def read_kohya(facts: ConfigFacts) -> None:
    """Add what the metadata of a training run say."""
    facts = evolve(facts, value={key: text for key, text in facts.value.items() if len(text) <= _LONGEST})
    mark = facts.first(*_MARKS)
    if mark is None:
        return
    facts.infer("step-kind", "FineTuning", mark, "a training script wrote these metadata")
    _read_base(facts)
    _read_method(facts)
    name = facts.text("ss_output_name")
    if name:
        facts.say("model-name", last_part(name), "ss_output_name")
    for key, name in _SETTINGS.items():
        if facts.text(key):
            say_setting(facts, key, facts.text(key), name=name)
    _read_data(facts)
    _read_run(facts)


def _read_base(facts: ConfigFacts) -> None:
    key = facts.first(*_BASES)
    base = facts.model(key) if key else None
    if base is None or key is None:
        return
    hashed = (facts.text(_BASE_HASH) or "").casefold()
    facts.say("base-model", evolve(base, digest=f"sha256:{hashed}" if _SHA256.match(hashed) else None), key)


def _read_method(facts: ConfigFacts) -> None:
    """Say the kind of adapter; LyCORIS names it among the arguments of its module."""
    module = facts.text("ss_network_module") or ""
    if module.startswith("networks.lora"):
        facts.say("parameterization", "lora", "ss_network_module")
    elif module.startswith("lycoris"):
        name = str(_mapping(facts, "ss_network_args").get("algo", ""))
        notation = lookup("parameterization", name) if name else None
        if notation:
            facts.say("parameterization", notation, "ss_network_args")
        elif name:
            facts.say("method", name, "ss_network_args")


def _mapping(facts: ConfigFacts, key: str) -> dict[str, Any]:
    try:
        value = load_json(facts.text(key) or "{}").value
    except JsonTextError:
        return {}
    return value if isinstance(value, dict) else {}


def _read_data(facts: ConfigFacts) -> None:
    """Say how many images there were; their folders are named after what they show, often persons."""
    found = number(facts.value.get("ss_num_train_images"))
    if found is not None and found > 0 and found == found.to_integral_value() and found < 1 << 63:
        mention = DatasetMention(description="images of the training run", example_count=int(found))
        facts.say("dataset", mention, "ss_num_train_images")


def _read_run(facts: ConfigFacts) -> None:
    for key, element in (("ss_training_started_at", "started"), ("ss_training_finished_at", "ended")):
        time = _time(facts.value.get(key))
        if time:
            facts.say(element, time, key)
    commit = facts.text("ss_sd_scripts_commit_hash") or ""
    if is_commit(commit):
        facts.say(
            "code-revision", CodeMention(name="sd-scripts", revision=commit), "ss_sd_scripts_commit_hash"
        )


def _time(value: Any) -> str | None:
    """Return seconds since 1970 as a time in UTC; None for what is none."""
    seconds = number(value)
    if seconds is None or not 0 < seconds < 10**10:
        return None
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
