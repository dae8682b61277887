"""Reads all_results.json, train_results.json, eval_results.json and their kin of the transformers Trainer."""

from __future__ import annotations

from typing import Final

from lineage_rdf.claims import Trust
from lineage_rdf.sources.config_facts import ConfigFacts, number
from lineage_rdf.sources.config_results import say_compute, say_results_of
from lineage_rdf.sources.config_settings import say_setting
from lineage_rdf.sources.config_text import read_mapping
from lineage_rdf.sources.reader import InputFile, Reader, Reading

_NAMES: Final = frozenset(
    f"{part}_results.json" for part in ("all", "train", "eval", "test", "predict", "generate")
)
_PROGRESS: Final = ("epoch", "global_step", "num_input_tokens_seen")


def recognises(file: InputFile) -> bool:
    """Return whether a file holds the results that the Trainer saves."""
    return file.name in _NAMES


def read(reading: Reading) -> None:
    """Add the results, and how far training had come."""
    facts = ConfigFacts(reading, read_mapping(reading), "results", "$.", Trust.MACHINE_STATE)
    say_results_of(facts, facts.value)
    say_compute(facts, facts.value.get("total_flos"), "total_flos")
    for key in _PROGRESS:
        if number(facts.value.get(key)):
            say_setting(facts, key, facts.value[key])


READER = Reader(
    "results",
    "results of the transformers Trainer",
    recognises,
    read,
    Trust.MACHINE_STATE,
    recognised_by="the names all_results.json, train_, eval_, test_, predict_ and generate_results.json",
)
