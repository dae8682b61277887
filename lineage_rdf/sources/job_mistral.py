"""Reads fine-tuning jobs as Mistral describes them.

The keys are those of https://docs.mistral.ai/api/#tag/fine-tuning.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

from attrs import evolve

from lineage_rdf.claims import DatasetMention
from lineage_rdf.sources.config_facts import mappings, number
from lineage_rdf.sources.config_references import name_of
from lineage_rdf.sources.job_facts import Job, say_base, say_files, say_known, say_state, say_times
from lineage_rdf.sources.job_openai import say_metrics, whole

_OBJECTS: Final = frozenset({"job", "job.metadata"})
_SETTINGS: Final = ("training_steps", "learning_rate", "weight_decay", "warmup_fraction", "epochs",
                    "seq_len", "fim_ratio")  # fmt: skip
_PART = re.compile(r"[\w.-]{1,100}\Z", re.ASCII)


def is_job(value: dict[str, Any]) -> bool:
    """Return whether a mapping is a fine-tuning job of Mistral; batch jobs train on nothing."""
    name = value.get("object")
    return isinstance(name, str) and name in _OBJECTS and "training_files" in value


def read_job(job: Job) -> None:
    """Add what a job says."""
    facts = job.facts
    facts.say("step-kind", "FineTuning", "object")
    if (facts.text("job_type") or "").casefold() == "classifier":
        facts.say("objective", "supervised-task-training", "job_type")
    else:
        reason = "the service fine-tunes on given answers"
        facts.infer("objective", "sft", "job_type" if "job_type" in facts.value else "object", reason)
    say_base(job)
    say_files(job, "training_files", ("training",))
    say_files(job, "validation_files", ("validation",))
    _say_repositories(job)
    result = facts.text("fine_tuned_model")
    if result and job.outcome != "failed":
        facts.say("checkpoint", job.hosted(result), "fine_tuned_model")
    say_known(job.inside("hyperparameters").facts, _SETTINGS)
    say_known(facts, ("trained_tokens",))
    _say_checkpoints(job)
    say_state(job)
    say_times(job)


def _say_repositories(job: Job) -> None:
    """Say the repositories of code that were trained on; the token beside them is never read."""
    for at, entry in mappings(job.facts.value.get("repositories")):
        owner, name = name_of(entry.get("owner")), name_of(entry.get("name"))
        if not (owner and name and _PART.match(owner) and _PART.match(name)):
            continue
        weight = number(entry.get("weight"))
        mention = DatasetMention(
            raw=f"https://github.com/{owner}/{name}",
            revision=name_of(entry.get("commit_id")) or name_of(entry.get("ref")),
            mixture_share=Decimal(weight) if weight is not None and weight > 0 else None,
            description=f"the repository of code {owner}/{name} on GitHub",
        )
        job.facts.say("dataset", mention, f"repositories[{at}]")


def _say_checkpoints(job: Job) -> None:
    """Say the checkpoints of the job, which have a step and measured values and no name."""
    for at, entry in mappings(job.facts.value.get("checkpoints")):
        step = whole(entry.get("step_number"))
        if step is not None:
            name, prefix = f"step {step}", f"{job.facts.prefix}checkpoints[{at}]."
            one = evolve(job, facts=evolve(job.facts, value=entry, prefix=prefix))
            one.facts.say("intermediate-checkpoint", step, "step_number", name=name)
            say_metrics(one, name)
