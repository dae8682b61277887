"""A step as a configuration of axolotl (https://docs.axolotl.ai/docs/config-reference.html)."""

from __future__ import annotations

from typing import Any

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
from lineage_rdf.sources.axolotl import OBJECTIVES, SWITCHES


def write(draft: Draft) -> None:
    """Write the keys of axolotl."""
    keys = assign_keys(draft)
    put_base(draft, "base_model", "revision_of_model", "lora_model_dir")
    put_other_models(draft, ())
    _put_objective(draft)
    _put_parameterization(draft, keys)
    _put_datasets(draft)
    put_settings(draft, keys)


def _put_objective(draft: Draft) -> None:
    told = draft.method("objective", draft.facts.objective, "trains on the given answers")
    if told is None:
        return
    objective, doubt = told
    values = {notation: value for value, notation in OBJECTIVES.items()}
    switches = {notation: key for key, notation in SWITCHES.items()}
    if objective in values:
        draft.put("rl", values[objective], "objective", doubt)
    elif objective in switches:
        draft.put(switches[objective], True, "objective", doubt)
    elif objective == "sft":
        draft.say("objective: sft, which axolotl trains for without the key rl", doubt)
    else:
        draft.leave_out("objective", objective, draft.no_key)


def _put_parameterization(draft: Draft, keys: dict[str, Any]) -> None:
    told = draft.method("parameterization", draft.facts.parameterization, "trains all weights")
    if told is None:
        return
    name, doubt = told
    if name in ("lora", "qlora"):
        draft.put("adapter", name, "parameterization", doubt)
        if name == "qlora" and "load_in_4bit" not in keys:
            draft.put(
                "load_in_4bit", True, "load_in_4bit", "inferred: QLoRA trains on weights with four bits"
            )
    elif name in ("dora", "rslora"):
        draft.put("adapter", "lora", "parameterization", doubt)
        switch = f"peft_use_{name}"
        if switch not in keys:
            draft.put(switch, True, "parameterization", doubt)
    elif name == "full":
        draft.say("parameterization: full, which axolotl trains without the key adapter", doubt)
    elif name != "frozen-subset" or "unfrozen_parameters" not in keys:
        draft.leave_out("parameterization", name, draft.no_key)


def _put_datasets(draft: Draft) -> None:
    places: dict[str, list[Data]] = {}
    for data in datasets(draft):
        key = (
            "test_datasets" if data.is_validation else "pretraining_dataset" if data.is_corpus else "datasets"
        )
        places.setdefault(key, []).append(data)
    if not places.keys() & {"datasets", "pretraining_dataset"}:
        tell_lacking_data(draft, "datasets")
    for key, found in places.items():
        put_data(draft, key, [_entry(data) for data in found], found)


def _entry(data: Data) -> dict[str, Any]:
    told = {
        "path": data.name,
        "revision": data.dataset.revision,
        "name": data.use.configuration,
        "split": data.split,
    }
    return {key: value for key, value in told.items() if value}
