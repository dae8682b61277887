"""Measured values as the transformers Trainer writes them, in results files and in its running record."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import Any

from lineage_rdf.claims import ResultMention
from lineage_rdf.sources.config_facts import ConfigFacts, number

_METRIC = re.compile(r"^(?:eval|test|predict|val|valid|validation)_\w|^train_loss$|^perplexity$")
# Speed and size of the run, which say nothing about how good the model is.
_NOT_A_METRIC = re.compile(
    r"_(?:runtime|samples|count|time|per_second|num_tokens|steps|mem\w*|step)$|_mem_|^eval_(?:step|epoch)$"
)
_EXAFLOP = Decimal(10) ** 18
_PRECISION = Context(prec=60)


def say_results_of(facts: ConfigFacts, values: dict[str, Any], at: str = "") -> None:
    """Add one `evaluation-result` claim for each measured value.

    Args:
        facts: the file.
        values: names and values as the Trainer writes them.
        at: what stands before a name in the locator.
    """
    for name, value in values.items():
        found = measured(str(name), value)
        if found is not None:
            split = "test" if str(name).startswith("test_") else None
            facts.say(
                "evaluation-result", ResultMention(metric=str(name), value=found, split=split), f"{at}{name}"
            )


def measured(name: str, value: Any) -> Decimal | None:
    """Return the value of a metric; None for the speed and size of a run and whatever else is no metric."""
    if not _METRIC.search(name) or _NOT_A_METRIC.search(name) or isinstance(value, str):
        return None
    return number(value)


def say_compute(facts: ConfigFacts, total: Any, key: str) -> None:
    """Add the compute of training in exaFLOP (10^18 operations); zero means that nobody counted."""
    operations = number(total)
    if operations is not None and operations > 0:
        facts.say("compute", _PRECISION.divide(operations, _EXAFLOP), key)
