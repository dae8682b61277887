"""Reads fine-tuning jobs and their checkpoints as OpenAI describes them.

The keys are those of https://platform.openai.com/docs/api-reference/fine-tuning/object.
"""

from __future__ import annotations

import re
from typing import Any, Final

from lineage_rdf.claims import ResultMention
from lineage_rdf.sources.config_facts import number
from lineage_rdf.sources.config_methods import UNKNOWN_METHOD, dataset_roles
from lineage_rdf.sources.job_facts import Job, say_base, say_files, say_known, say_state, say_times

_OBJECTIVES: Final = {"supervised": "sft", "dpo": "dpo", "reinforcement": "reinforcement-learning"}
_SETTINGS: Final = {
    # The whole batch, not that of one device.
    "batch_size": "total_train_batch_size",
    **dict.fromkeys(
        ("n_epochs", "learning_rate_multiplier", "beta", "compute_multiplier", "eval_interval",
         "eval_samples", "reasoning_effort", "prompt_loss_weight"),
        "",
    ),
}  # fmt: skip
_METRICS: Final = (
    "train_loss",
    "train_mean_token_accuracy",
    "valid_loss",
    "valid_mean_token_accuracy",
    "full_valid_loss",
    "full_valid_mean_token_accuracy",
)
# `ft:`, the base, the organisation, a suffix and an id; a base that was itself tuned has colons of its own.
_BASE_OF_ID: Final = re.compile(r"ft:([\w.-]+):[^:]*:[^:]*:[^:]*(?::ckpt-step-\d+)?\Z")
_MAX_GRADERS: Final = 20


def read_job(job: Job) -> None:
    """Add what a job says."""
    facts = job.facts
    facts.say("step-kind", "FineTuning", "object")
    roles = dataset_roles(_say_objective(job))
    say_base(job)
    for key in ("training_file", "training_files"):
        say_files(job, key, roles)
    for key in ("validation_file", "validation_files"):
        say_files(job, key, ("validation",))
    result = facts.text("fine_tuned_model")
    if result and job.outcome != "failed":
        facts.say("checkpoint", job.hosted(result), "fine_tuned_model")
    _say_settings(job)
    _say_graders(job)
    say_state(job)
    say_times(job)


def _say_objective(job: Job) -> str | None:
    named = job.inside("method").facts.text("type")
    if named is None:
        reason = "a job without the key method is a supervised one"
        job.facts.infer("objective", "sft", "object", reason)
        return "sft"
    objective = _OBJECTIVES.get(named)
    if objective:
        job.facts.say("objective", objective, "method.type")
    else:
        job.facts.say("method", named, "method.type")
        message = f"the method {named[:40]!r} is not known here; it is kept in words"
        job.facts.warn(UNKNOWN_METHOD, message, "method.type", "info")
    return objective


def _say_settings(job: Job) -> None:
    """Say the hyperparameters of the method; those beside it, of earlier jobs, fill in what it leaves to the service."""
    method = job.inside("method")
    own = method.inside(method.facts.text("type") or "").inside("hyperparameters")
    older = job.inside("hyperparameters" if "hyperparameters" in job.facts.value else "hyperparams")
    settled = {key for key, value in own.facts.value.items() if value not in (None, "auto")}
    told = {key for key, value in older.facts.value.items() if value not in (None, "auto")}
    say_known(own.facts, {k: n for k, n in _SETTINGS.items() if k in settled or k not in told})
    left = {k: n for k, n in _SETTINGS.items() if k in told - settled or k not in own.facts.value}
    say_known(older.facts, left)
    say_known(job.facts, ("seed", "trained_tokens"))


def _say_graders(job: Job) -> None:
    """Say the models that grade samples in reinforcement fine-tuning."""
    part = job.inside("method").inside("reinforcement").inside("grader")
    several = part.inside("graders")
    for grader in (part, *(several.inside(name) for name in list(several.facts.value)[:_MAX_GRADERS])):
        raw = grader.facts.text("model")
        if raw:
            reason = "this model grades the samples, and the grade is the reward"
            grader.facts.infer("reward-model", grader.hosted(raw), "model", reason)


def read_checkpoint(job: Job) -> None:
    """Add a checkpoint that was saved on the way, with what was measured on it."""
    raw, step = job.facts.text("fine_tuned_model_checkpoint"), whole(job.facts.value.get("step_number"))
    if raw is None:
        return
    key = "fine_tuned_model_checkpoint"
    job.facts.infer("step-kind", "FineTuning", "object", "a fine-tuning job saved a checkpoint")
    if base := _BASE_OF_ID.match(raw):
        job.facts.infer(
            "base-model", job.hosted(base[1]), key, "the id of a checkpoint begins with its base model"
        )
    if step is None:
        job.facts.say("intermediate-checkpoint", job.hosted(raw), key, name=raw)
    else:
        job.facts.say("intermediate-checkpoint", step, key, name=raw)
    say_metrics(job, raw)


def say_metrics(job: Job, checkpoint: str) -> None:
    """Say what the service measured on a checkpoint."""
    metrics = job.inside("metrics").facts
    for name in _METRICS:
        measured = number(metrics.value.get(name))
        if measured is not None:
            result = ResultMention(metric=name, value=measured, model=job.hosted(checkpoint))
            metrics.say("evaluation-result", result, name)


def whole(value: Any) -> int | None:
    """Return a step number; None for anything but a whole number from 0."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def job_of_checkpoint(value: dict[str, Any]) -> Any:
    """Return the id of the job that saved a checkpoint."""
    return value.get("fine_tuning_job_id")
