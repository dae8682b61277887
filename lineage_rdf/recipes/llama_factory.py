"""A step as a configuration of LLaMA-Factory (https://llamafactory.readthedocs.io/en/latest/advanced/arguments.html)."""

from __future__ import annotations

import json
from typing import Any, Final

from lineage_rdf.codec.numbers import plain
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
from lineage_rdf.sources.config_methods import DPO_LOSSES
from lineage_rdf.sources.llamafactory import OTHER_MODELS, STAGES, TUNING

_TRAINS: Final = "do_train"
# Losses that the key pref_loss takes; others of DPO_LOSSES are none of this framework.
_LOSSES: Final = ("ipo", "orpo", "simpo")
_SWITCHES: Final = {"dora": "use_dora", "rslora": "use_rslora"}


def write(draft: Draft) -> None:
    """Write the keys of LLaMA-Factory."""
    keys = assign_keys(draft)
    put_base(draft, "model_name_or_path", "model_revision", "adapter_name_or_path")
    put_other_models(draft, OTHER_MODELS)
    _put_objective(draft, keys)
    draft.put(_TRAINS, True, "step-kind")
    _put_parameterization(draft, keys)
    _put_datasets(draft, keys)
    put_settings(draft, keys)


def _put_objective(draft: Draft, keys: dict[str, Setting]) -> None:
    told = draft.method("objective", draft.facts.objective, "trains on the given answers")
    if told is None:
        return
    objective, doubt = told
    stages = {notation: stage for stage, notation in STAGES.items()}
    losses = {notation: loss for loss, notation in DPO_LOSSES.items() if loss in _LOSSES}
    if objective in stages:
        draft.put("stage", stages[objective], "objective", doubt)
    elif objective in losses or (objective in DPO_LOSSES.values() and "pref_loss" in keys):
        draft.put("stage", stages["dpo"], "objective", doubt)
        if "pref_loss" not in keys:
            draft.put(
                "pref_loss",
                losses[objective],
                "objective",
                f"inferred: the loss is how LLaMA-Factory is told of {objective}",
            )
    else:
        draft.leave_out("objective", objective, draft.no_key)


def _put_parameterization(draft: Draft, keys: dict[str, Setting]) -> None:
    told = draft.method("parameterization", draft.facts.parameterization, "trains an adapter of LoRA")
    if told is None:
        return
    name, doubt = told
    tuning = {notation: word for word, notation in TUNING.items()}
    if name in tuning:
        draft.put("finetuning_type", tuning[name], "parameterization", doubt)
    elif draft.facts.is_lora and (name in ("lora", "qlora") or name in _SWITCHES):
        draft.put("finetuning_type", "lora", "parameterization", doubt)
        switch = _SWITCHES.get(name)
        if switch and switch not in keys:
            draft.put(switch, True, "parameterization", doubt)
        if name == "qlora" and "quantization_bit" not in keys:
            draft.put("quantization_bit", 4, "bits", "inferred: QLoRA trains on weights with four bits")
    else:
        draft.leave_out("parameterization", name, draft.no_key)


def _put_datasets(draft: Draft, keys: dict[str, Setting]) -> None:
    told = []
    for data in datasets(draft):
        if "," in data.name:  # which parts names here
            draft.leave_out("dataset", data.name, "a name with a comma cannot be written")
        else:
            told.append(data)
    training = [data for data in told if not data.is_validation]
    held_out = [data for data in told if data.is_validation]
    if not training:
        tell_lacking_data(draft, "dataset")
    for key, found in (("dataset", training), ("eval_dataset", held_out)):
        if found:
            put_data(draft, key, ",".join(dict.fromkeys(data.name for data in found)), found)
            _tell_table(draft, key, found)
    shares = [data.use.mixture_share for data in training]
    of_all = [plain(share) for share in shares if share is not None]
    if training and len(of_all) == len({data.name for data in training}) and "interleave_probs" not in keys:
        draft.put("interleave_probs", ",".join(of_all), "mixture-share")


def _tell_table(draft: Draft, key: str, told: list[Data]) -> None:
    """Tell what of the data belongs into dataset_info.json, where LLaMA-Factory looks their names up."""
    for data in told:
        if not data.dataset.identifier:
            continue
        entry = {"hf_hub_url": data.name, "subset": data.use.configuration, "split": data.split}
        row: dict[str, Any] = {name: value for name, value in entry.items() if value}
        if "preference" in data.use.roles:
            row["ranking"] = True
        draft.remark(key, f"in dataset_info.json: {json.dumps({data.name: row}, ensure_ascii=False)}")
        for what, value in (
            ("dataset-configuration", data.use.configuration),
            ("dataset-split", data.split),
            ("dataset-revision", data.dataset.revision),
        ):
            if value:
                why = "no key of the configuration"
                draft.leave_out(
                    f"{what} of {data.name}",
                    value,
                    why if what == "dataset-revision" else f"{why}, but of dataset_info.json",
                )
