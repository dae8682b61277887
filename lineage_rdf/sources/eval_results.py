"""Reads the files of `.eval_results/`, in which repositories on the Hub keep results of evaluations.

The keys are those of https://huggingface.co/docs/hub/eval-results: a list of results, each with the dataset of the
benchmark, its task and a value. Nothing in such a file is training data. Who sent a result in, and the token that
proves its run, are not read.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

from lineage_rdf.claims import ResultMention, Trust
from lineage_rdf.sources.config_facts import ConfigFacts, number
from lineage_rdf.sources.config_references import name_of
from lineage_rdf.sources.config_settings import setting_value
from lineage_rdf.sources.config_text import NOT_A_MAPPING, is_yaml, read_yaml
from lineage_rdf.sources.reader import InputFile, Reader, Reading

KIND: Final = "eval-results"
FOLDER: Final = ".eval_results"
INCOMPLETE: Final = "FTL-R145"
MAX_RESULTS: Final = 1_000
MAX_NOTE: Final = 100
_ENTRY = re.compile(rb"^[ \t]*-[ \t]+(?:dataset|value):", re.MULTILINE)
_TASK = re.compile(rb"^[ \t]+task_id:", re.MULTILINE)
_BEGINNING: Final = 10_000
# The name of the task where a benchmark has only one.
_ONLY_TASK: Final = "default"


def recognises(file: InputFile) -> bool:
    """Return whether a file holds results for the Hub: by its folder, or named alone by its entries."""
    if not is_yaml(file):
        return False
    start = file.data[:_BEGINNING]
    return bool(_ENTRY.search(start) and _TASK.search(start)) or file.folder.rpartition("/")[2] == FOLDER


def read(reading: Reading) -> None:
    """Add the results of a file to the model whose folder holds the folder of results."""
    value = read_yaml(reading)
    if value is None:
        return
    if not isinstance(value, list):
        reading.problem(NOT_A_MAPPING, "the outermost value is not a list of results", severity="violation")
        return
    above, _, last = reading.file.folder.rpartition("/")
    stage = above if last == FOLDER else reading.file.folder
    for at, entry in enumerate(value[:MAX_RESULTS]):
        facts = ConfigFacts(reading, {}, KIND, f"[{at}].", Trust.CARD_YAML, stage=stage)
        result = _result(entry)
        if result is None:
            facts.warn(INCOMPLETE, "a result names no dataset or gives no number", "")
        else:
            facts.say("evaluation-result", result, "value")


def _result(entry: Any) -> ResultMention | None:
    dataset = entry.get("dataset") if isinstance(entry, dict) else None
    name = name_of(dataset.get("id")) if isinstance(dataset, dict) else None
    found = number(entry.get("value")) if name else None
    if found is None or not isinstance(dataset, dict):
        return None
    revision = name_of(dataset.get("revision"))
    return ResultMention(
        metric=_metric(name_of(dataset.get("task_id")), entry.get("notes")),
        value=Decimal(found),
        dataset=f"{name}@{revision}" if revision else name,
    )


def _metric(task: str | None, notes: Any) -> str:
    """Return what is measured: the task, with the note on the conditions, by which results of one task are told apart."""
    metric = "value" if task is None or task == _ONLY_TASK else task[:MAX_NOTE]
    note = setting_value(notes)
    return f"{metric} ({note})" if isinstance(note, str) and len(note) <= MAX_NOTE else metric


READER = Reader(
    KIND,
    "evaluation results for the Hub",
    recognises,
    read,
    Trust.CARD_YAML,
    recognised_by="the folder .eval_results, or entries with dataset, task_id and value (.yaml, .yml)",
)
