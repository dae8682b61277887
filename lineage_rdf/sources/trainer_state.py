"""Reads trainer_state.json, the running record of the transformers Trainer.

It names neither a base model nor data: it can only complete a step that something else tells of. The keys
are those of TrainerState
(https://huggingface.co/docs/transformers/main_classes/callback#transformers.TrainerState).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from lineage_rdf.claims import ModelReference, Trust
from lineage_rdf.claims.private import last_part
from lineage_rdf.sources.config_facts import ConfigFacts, mappings, number
from lineage_rdf.sources.config_results import say_compute, say_results_of
from lineage_rdf.sources.config_settings import say_setting
from lineage_rdf.sources.config_text import is_json, read_mapping, top_level_keys
from lineage_rdf.sources.reader import InputFile, Reader, Reading

_STATED: Final = ("epoch", "global_step", "train_batch_size", "eval_steps", "save_steps")
_COMPUTED: Final = ("max_steps", "num_train_epochs")
# What the Trainer puts for "without end" when the length of the data is not known.
_ENDLESS: Final = 2**63 - 1


def recognises(file: InputFile) -> bool:
    """Return whether a file is the record of a Trainer."""
    if file.name == "trainer_state.json":
        return True
    return is_json(file) and {"log_history", "global_step"} <= top_level_keys(file)


def read(reading: Reading) -> None:
    """Add what the record of a Trainer says."""
    facts = ConfigFacts(reading, read_mapping(reading), "trainer-state", "$.", Trust.MACHINE_STATE)
    for key in _STATED:
        say_setting(facts, key, facts.value.get(key))
    _read_computed(facts)
    seen = number(facts.value.get("num_input_tokens_seen"))
    if seen:
        say_setting(facts, "num_input_tokens_seen", facts.value["num_input_tokens_seen"])
    say_compute(facts, facts.value.get("total_flos"), "total_flos")
    best = facts.text("best_model_checkpoint")
    if best:
        facts.say("intermediate-checkpoint", ModelReference(last_part(best)), "best_model_checkpoint")
    _read_history(facts)


def _read_computed(facts: ConfigFacts) -> None:
    reason = (
        "the trainer works this number out from the settings and the length of the data, and rounds it up"
    )
    for key in _COMPUTED:
        value = facts.value.get(key)
        if isinstance(value, int | Decimal) and not isinstance(value, bool) and 0 < value < _ENDLESS:
            facts.infer("setting", value, key, reason, name=key)


def _read_history(facts: ConfigFacts) -> None:
    """Say the last evaluation, and the summary that the Trainer adds when it has come to the end."""
    last: dict[str, tuple[int, dict[str, Any]]] = {}
    for at, entry in mappings(facts.value.get("log_history")):
        for start in ("eval_", "train_loss"):
            if any(str(key).startswith(start) for key in entry):
                last[start] = at, entry
    for at, entry in last.values():
        say_results_of(facts, entry, f"log_history[{at}].")


READER = Reader(
    "trainer-state",
    "record of the transformers Trainer",
    recognises,
    read,
    Trust.MACHINE_STATE,
    recognised_by="the name trainer_state.json, or log_history with global_step (.json)",
)
