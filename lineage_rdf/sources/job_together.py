"""Reads fine-tuning jobs as Together describes them.

The keys are those of https://docs.together.ai/reference/get-fine-tunes-id. A name with an organisation in it, such as
the result's, is one of Together's own catalogue.
"""

from __future__ import annotations

import re
from typing import Any, Final

from lineage_rdf.claims import ModelReference
from lineage_rdf.sources.config_facts import NO_MODEL, number
from lineage_rdf.sources.config_methods import UNKNOWN_METHOD, dataset_roles
from lineage_rdf.sources.job_facts import Job, say_files, say_known, say_state, say_times

_ID = re.compile(r"ft-[\w-]+\Z", re.ASCII)
_OWN_KEYS: Final = frozenset(
    {
        "model_output_name",
        "output_name",
        "training_type",
        "training_method",
        "from_hf_model",
        "from_checkpoint",
    }
)
_OBJECTIVES: Final = {"sft": "sft", "dpo": "dpo"}
_TUNING: Final = {"full": "full", "lora": "lora"}
_SETTINGS: Final = {
    # The whole batch, not that of one device.
    "batch_size": "total_train_batch_size",
    **dict.fromkeys(
        ("n_epochs", "learning_rate", "warmup_ratio", "max_grad_norm", "weight_decay", "eval_steps",
         "n_checkpoints", "n_evals", "max_seq_length", "packing", "random_seed", "gradient_accumulation_steps"),
        "",
    ),
}  # fmt: skip
_METHOD: Final = ("train_on_inputs", "dpo_beta", "rpo_alpha", "simpo_gamma", "dpo_reference_free",
                  "dpo_normalize_logratios_by_length")  # fmt: skip
_LORA: Final = {
    **dict.fromkeys(("lora_r", "lora_alpha", "lora_dropout"), ""),
    "lora_trainable_modules": "lora_target_modules",
}


def is_job(value: dict[str, Any]) -> bool:
    """Return whether a mapping is a job of Together: it has a file to train on, and keys or an id of their kind."""
    identifier = value.get("id")
    own = bool(_OWN_KEYS & value.keys()) or (isinstance(identifier, str) and bool(_ID.match(identifier)))
    return own and isinstance(value.get("training_file"), str) and "status" in value


def read_job(job: Job) -> None:
    """Add what a job says."""
    job.facts.say("step-kind", "FineTuning", "training_file")
    roles = dataset_roles(_say_objective(job))
    _say_tuning(job)
    _say_base(job)
    lines = number(job.facts.value.get("trainingfile_numlines"))
    count = int(lines) if lines is not None and 0 < lines < 2**63 else None
    say_files(job, "training_file", roles, example_count=count)
    say_files(job, "validation_file", ("validation",))
    _say_result(job)
    say_known(job.facts, _SETTINGS)
    schedule = job.inside("lr_scheduler")
    say_known(schedule.facts, ("lr_scheduler_type",))
    say_known(schedule.inside("lr_scheduler_args").facts, ("min_lr_ratio", "num_cycles"))
    say_state(job)
    say_times(job)


def _say_objective(job: Job) -> str | None:
    """Say the objective; `training_method` is a mapping, and a plain text in requests."""
    part = job.inside("training_method")
    key, named = "training_method.method", part.facts.text("method")
    if named is None:
        key, named = "training_method", job.facts.text("training_method")
    say_known(part.facts, _METHOD)
    if "train_on_inputs" not in part.facts.value:
        say_known(job.facts, ("train_on_inputs",))
    if named is None:
        reason = "a job that names no method is a supervised one"
        job.facts.infer("objective", "sft", "training_file", reason)
        return "sft"
    objective = _OBJECTIVES.get(named.casefold())
    if objective:
        job.facts.say("objective", objective, key)
    else:
        _keep_in_words(job, named, key)
    return objective


def _say_tuning(job: Job) -> None:
    part = job.inside("training_type")
    key, named = "training_type.type", part.facts.text("type")
    if named is None:
        key, named = "training_type", job.facts.text("training_type")
    if named is None:
        return
    tuning = _TUNING.get(named.casefold())
    if tuning:
        job.facts.say("parameterization", tuning, key)
    else:
        _keep_in_words(job, named, key)
    if tuning != "full":
        say_known(part.facts, _LORA)


def _keep_in_words(job: Job, named: str, key: str) -> None:
    job.facts.say("method", named, key)
    message = f"the method {named[:40]!r} is not known here; it is kept in words"
    job.facts.warn(UNKNOWN_METHOD, message, key, "info")


def _say_base(job: Job) -> None:
    """Say what training started from: an earlier job, a repository of the Hub, or a model of the catalogue.

    Beside the first two, `model` only says what the start is built like.
    """
    facts = job.facts
    earlier, hub, raw = (
        facts.text("from_checkpoint"),
        facts.model("from_hf_model", "hf_model_revision"),
        facts.text("model"),
    )
    if earlier:
        facts.say("base-model", job.hosted(earlier), "from_checkpoint")
    elif hub:
        facts.say("base-model", hub, "from_hf_model")
    elif raw is None:
        facts.warn(NO_MODEL, "model is empty: the job names no model to start from", "model")
    elif "/" not in raw or raw.casefold().endswith("-reference"):
        # Copies that Together made for training end so; there are no repositories of that name.
        facts.say("base-model", job.hosted(raw), "model")
    else:
        reason = "the catalogue of Together names models like their repositories on the Hub"
        facts.infer("base-model", ModelReference(raw), "model", reason)


def _say_result(job: Job) -> None:
    facts = job.facts
    key = facts.first("model_output_name", "output_name")
    if job.outcome == "failed" or key is None:
        return
    facts.say("checkpoint", job.hosted(str(facts.text(key))), key, name="model_output_name")
    identifier = facts.text("id")
    if identifier:
        reason = "another job can name the result by the id of this one"
        facts.infer("checkpoint", job.hosted(identifier), "id", reason, name="id")
    repository = facts.model("hf_output_repo_name")
    if repository is not None:
        facts.say("checkpoint", repository, "hf_output_repo_name", name="hf_output_repo_name")
