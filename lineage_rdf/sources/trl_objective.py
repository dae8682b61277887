"""What a configuration of TRL trains for: such a file does not name its trainer.

The objective follows from settings that only one trainer has, from the loss, from the name of the file, its folder or the
result, or from the columns of the data.
"""

from __future__ import annotations

import re
from typing import Any, Final

from lineage_rdf.sources.config_datasets import splits_of
from lineage_rdf.sources.config_facts import ConfigFacts, mappings
from lineage_rdf.sources.config_methods import DPO_LOSSES, PREFERENCE, step_kind

WORDS: Final = frozenset(
    {
        "sft",
        "dpo",
        "kto",
        "orpo",
        "cpo",
        "grpo",
        "ppo",
        "rloo",
        "simpo",
        "ipo",
        "bco",
        "xpo",
        "gkd",
        "prm",
        "rlvr",
    }
)
REWARD_WORDS: Final = frozenset({"rm", "reward", "reward_modeling", "reward-modeling"})
_BY_KEY: Final = (
    ("reward_funcs", "grpo"),
    ("num_generations", "grpo"),
    ("desirable_weight", "kto"),
    ("simpo_gamma", "simpo"),
    ("cpo_alpha", "cpo"),
    ("rloo_k", "rloo"),
    ("num_samples_per_prompt_rollout", "grpo"),
    ("apply_verifiable_reward", "rlvr"),
    ("lmbda", "gkd"),
)


def read_objective(facts: ConfigFacts) -> str | None:
    """Say the kind of step and the objective with the reason for it, and return the objective."""
    loss = facts.text("loss_type")
    from_path = _objective_of_path(facts.reading.file.path)
    if (
        loss is not None
        and loss in DPO_LOSSES
        and loss not in {"sigmoid", "ipo"}
        and from_path in {None, "dpo"}
    ):
        facts.say("objective", DPO_LOSSES[loss], "loss_type")
        facts.infer("step-kind", "FineTuning", "loss_type", "the loss belongs to preference training")
        return DPO_LOSSES[loss]
    found = _inferred(facts, from_path, loss)
    if found is None:
        facts.infer("step-kind", "FineTuning", "model_name_or_path", "the file configures a trainer")
        return None
    objective, key, reason = found
    facts.infer("objective", objective, key, reason)
    facts.infer("step-kind", step_kind(objective), key, reason)
    return objective


def _inferred(facts: ConfigFacts, from_path: str | None, loss: str | None) -> tuple[str, str, str] | None:
    """Return an objective, the key that tells it and the reason, the best reason first."""
    for key, objective in _BY_KEY:
        if facts.value.get(key) is not None and from_path is None:
            return objective, key, f"{key} is a setting of the trainer for this objective"
    if from_path == "dpo" and loss is not None and loss in DPO_LOSSES:
        return DPO_LOSSES[loss], "loss_type", "the name of the file or its folder says dpo, with this loss"
    if from_path:
        return from_path, "model_name_or_path", "the name of the file or its folder says so"
    if loss is not None and (loss in DPO_LOSSES or loss.startswith("dpo")):
        return (
            DPO_LOSSES.get(loss, "dpo"),
            "loss_type",
            "the loss is one of those of direct preference optimisation",
        )
    columns = {name for _, entry in mixture(facts) for name in splits_of(entry.get("columns"))}
    key, named = _objective_of_result(facts)
    pairs = {"chosen", "rejected"} <= columns
    if named and (named in PREFERENCE if pairs else not columns):
        return named, key, "the name of the result says so"
    if pairs:
        reason = "the data have a chosen and a rejected answer"
        return "preference-optimisation", "dataset_mixture", reason
    if "messages" in columns:
        return (
            "sft",
            "dataset_mixture",
            "the data are conversations and no setting of another objective stands here",
        )
    return None


def _objective_of_result(facts: ConfigFacts) -> tuple[str, str | None]:
    """Return where the result is named, and the objective that its name spells."""
    for key in ("hub_model_id", "output_dir"):
        name = (facts.text(key) or "").rstrip("/").rpartition("/")[2]
        if found := _objective_of_path(name):
            return key, found
    return "", None


def _objective_of_path(path: str) -> str | None:
    """Return the objective that a folder or file name spells, the innermost part first."""
    for part in reversed(path.casefold().split("/")):
        stem = part.rsplit(".", 1)[0] if part.endswith((".yaml", ".yml", ".json")) else part
        if stem in REWARD_WORDS:
            return "reward-modelling"
        named = [word for word in re.split(r"[^a-z0-9]+", stem) if word in WORDS]
        if len(set(named)) == 1:
            return named[0]
    return None


def mixture(facts: ConfigFacts) -> list[tuple[int, dict[str, Any]]]:
    """Return number and mapping of each entry of `dataset_mixture.datasets`."""
    found = facts.value.get("dataset_mixture")
    return mappings(found.get("datasets")) if isinstance(found, dict) else []
