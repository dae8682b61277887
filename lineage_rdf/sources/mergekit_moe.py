"""What mergekit-moe makes: one model of experts, out of the layers of several models and the attention of one.

The keys are those of https://github.com/arcee-ai/mergekit/blob/main/docs/moe.md. The prompts that place the gates are
left out: they are texts of people, and no settings.
"""

from __future__ import annotations

from typing import Final

from lineage_rdf.claims import MergeMention
from lineage_rdf.sources.config_facts import NO_MODEL, ConfigFacts, mappings
from lineage_rdf.sources.config_settings import compact, say_setting
from lineage_rdf.sources.mergekit_models import MergeModels, parse_model

METHOD: Final = "mixture of experts"
_EXPERTS: Final = ("experts", "shared_experts")
_PART_SETTINGS: Final = ("residual_scale", "noise_scale")
_SETTINGS: Final = ("gate_mode", "experts_per_token", "architecture", "dtype")


def is_moe(value: dict[str, object]) -> bool:
    """Return whether a configuration is one of mergekit-moe."""
    return "merge_method" not in value and any(
        entry.get("source_model") for _, entry in mappings(value.get("experts"))
    )


def say_moe(facts: ConfigFacts) -> None:
    """Add what a configuration of mergekit-moe says."""
    facts.say("step-kind", "Merging", "experts")
    facts.infer("method", METHOD, "experts", "the models of the configuration become experts of one model")
    models = MergeModels(facts)
    for name in _EXPERTS:
        for at, entry in mappings(facts.value.get(name)):
            key = f"{name}[{at}]"
            model, adapter = parse_model(entry.get("source_model"))
            if model is None:
                facts.warn(NO_MODEL, "an expert of the merge names no model", key)
                continue
            given = [f"{part}: {compact(entry[part])}" for part in _PART_SETTINGS if part in entry]
            lora = [f"lora: {adapter}"] if adapter else []
            models.say(
                MergeMention(model=model, parameters=(name, *lora, *given)), key, f"{key}.source_model"
            )
    base, _ = parse_model(facts.value.get("base_model"))
    if base is not None:
        # It gives attention and norms, so it is a part, also where it is one of the experts.
        models.say(MergeMention(model=base, parameters=("base_model",)), "base_model", "base_model")
    for key in _SETTINGS:
        say_setting(facts, key, facts.value.get(key))
