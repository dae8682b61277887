"""The two axes of a method in configurations of any tool: what was optimised, which values were changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lineage_rdf.claims import ModelReference
from lineage_rdf.sources.config_facts import ConfigFacts
from lineage_rdf.sources.config_references import is_local

UNKNOWN_METHOD = "FTL-R037"
NOT_TRAINING = "FTL-R039"
PREFERENCE: Final = frozenset(
    {"dpo", "ipo", "apo-zero", "apo-down", "kto", "bco", "cpo", "simpo", "orpo", "tpo", "reward-modelling",
     "prm", "preference-optimisation"}
)  # fmt: skip
REWARD_MODELLING: Final = frozenset({"reward-modelling", "prm"})
DISTILLING: Final = frozenset({"gkd", "gold", "minillm", "distillation"})

# Names of DPO losses in TRL, and what they are called as objectives; those not here are variants of DPO.
DPO_LOSSES: Final[Mapping[str, str]] = {
    "sigmoid": "dpo",
    "ipo": "ipo",
    "apo_zero": "apo-zero",
    "apo_down": "apo-down",
    "orpo": "orpo",
    "simpo": "simpo",
}


def step_kind(objective: str | None) -> str:
    """Return the class of the step that trains with an objective."""
    if objective in REWARD_MODELLING:
        return "RewardModelTraining"
    return "Distilling" if objective in DISTILLING else "FineTuning"


def dataset_roles(objective: str | None) -> tuple[str, ...]:
    """Return the role of the training data of an objective."""
    return ("preference",) if objective in PREFERENCE else ("training",)


def say_lora(
    facts: ConfigFacts, key: str, *, dora: str, rslora: str, four_bit: bool, stated: bool = True
) -> None:
    """Say which kind of LoRA a configuration trains.

    Args:
        facts: the configuration.
        key: where it says that LoRA is used.
        dora: the key that switches DoRA on.
        rslora: the key that switches the rank-stabilised scaling on.
        four_bit: whether the frozen weights are loaded with four bits, which makes it QLoRA
            (Dettmers et al. 2023, https://arxiv.org/abs/2305.14314).
        stated: whether the configuration says so itself; otherwise the tool's default does.
    """
    reason = "" if stated else "the configuration gives LoRA settings and names no other way of training"
    variants = [(flag, name) for flag, name in ((dora, "dora"), (rslora, "rslora")) if facts.truth(flag)]
    if four_bit:
        facts.infer("parameterization", "qlora", key, "LoRA on weights that are loaded with four bits")
    for flag, name in variants:
        facts.say("parameterization", name, flag)
    if not variants and not four_bit:
        facts.say("parameterization", "lora", key, inferred=not stated, reason=reason)


def warn_unknown_method(facts: ConfigFacts, what: str, name: object, key: str) -> None:
    """Note that a method has no term here, so that it stands in the lineage in the words of its source.

    Args:
        facts: the configuration.
        what: what kind of thing is named, for example "loss".
        name: the name it has there.
        key: where it is named.
    """
    facts.warn(UNKNOWN_METHOD, f"the {what} {name!r} is not known here; it is kept in words", key, "info")


def say_checkpoint_folder(facts: ConfigFacts, section: str) -> None:
    """Infer the result from the folder that a section on checkpoints names, unless the section is switched off.

    Args:
        facts: the configuration, flattened.
        section: dotted path of the section, which holds `checkpoint_dir` and `enabled`.
    """
    if facts.value.get(f"{section}.enabled") is not False:
        say_output_folder(facts, f"{section}.checkpoint_dir")


def say_results(facts: ConfigFacts) -> None:
    """Say what the result is called: its place on the Hub, and the folder it was written to."""
    hub = facts.model("hub_model_id", "hub_model_revision")
    if hub is not None:
        facts.say("checkpoint", hub, "hub_model_id", name="hub_model_id")
    say_output_folder(facts, "output_dir")


def say_output_folder(facts: ConfigFacts, key: str) -> None:
    """Infer the result from the folder that training writes to.

    Args:
        facts: the configuration.
        key: where the folder stands; its last part names the claim.
    """
    folder = facts.text(key)
    if folder is not None:
        reason = "the folder that training wrote to, which need not be the name of the model"
        facts.infer("checkpoint", folder_reference(folder), key, reason, name=key.rpartition(".")[2])


def folder_reference(folder: str) -> ModelReference:
    """Return a model that is known to lie in a folder.

    A relative folder gets `./` before it, so that `saves/run` does not pass for an identifier on the Hub.
    """
    return ModelReference(folder if is_local(folder) else f"./{folder}")
