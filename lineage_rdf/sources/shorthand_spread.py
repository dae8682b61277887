"""Hands details that a text says once to the stages they are for (decisions section 2.7)."""

from __future__ import annotations

from typing import Final

from lineage_rdf.sources.shorthand_facts import Fact, Stage

TRAINING: Final = ("FineTuning", "RewardModelTraining", "Distilling")
# Settings of a loss that compares or samples answers: they mean nothing where a model only imitates.
_OF_PREFERENCE: Final = ("beta", "loss_type", "num_generations", "temperature")
_IMITATING: Final = ("sft", "instruction-tuning", "continued-pretraining", "rejection-sampling")
_OF_ADAPTER: Final = ("rank", "r", "lora_alpha", "lora_dropout")


def spread_trailing(stages: list[Stage]) -> None:
    """Give the details behind the last stage to every stage that lacks them (decisions section 2.7)."""
    last = stages[-1]
    reason = "said once behind the last stage, and this stage says nothing else"
    for stage in stages[:-1]:
        give(stage, last.trailing, reason)
    last.facts, last.trailing = [*last.facts, *last.trailing], []


def give(stage: Stage, facts: list[Fact], reason: str) -> list[Fact]:
    """Add the facts a stage lacks, as inferred ones if there is a reason, and return which those were."""
    own = list(stage.facts)
    # A rank fits a stage that has an adapter, so the parameterization comes first.
    ordered = sorted(facts, key=lambda item: item.element != "parameterization")
    given: list[Fact] = []
    for fact in ordered:
        if _fits(stage, own, fact):
            stage.facts.append(fact.as_inferred(reason) if reason else fact)
            given.append(fact)
    return given


def _fits(stage: Stage, own: list[Fact], fact: Fact) -> bool:
    """Return whether a stage lacks a fact that was said for several."""
    if stage.kind not in TRAINING or any(
        (item.element, item.key) == (fact.element, fact.key) for item in own
    ):
        return False
    if fact.key in _OF_ADAPTER and set(stage.values("parameterization")) <= {"full"}:
        return False
    return not (fact.key in _OF_PREFERENCE and any(item in _IMITATING for item in stage.values("objective")))
