"""Reads wandb-summary.json, the last value of every metric of a Weights & Biases run.

See https://docs.wandb.ai/guides/track/log/log-summary.
"""

from __future__ import annotations

from typing import Final

from lineage_rdf.claims import Trust
from lineage_rdf.sources.config_facts import ConfigFacts
from lineage_rdf.sources.config_text import read_mapping
from lineage_rdf.sources.reader import InputFile, Reader, Reading
from lineage_rdf.sources.tracked_run import say_metrics

KIND: Final = "wandb-summary"


def recognises(file: InputFile) -> bool:
    """Return whether a file is the summary of a W&B run, which goes by its name."""
    return file.name == "wandb-summary.json"


def read(reading: Reading) -> None:
    """Add the results in the summary of a W&B run."""
    say_metrics(ConfigFacts(reading, read_mapping(reading), KIND, "$.", Trust.MACHINE_STATE))


READER = Reader(
    KIND,
    "summary of a Weights & Biases run",
    recognises,
    read,
    Trust.MACHINE_STATE,
    recognised_by="the name wandb-summary.json",
)
