"""Reads one run of MLflow's file store: `meta.yaml`, and one file for each parameter, metric and tag.

The layout is that of FileStore (https://mlflow.org/docs/latest/self-hosting/architecture/backend-store/).
"""

from __future__ import annotations

from typing import Any, Final

from lineage_rdf.claims import Trust
from lineage_rdf.sources.config_facts import number
from lineage_rdf.sources.config_text import read_mapping, top_level_keys
from lineage_rdf.sources.mlflow_facts import MlflowRun, say_mlflow_run
from lineage_rdf.sources.reader import InputFile, Reader, Reading, decode_text
from lineage_rdf.sources.tracked_run import NOT_FINE_TUNING

KIND: Final = "mlflow-run"
_PLACES: Final = {"params": "params/", "metrics": "metrics/", "tags": "tags/", "about": ""}


def recognises(file: InputFile) -> bool:
    """Return whether a file is the head of a run in a file store; experiments have a meta.yaml too."""
    return file.name == "meta.yaml" and {"run_id", "artifact_uri"} <= top_level_keys(file)


def read(reading: Reading) -> None:
    """Add what a run in a file store says."""
    about = read_mapping(reading)
    if about.get("lifecycle_stage") == "deleted":
        reading.problem(NOT_FINE_TUNING, "the run was deleted", locator="lifecycle_stage", severity="info")
        return
    parts: dict[str, dict[str, Any]] = {"params": {}, "metrics": {}, "tags": {}}
    for path, data in reading.file.parts:
        folder, _, name = path.partition("/")
        text = decode_text(data)
        if folder in parts:
            parts[folder][name] = _last_value(text) if folder == "metrics" else text.strip()
    run = MlflowRun(
        params=parts["params"], metrics=parts["metrics"], tags=parts["tags"], about=about, places=_PLACES
    )
    say_mlflow_run(reading, run)


def _last_value(text: str) -> Any:
    """Return the value in the last line of a metric's history: time, value and, in newer stores, step."""
    lines = text.strip().split("\n")
    words = lines[-1].split()
    return number(words[1]) if len(words) > 1 else None


READER = Reader(
    KIND,
    "run in MLflow's file store",
    recognises,
    read,
    Trust.MACHINE_STATE,
    recognised_by="meta.yaml with run_id and artifact_uri, with params, metrics and tags beside it",
)
