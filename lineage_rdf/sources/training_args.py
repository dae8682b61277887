"""Reads the arguments of one training run as tools save them.

Three forms: the arguments of the transformers Trainer, training_params.json of AutoTrain
(https://huggingface.co/docs/autotrain), and llamaboard_config.yaml of the web page of LLaMA-Factory, whose
keys begin with `top.` and `train.`.
"""

from __future__ import annotations

from typing import Final

from lineage_rdf.claims import DatasetMention, ModelReference, Trust
from lineage_rdf.sources.config_datasets import say_dataset, words
from lineage_rdf.sources.config_facts import ConfigFacts
from lineage_rdf.sources.config_methods import (
    dataset_roles,
    folder_reference,
    say_lora,
    say_results,
    step_kind,
)
from lineage_rdf.sources.config_settings import lora_keys, say_settings
from lineage_rdf.sources.config_text import is_json, is_yaml, prefix_of, read_mapping
from lineage_rdf.sources.llamaboard import is_board, name_places, say_shown_base, without_parts
from lineage_rdf.sources.llamafactory_data import find_table
from lineage_rdf.sources.reader import InputFile, Reader, Reading

KIND: Final = "training-args"
_NAMES: Final = frozenset({"training_args", "training_params", "llamaboard_config", "training_arguments"})
_BASES: Final = ("model_name_or_path", "model_id", "model", "base_model", "pretrained_model_name_or_path")
_DATA: Final = ("dataset_name", "dataset_id", "data_path", "dataset")
_TRAINERS: Final = {name: name for name in ("sft", "dpo", "orpo", "kto", "ppo", "grpo")} | {
    "reward": "reward-modelling"
}
_BOARD_STAGES: Final = {
    "Supervised Fine-Tuning": "sft",
    "Reward Modeling": "reward-modelling",
    "PPO": "ppo",
    "DPO": "dpo",
    "KTO": "kto",
    "Pre-Training": "continued-pretraining",
}
_BOARD_TUNING: Final = {"full": "full", "freeze": "frozen-subset"}
_NOT_SETTINGS: Final = frozenset(
    {*_BASES, *_DATA, "chat_template", "trainer", "log_level", "reward_model", "finetuning_type"}
)
_ONLY_FOR: Final = (
    ("dpo", "pref_"),
    ("dpo", "dpo_"),
    ("ppo", "ppo_"),
    ("freeze", "freeze_"),
    ("kto", "kto_"),
)
# Arguments that only the trainer of one objective has; each trainer of TRL saves all of its own.
_ONLY_OF: Final = (
    ("num_generations", "grpo"),
    ("desirable_weight", "kto"),
    ("precompute_ref_log_probs", "dpo"),
    ("cpo_alpha", "cpo"),
    ("center_rewards_coefficient", "reward-modelling"),
    ("dataset_text_field", "sft"),
)
_OTHER_MODELS: Final = (("model_ref", "reference-model"), ("reward_model", "reward-model"))
# Settings of AutoTrain that the scheme hyperparameter does not know.
_EXTRA: Final = frozenset({"quantization", "merge_adapter", "add_eos_token", "unsloth"})
_FOUR_BIT: Final = frozenset({"int4", "nf4", "4bit"})


def recognises(file: InputFile) -> bool:
    """Return whether a file holds the saved arguments of a training run."""
    return (is_json(file) or is_yaml(file)) and file.name.rsplit(".", 1)[0] in _NAMES


def read(reading: Reading) -> None:
    """Add what the saved arguments of a training run say."""
    value = read_mapping(reading)
    if not value:
        return
    board = is_board(value)
    facts = ConfigFacts(reading, without_parts(value) if board else value, KIND, prefix_of(reading.file))
    reason = "the arguments of a training run lie here"
    objective = _read_objective(facts)
    facts.infer("step-kind", step_kind(objective), facts.first("trainer", "training_stage") or "", reason)
    base = _read_base(facts, board)
    lora = _read_parameterization(facts)
    if lora and base is not None:
        key = facts.first(*_BASES) or "model_name"
        facts.infer("adapter-for", base, key, "the run trains an adapter on this model")
    for key, element in _OTHER_MODELS:
        other = facts.model(key)
        if other is not None:
            facts.say(element, other, key)
    _read_data(facts, dataset_roles(objective))
    say_results(facts)
    _read_repository(facts)
    say_settings(facts, extra=_EXTRA, skip=_NOT_SETTINGS | _unused(facts, objective, lora))
    if board:
        name_places(reading, value)


def _unused(facts: ConfigFacts, objective: str | None, lora: bool) -> frozenset[str]:
    """Return the keys of other ways of training than the one that ran; these tools save them all."""
    starts = [start for name, start in _ONLY_FOR if name not in (objective, facts.text("finetuning_type"))]
    others = frozenset(key for key in facts.value if key.startswith(tuple(starts)))
    if objective == "sft" and facts.text("trainer"):
        # AutoTrain has one form for all of its trainers.
        others |= {"max_prompt_length", "max_completion_length"}
    return others | (frozenset() if lora else lora_keys(facts))


def _read_objective(facts: ConfigFacts) -> str | None:
    for key, table in (("trainer", _TRAINERS), ("training_stage", _BOARD_STAGES)):
        objective = table.get(facts.text(key) or "")
        if objective:
            facts.say("objective", objective, key)
            return objective
    for key, objective in _ONLY_OF:
        if facts.value.get(key) is not None and not facts.text("trainer"):
            facts.infer(
                "objective", objective, key, f"{key} is an argument of the trainer for this objective"
            )
            return objective
    return None


def _read_base(facts: ConfigFacts, board: bool) -> ModelReference | None:
    key = facts.first(*_BASES)
    base = facts.model(key, "model_revision") if key else None
    if key and base is not None:
        facts.say("base-model", base, key)
    shown = say_shown_base(facts) if board else None
    return base or shown


def _read_parameterization(facts: ConfigFacts) -> bool:
    """Say which values training changed, and return whether by LoRA."""
    tuning = facts.text("finetuning_type")
    if tuning == "lora" or facts.truth("peft"):
        key = "finetuning_type" if tuning else "peft"
        four_bit = facts.text("quantization") in _FOUR_BIT or facts.value.get("quantization_bit") in (4, "4")
        say_lora(facts, key, dora="use_dora", rslora="use_rslora", four_bit=four_bit)
        return True
    if tuning in _BOARD_TUNING:
        facts.say("parameterization", _BOARD_TUNING[str(tuning)], "finetuning_type")
    elif facts.value.get("peft") is False:
        facts.infer("parameterization", "full", "peft", "without an adapter the tool trains all weights")
    return False


def _read_data(facts: ConfigFacts, roles: tuple[str, ...]) -> None:
    key = next((name for name in _DATA if words(facts.value.get(name))), None)
    table = find_table(facts)
    splits = [(facts.text("train_split"), roles), (facts.text("valid_split"), ("validation",))]
    for name in words(facts.value.get(key)) if key else ():
        named = [(split, used) for split, used in splits if split] or [("", roles)]
        if name == f"{facts.text('project_name')}/autotrain-data":
            # AutoTrain prepares the data in a folder of the project, which only looks like a Hub identifier.
            name = f"./{name}"
        for split, used in named:
            mention = DatasetMention(raw=name, roles=used, splits=(split,) if split else ())
            if table is None or not table.say(facts, mention):
                say_dataset(facts, mention, str(key))


def _read_repository(facts: ConfigFacts) -> None:
    """Say where AutoTrain puts the result: at `repo_id`, under account and project, or in a folder called like the project."""
    repository = facts.model("repo_id")
    owner, project = facts.text("username"), facts.text("project_name")
    if repository is not None:
        facts.say("checkpoint", repository, "repo_id", name="repo_id")
    elif owner and project and facts.truth("push_to_hub"):
        reason = "the tool uploads the result under the account and the name of the project"
        result = ModelReference(f"{owner}/{project}")
        facts.infer("checkpoint", result, "project_name", reason, name="project_name")
    elif project and facts.text("data_path"):
        reason = "the tool writes the result into a folder with the name of the project"
        facts.infer("checkpoint", folder_reference(project), "project_name", reason, name="project_name")


READER = Reader(
    KIND,
    "saved arguments of a training run",
    recognises,
    read,
    Trust.TRAINING_CONFIG,
    recognised_by="the names training_args, training_arguments, training_params and llamaboard_config (.yaml, .yml, .json)",
)
