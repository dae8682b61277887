"""What trackers keep of a training run, a flat list of parameters and one of metrics, as claims.

Trackers take whatever a script hands them, so a run is told only if it looks like fine-tuning: it names a model
that it starts from, or has at least two hyperparameters that the scheme knows and a sign that a model was tuned.
Numbers alone are those of any training, also from scratch, and of no use to a lineage.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from lineage_rdf.claims import ModelReference, ResultMention
from lineage_rdf.claims.identity import identify
from lineage_rdf.sources.config_datasets import say_named, words
from lineage_rdf.sources.config_facts import ConfigFacts, number
from lineage_rdf.sources.config_methods import PREFERENCE, dataset_roles, say_lora, say_results, step_kind
from lineage_rdf.sources.config_references import name_of
from lineage_rdf.sources.config_results import measured, say_compute
from lineage_rdf.sources.config_settings import is_setting, lora_keys, say_setting, say_settings
from lineage_rdf.vocabulary.schemes import lookup

NO_BASE: Final = "FTL-R120"
NOT_FINE_TUNING: Final = "FTL-R123"
_BASES: Final = (
    "model_name_or_path",
    "base_model_name_or_path",
    "pretrained_model_name_or_path",
    "base_model",
)
_HINTS: Final = ("_name_or_path", "model_name", "model_id", "model")
_DATA: Final = ("dataset_name", "dataset_id", "train_dataset", "dataset", "datasets")
_EVALUATED: Final = ("eval_dataset", "eval_dataset_name", "validation_dataset")
_OBJECTIVES: Final = ("objective", "training_method", "trainer", "trainer_type")
_OTHER_MODELS: Final = (
    ("teacher_model_name_or_path", "teacher-model"),
    ("ref_model_name_or_path", "reference-model"),
    ("reward_model_path", "reward-model"),
)
_NOT_SETTINGS: Final = frozenset((*_BASES, *_HINTS, *_DATA, *_EVALUATED, *_OBJECTIVES, "task"))
# The Trainer logs the whole configuration of the model; these parts of it are for generating text, or about its
# layers, and go by the names of training settings.
_OF_THE_MODEL: Final = frozenset(
    {"temperature", "top_k", "top_p", "max_length", "rope_scaling", "text_config", "vision_config",
     "generation_config", "task_specific_params", "quantization_config", "router_aux_loss_coef"}
)  # fmt: skip
# Objectives that only a model that is there already is trained with; others, such as PPO, also train from scratch.
_OF_TUNING: Final = PREFERENCE | {"sft", "grpo", "rloo", "rlvr", "gkd"}
_TUNED = re.compile(r"(?:^|[._/-])(?:fine_?-?tun\w*|pretrained\w*|init_checkpoint)", re.IGNORECASE)
_NO: Final = (None, False, 0, "", "False", "false", "None", "none", "no")
_DATA_NAME = re.compile(r"[^\n{}()<>]{1,200}\Z")
_PROGRESS: Final = ("epoch", "global_step")
_LIBRARIES: Final = (
    ("transformers_version", "transformers"),
    ("peft_version", "peft"),
    ("trl_version", "trl"),
)


def say_run(facts: ConfigFacts) -> bool:
    """Add what the parameters of one run say.

    Args:
        facts: the parameters, numbers as numbers or as text.

    Returns:
        Whether the run looks like fine-tuning; if not, nothing but a problem is added.
    """
    base = _base(facts)
    if base is None and (why_not := _why_not(facts)):
        facts.warn(NOT_FINE_TUNING, f"the run names no model that it starts from and {why_not}", "", "info")
        return False
    objective = _say_objective(facts)
    if base is None:
        facts.warn(NO_BASE, "no parameter of the run names the model that it starts from", "")
    else:
        _say_base(facts, *base, objective)
    lora = _say_parameterization(facts, base[1] if base else None)
    _say_data(facts, objective)
    say_results(facts)
    for key, library in _LIBRARIES:
        version = facts.text(key)
        if version:
            facts.say("software-versions", version.split("@", 1)[0], key, name=library)
    # Without a base the run may be of any kind of model, and beta then most often is not the one of DPO.
    unsure = frozenset({"beta"}) if base is None else frozenset()
    say_settings(facts, skip=_NOT_SETTINGS | _unused(facts, lora) | unsure, unknown=False)
    return True


def looks_like_fine_tuning(facts: ConfigFacts) -> bool:
    """Return whether parameters name a model to start from, or hyperparameters with a sign of tuning; adds nothing."""
    named = facts.first(*_BASES) or any(identify(facts.text(key) or "").is_hub for key in _HINTS)
    return bool(named) or not _why_not(facts)


def _why_not(facts: ConfigFacts) -> str:
    """Return what is missing for a run without a base to look like fine-tuning, or an empty text."""
    if not _has_settings(facts.value):
        return "fewer than two known hyperparameters"
    return (
        "" if _is_tuning(facts) else "nothing in it tells that a model was tuned and not trained from scratch"
    )


def _is_tuning(facts: ConfigFacts) -> bool:
    """Return whether a run has an objective or an adapter of fine-tuning, or says that it starts from something."""
    objective = any(lookup("objective", facts.text(key) or "") in _OF_TUNING for key in _OBJECTIVES)
    adapter = any(facts.truth(key) for key in ("use_peft", "use_lora")) or _peft_of(facts) is not None
    rank = any(number(facts.value.get(key)) for key in ("lora_r", "lora_rank"))
    signs = (value for key, value in facts.value.items() if _TUNED.search(str(key)))
    return objective or adapter or rank or any(value not in _NO for value in signs)


def _has_settings(values: Mapping[str, Any]) -> bool:
    return sum(1 for key in values if key not in _NOT_SETTINGS and is_setting(key)) > 1


def _base(facts: ConfigFacts) -> tuple[str, ModelReference, bool] | None:
    """Return key and name of the model that a run starts from, and whether the key only hints at it."""
    key = facts.first(*_BASES)
    if key:
        found = facts.model(key, "model_revision")
        return (key, found, False) if found else None
    for key in _HINTS:
        name = facts.text(key)
        if name and identify(name).is_hub:
            return key, ModelReference(name), True
    return None


def _say_base(facts: ConfigFacts, key: str, base: ModelReference, hint: bool, objective: str | None) -> None:
    reason = "the run calls its model so, most often by the one whose weights it loads"
    facts.say("base-model", base, key, inferred=hint, reason=reason if hint else "")
    facts.infer("step-kind", step_kind(objective), key, "a run with hyperparameters that starts from a model")
    for other, element in _OTHER_MODELS:
        found = facts.model(other)
        if found is not None:
            facts.say(element, found, other)


def _say_objective(facts: ConfigFacts) -> str | None:
    for key in _OBJECTIVES:
        notation = lookup("objective", facts.text(key) or "")
        if notation:
            facts.say("objective", notation, key)
            return notation
    return None


def _say_parameterization(facts: ConfigFacts, base: ModelReference | None) -> bool:
    """Say which values training changed, where the run tells, and return whether an adapter."""
    switch = next((key for key in ("use_peft", "use_lora") if facts.truth(key)), None)
    switched_off = switch is None and any(key in facts.value for key in ("use_peft", "use_lora"))
    key = switch or next((key for key in ("lora_r", "lora_rank") if number(facts.value.get(key))), None)
    inner = _peft_of(facts)
    if inner is None and (key is None or switched_off):
        return False
    four_bit = facts.truth("load_in_4bit") or _is_four_bit(facts.value.get("quantization_config"))
    if inner is not None:
        return _say_peft(inner, base, four_bit)
    say_lora(
        facts, str(key), dora="use_dora", rslora="use_rslora", four_bit=four_bit, stated=switch is not None
    )
    if base is not None:
        facts.infer("adapter-for", base, str(key), "the run trains an adapter on this model")
    return True


def _is_four_bit(value: Any) -> bool:
    return isinstance(value, dict) and value.get("load_in_4bit") is True


def _peft_of(facts: ConfigFacts) -> ConfigFacts | None:
    """Return the adapter configuration that the Trainer logs, of the first adapter where they have names."""
    key, value = "peft_config", facts.value.get("peft_config")
    if isinstance(value, dict) and "peft_type" not in value:
        name, value = next(iter(value.items()), ("", None))
        key = f"{key}.{name}"
    if not isinstance(value, dict) or name_of(value.get("peft_type")) is None:
        return None
    return ConfigFacts(facts.reading, value, facts.kind, f"{facts.prefix}{key}.", facts.trust)


def _say_peft(inner: ConfigFacts, base: ModelReference | None, four_bit: bool) -> bool:
    notation = lookup("parameterization", inner.text("peft_type") or "")
    if notation == "lora":
        say_lora(inner, "peft_type", dora="use_dora", rslora="use_rslora", four_bit=four_bit)
    elif notation:
        inner.say("parameterization", notation, "peft_type")
    loaded = inner.model("base_model_name_or_path", "revision") or base
    if loaded is not None:
        inner.say("adapter-for", loaded, "base_model_name_or_path")
    say_settings(inner)
    return True


def _unused(facts: ConfigFacts, lora: bool) -> frozenset[str]:
    """Return the keys that are no settings of this run."""
    logged = {"_name_or_path", "architectures", "model_type"} & facts.value.keys()
    return (
        (_OF_THE_MODEL if logged else frozenset())
        | {"peft_config"}
        | (frozenset() if lora else lora_keys(facts))
    )


def _say_data(facts: ConfigFacts, objective: str | None) -> None:
    key = next((key for key in _DATA if _data_names(facts.value.get(key))), None)
    if key:
        say_named(facts, ((key, name) for name in _data_names(facts.value[key])), dataset_roles(objective))
    for key in _EVALUATED:
        say_named(facts, ((key, name) for name in _data_names(facts.value.get(key))), ("validation",))


def _data_names(value: Any) -> list[str]:
    """Return the names in a value; the way Python shows an object is no name."""
    return [name for name in words(value) if _DATA_NAME.match(name)]


def say_metrics(facts: ConfigFacts) -> None:
    """Add the metrics of a run as results, with how far it got and its compute."""
    for key, value in facts.value.items():
        name = _before_logging(str(key))
        if name in _PROGRESS and number(value):
            say_setting(facts, key, value, name)
        elif name == "total_flos":
            say_compute(facts, value, key)
        else:
            found = measured(name, value)
            if found is not None:
                split = "test" if name.startswith("test_") else None
                facts.say("evaluation-result", ResultMention(metric=name, value=found, split=split), key)


def _before_logging(name: str) -> str:
    """Return a metric's name as the Trainer has it: its loggers write `eval/loss` for `eval_loss` and put `train/` before others.

    That is `rewrite_logs` of transformers (https://huggingface.co/docs/transformers/main_classes/callback).
    """
    part, slash, rest = name.partition("/")
    if not slash:
        return name
    return f"{part}_{rest}" if part in {"eval", "test", "val", "valid", "validation"} else rest


def iso_time(seconds: Any) -> str | None:
    """Return seconds since 1970, UTC, as an ISO time to the second; None for anything that is no time."""
    found = number(seconds)
    if found is None or not 0 < found < Decimal(10) ** 11:
        return None
    return datetime.fromtimestamp(int(found), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def utc_time(text: Any) -> str | None:
    """Return an ISO time with its zone as UTC to the second; None for anything that is none."""
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
        # Near the first and the last year a zone leads out of the calendar.
        return found.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if found and found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def numbers_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values with what is a number in text as a number, as trackers write all values as text."""
    return {str(key): _typed(value) for key, value in values.items()}


def _typed(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value in {"True", "False"}:
        return value == "True"
    found = number(value)
    if found is None or len(value) > 40:
        return value
    return int(found) if re.fullmatch(r"-?\d+", value.strip()) else found
