"""How files name the form in which weights are stored, and its settings."""

from __future__ import annotations

from typing import Final

from lineage_rdf.claims import DatasetMention
from lineage_rdf.sources.config_bits import say_bits
from lineage_rdf.sources.config_facts import ConfigFacts
from lineage_rdf.sources.config_methods import warn_unknown_method
from lineage_rdf.sources.config_settings import say_settings
from lineage_rdf.vocabulary.schemes import lookup

_EXTRA: Final = frozenset(
    {
        "true_sequential",
        "static_groups",
        "version",
        "lm_head",
        "backend",
        "activation_scheme",
        "reduce_range",
        "modules_to_not_convert",
        "llm_int8_threshold",
        "format",
    }
)


def say_quantization(facts: ConfigFacts, key: str) -> None:
    """Say the method that stands at a key, the settings beside it, and the data for calibration.

    Args:
        facts: the mapping that holds the settings of the quantisation.
        key: where the method stands.
    """
    name = facts.text(key)
    notation = method_of(name)
    if notation:
        facts.say("quantization-method", notation, key)
    elif name:
        facts.say("method", name, key)
        warn_unknown_method(facts, "quantisation", name, key)
    calibration = facts.text("dataset")
    if calibration:
        facts.say("dataset", DatasetMention(raw=calibration, roles=("calibration",)), "dataset")
    say_bits(facts, notation)
    say_settings(facts, extra=_EXTRA, skip={key, "dataset", "producer"})


def method_of(name: str | None) -> str | None:
    """Return the notation of a method of quantisation by its name, which may have that of its maker before it."""
    if name is None:
        return None
    return lookup("quantization-method", name) or lookup("quantization-method", name.rpartition("/")[2])
