"""Reads fine-tuning jobs of hosting services, alone or in lists: OpenAI, Together and Mistral."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from lineage_rdf.claims import Trust
from lineage_rdf.sources import job_mistral, job_openai, job_together
from lineage_rdf.sources.config_facts import ConfigFacts
from lineage_rdf.sources.config_text import is_json, read_json
from lineage_rdf.sources.job_facts import KIND, Job, stage_of
from lineage_rdf.sources.json_text import JsonTextError, load_json, without_trailing_commas
from lineage_rdf.sources.reader import InputFile, Reader, Reading

LIST_GOES_ON: Final = "FTL-R103"
MAX_CHARACTERS: Final = 8_000_000
_JOBS: Final = frozenset({"fine_tuning.job", "fine-tune"})
_CHECKPOINT: Final = "fine_tuning.job.checkpoint"
_EVENTS: Final = frozenset({"fine_tuning.job.event", "fine-tune-event"})
_WORDS: Final = ("fine_tuning.job", '"fine-tune', "training_file")
_FIRST_OBJECT = re.compile(r'"object"\s*:\s*"([^"]*)"')
_HEAD: Final = 4_000

# Service, how one of its things is read, and which id names the job.
_Kind = tuple[str, Callable[[Job], None] | None, Callable[[dict[str, Any]], Any]]


def recognises(file: InputFile) -> bool:
    """Return whether a file holds jobs, their checkpoints or their events, even if its JSON is broken."""
    if not is_json(file) or len(file.data) > MAX_CHARACTERS:
        return False
    return any(word in file.text for word in _WORDS) and _holds_jobs(file.text)


@lru_cache(maxsize=16)
def _holds_jobs(text: str) -> bool:
    try:
        value = load_json(without_trailing_commas(text)[0]).value
    except JsonTextError:
        return any(_is_named(found[1]) for found in _FIRST_OBJECT.finditer(text[:_HEAD]))
    return any(_kind_of(item) for _, item in _items(value)[:20])


def _is_named(name: str) -> bool:
    return name in _JOBS | _EVENTS | {_CHECKPOINT}


def _items(value: Any) -> list[tuple[str, dict[str, Any]]]:
    """Return the things of a file with their JSON paths: those of a list, of a list object, or the one thing."""
    if isinstance(value, dict) and isinstance(value.get("data"), list) and "training_file" not in value:
        return [(f"$.data[{at}].", item) for at, item in enumerate(value["data"]) if isinstance(item, dict)]
    if isinstance(value, list):
        return [(f"$[{at}].", item) for at, item in enumerate(value) if isinstance(item, dict)]
    return [("$.", value)] if isinstance(value, dict) else []


def _kind_of(value: dict[str, Any]) -> _Kind | None:
    """Return whose job a mapping is and how it is read; None if it is no job, checkpoint or event."""
    name = value.get("object", "")
    if not isinstance(name, str):
        return None
    if job_together.is_job(value) and name in ("", "fine-tune"):
        return "together", job_together.read_job, _own_id
    if name in _EVENTS:
        return "", None, _own_id
    if name == _CHECKPOINT:
        return "openai", job_openai.read_checkpoint, job_openai.job_of_checkpoint
    if name in _JOBS:
        return "openai", job_openai.read_job, _own_id
    return ("mistral", job_mistral.read_job, _own_id) if job_mistral.is_job(value) else None


def _own_id(value: dict[str, Any]) -> Any:
    return value.get("id")


def read(reading: Reading) -> None:
    """Add what jobs and checkpoints say; events tell of the course of a job and add nothing."""
    value = read_json(reading, repair=True)
    for place, (prefix, item) in enumerate(_items(value), start=1):
        kind = _kind_of(item)
        service, read_one, id_of = kind or ("", None, _own_id)
        if read_one is None:
            continue
        stage = stage_of(reading.file.folder, id_of(item), place)
        keys = {str(key): part for key, part in item.items()}
        read_one(Job(ConfigFacts(reading, keys, KIND, prefix, stage=stage), service))
    if isinstance(value, dict) and value.get("has_more") is True and reading.claims:
        message = "the service had more to tell than this list holds"
        reading.problem(LIST_GOES_ON, message, locator="$.has_more", severity="info")


READER = Reader(
    KIND,
    "hosted fine-tuning job",
    recognises,
    read,
    Trust.TRAINING_CONFIG,
    recognised_by="object (fine_tuning.job, job), or training_file with the keys of Together (.json)",
)
