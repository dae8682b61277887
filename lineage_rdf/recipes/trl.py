"""A step as a configuration of TRL's scripts (https://huggingface.co/docs/trl/script_utils)."""

from __future__ import annotations

from typing import Any, Final

from lineage_rdf.recipes.draft import Draft
from lineage_rdf.recipes.settings import assign_keys, put_settings
from lineage_rdf.recipes.things import (
    Data,
    datasets,
    put_base,
    put_data,
    put_other_models,
    tell_lacking_data,
)
from lineage_rdf.records import Setting
from lineage_rdf.sources.config_methods import DPO_LOSSES, REWARD_MODELLING
from lineage_rdf.sources.trl_config import OTHER_MODELS
from lineage_rdf.sources.trl_objective import WORDS

_REWARD: Final = "reward"
_SWITCHES: Final = {"dora": "use_dora", "rslora": "use_rslora", "qlora": "load_in_4bit"}
_WHY: Final = "inferred: {} is how TRL is told of {}"


def write(draft: Draft) -> None:
    """Write the keys of TRL."""
    keys = assign_keys(draft)
    put_base(draft, "model_name_or_path", "model_revision")
    put_other_models(draft, OTHER_MODELS)
    _tell_objective(draft, keys)
    _put_parameterization(draft, keys)
    _put_datasets(draft)
    put_settings(draft, keys)


def trainer_of(objective: str | None) -> str | None:
    """Return the word by which TRL's commands and people's files know the trainer for an objective; None for no objective."""
    if objective is None:
        return None
    if objective in REWARD_MODELLING - WORDS:
        return _REWARD
    if objective in WORDS - DPO_LOSSES.keys() or objective in ("orpo", "simpo"):
        return objective
    return "dpo" if objective in DPO_LOSSES.values() else None


def _tell_objective(draft: Draft, keys: dict[str, Setting]) -> None:
    """Tell of the trainer, for which there is no key, and write the loss that makes the difference."""
    told = draft.method("objective", draft.facts.objective, "has no trainer to run")
    if told is None:
        return
    objective, doubt = told
    trainer = trainer_of(objective)
    if trainer is None:
        draft.leave_out("objective", objective, draft.no_key)
        return
    draft.say(
        f"objective: {objective}; TRL has no key for it, it is the trainer that is run: {trainer}", doubt
    )
    losses = {notation: loss for loss, notation in DPO_LOSSES.items() if notation not in ("dpo", trainer)}
    if objective == "simpo":
        losses["simpo"] = "simpo"
    if objective in losses and "loss_type" not in keys:
        draft.put("loss_type", losses[objective], "objective", _WHY.format("the loss", objective))


def _put_parameterization(draft: Draft, keys: dict[str, Setting]) -> None:
    told = draft.method("parameterization", draft.facts.parameterization, "trains all weights")
    if told is None:
        return
    name, doubt = told
    if name == "full":
        draft.put("use_peft", False, "parameterization", doubt)
    elif name == "lora" or name in _SWITCHES:
        draft.put("use_peft", True, "parameterization", doubt)
        switch = _SWITCHES.get(name)
        if switch and switch not in keys:
            draft.put(switch, True, "parameterization", doubt or _WHY.format("the switch", name))
    else:
        draft.leave_out("parameterization", name, draft.no_key)


def _put_datasets(draft: Draft) -> None:
    """Write one dataset under `dataset_name`, with the split that is held out, or several as a list."""
    told = list(datasets(draft))
    training = [data for data in told if not data.is_validation]
    held_out = [data for data in told if data.is_validation]
    for data in told:
        if data.dataset.revision:
            draft.leave_out(f"dataset-revision of {data.name}", data.dataset.revision, draft.no_key)
    if not training:
        tell_lacking_data(draft, "dataset_name")
    elif len(training) == 1:
        _put_one(draft, training[0], held_out)
        return
    else:
        put_data(draft, "datasets", [_entry(data) for data in training], training)
    for data in held_out:
        _leave_out(draft, data)


def _put_one(draft: Draft, data: Data, held_out: list[Data]) -> None:
    put_data(draft, "dataset_name", data.name, [data])
    if data.use.configuration:
        draft.put("dataset_config", data.use.configuration, "dataset-configuration")
    if data.split:
        draft.put("dataset_train_split", data.split, "dataset-split")
    free = True
    for other in held_out:
        same = (other.use.dataset, other.use.configuration) == (data.use.dataset, data.use.configuration)
        if same and other.split and free:
            put_data(draft, "dataset_test_split", other.split, [other])
            free = False
        else:
            _leave_out(draft, other)


def _leave_out(draft: Draft, data: Data) -> None:
    split = f" ({data.split})" if data.split else ""
    draft.leave_out("validation data", f"{data.name}{split}", draft.no_key)


def _entry(data: Data) -> dict[str, Any]:
    told = {"path": data.name, "name": data.use.configuration, "split": data.split}
    return {key: value for key, value in told.items() if value}
