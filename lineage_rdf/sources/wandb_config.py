"""Reads config.yaml of a Weights & Biases run: `key: {desc, value}` for each parameter, and `_wandb` about the run.

The layout is that of https://docs.wandb.ai/guides/track/config. What W&B notes of the machine and the person
(host, e-mail, paths, command line) is not looked at; of its record of the code only commit and public address
are.
"""

from __future__ import annotations

import re
from typing import Any, Final

from lineage_rdf.claims import CodeMention, Trust
from lineage_rdf.claims.address import web_address
from lineage_rdf.claims.identity import is_commit
from lineage_rdf.sources.config_facts import ConfigFacts
from lineage_rdf.sources.config_references import name_of
from lineage_rdf.sources.config_text import is_yaml, read_mapping, top_level_keys
from lineage_rdf.sources.reader import InputFile, Reader, Reading
from lineage_rdf.sources.tracked_run import iso_time, say_run

KIND: Final = "wandb-config"
_RUN_FOLDER = re.compile(r"(?:^|/)((?:offline-)?run-\d{8}_\d{6}-\w{1,40})/files$")


def recognises(file: InputFile) -> bool:
    """Return whether a file is the configuration of a W&B run."""
    return is_yaml(file) and bool({"_wandb", "wandb_version"} & top_level_keys(file))


def read(reading: Reading) -> None:
    """Add what the configuration of a W&B run says."""
    mapping = read_mapping(reading)
    if not mapping:
        return
    about = _unwrapped(mapping.get("_wandb"))
    values = {
        key: _unwrapped(value) for key, value in mapping.items() if key not in {"_wandb", "wandb_version"}
    }
    facts = ConfigFacts(reading, values, KIND, "", Trust.MACHINE_STATE)
    if not say_run(facts):
        return
    run = _RUN_FOLDER.search(reading.file.folder)
    if run:
        # W&B names the folder by time and identifier of the run; the files lie in `files` below it.
        facts.say("stage-name", run[1], "")
    if isinstance(about, dict):
        _read_about(ConfigFacts(reading, about, KIND, "_wandb.", Trust.MACHINE_STATE))


def _unwrapped(value: Any) -> Any:
    return value["value"] if isinstance(value, dict) and "value" in value else value


def _read_about(facts: ConfigFacts) -> None:
    version = facts.text("python_version")
    if version:
        facts.say("software-versions", version, "python_version", name="python")
    started = iso_time(facts.value.get("start_time"))
    if started:
        facts.say("started", started, "start_time")
    records = facts.value.get("e")
    for name, record in records.items() if isinstance(records, dict) else ():
        git = record.get("git") if isinstance(record, dict) else None
        if isinstance(git, dict):
            _read_code(facts, git, f"e.{name}.git")
            return


def _read_code(facts: ConfigFacts, git: dict[str, Any], key: str) -> None:
    commit = name_of(git.get("commit"))
    if commit and is_commit(commit):
        repository = web_address(name_of(git.get("remote")))
        facts.say("code-revision", CodeMention(repository=repository, revision=commit), f"{key}.commit")


READER = Reader(
    KIND,
    "configuration of a Weights & Biases run",
    recognises,
    read,
    Trust.MACHINE_STATE,
    recognised_by="_wandb or wandb_version at its top (.yaml, .yml)",
)
