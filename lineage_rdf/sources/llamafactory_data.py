"""The table in which LLaMA-Factory looks the names of datasets up: `dataset_info.json`.

Its keys are those of https://llamafactory.readthedocs.io/en/latest/getting_started/data_preparation.html. The
table is taken from the files that are read together with the configuration, and never from elsewhere.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from attrs import evolve, frozen

from lineage_rdf.claims import DatasetMention, Problem, Source
from lineage_rdf.sources.config_datasets import splits_of
from lineage_rdf.sources.config_facts import ConfigFacts, number
from lineage_rdf.sources.config_references import is_local, name_of
from lineage_rdf.sources.config_text import MALFORMED, MAX_RECOGNISED
from lineage_rdf.sources.json_text import JsonTextError, load_json
from lineage_rdf.sources.reader import InputFile

NAME: Final = "dataset_info.json"
_FOLDER: Final = "dataset_dir"
_DEFAULT: Final = "data"
_LEVELS: Final = 5


@frozen
class DatasetTable:
    """What a `dataset_info.json` says of the names in a configuration.

    Args:
        file: the table.
        entries: name -> what it stands for.
        reason: why this table is only thought to be the one that was used; empty if the configuration leads to it.
    """

    file: InputFile
    entries: dict[str, Any]
    reason: str = ""

    def say(self, facts: ConfigFacts, mention: DatasetMention) -> bool:
        """Say the repository that a name stands for, with the table as source; return whether there is one."""
        entry = self.entries.get(mention.raw)
        key = next((key for key in ("hf_hub_url", "ms_hub_url") if _has(entry, key)), None)
        if key is None or not isinstance(entry, dict):
            return False
        count = number(entry.get("num_samples"))
        found = evolve(
            mention,
            # A name of ModelScope is none of the Hub.
            raw=f"ms::{entry[key].strip()}" if key == "ms_hub_url" else entry[key].strip(),
            roles=("preference",)
            if entry.get("ranking") is True and mention.roles == ("training",)
            else mention.roles,
            configuration=name_of(entry.get("subset")),
            splits=splits_of(entry.get("split")),
            example_count=int(count) if count is not None and 0 < count < 10**15 else None,
        )
        locator = f"$.{mention.raw}.{key}"
        facts.say("dataset", found, key, inferred=bool(self.reason), reason=self.reason)
        source = Source(self.file.path, self.file.sha256, facts.reading.kind)
        facts.reading.claims[-1] = evolve(facts.reading.claims[-1], source=source, locator=locator)
        return True


def _has(entry: Any, key: str) -> bool:
    return isinstance(entry, dict) and name_of(entry.get(key)) is not None


def find_table(facts: ConfigFacts) -> DatasetTable | None:
    """Return the table of a configuration, if it lies among the files that are read.

    `dataset_dir` counts from where LLaMA-Factory was started, which is the folder of the configuration or one
    above it. A table beside the configuration is thought to be the one that was used.
    """
    file, folder = facts.reading.file, facts.text(_FOLDER) or _DEFAULT
    if not is_local(folder) or folder.startswith("."):
        for level in range(_LEVELS):
            found = file.other(f"{'../' * level}{folder}/{NAME}")
            if found is not None:
                return _table(facts, found, "")
    beside = file.other(NAME)
    reason = f"{NAME} lies beside the configuration, which names another folder"
    return _table(facts, beside, reason) if beside is not None else None


def _table(facts: ConfigFacts, file: InputFile, reason: str) -> DatasetTable | None:
    if len(file.data) > MAX_RECOGNISED:
        return None
    entries = _entries(file.text)
    if entries is None:
        source = Source(file.path, file.sha256, facts.reading.kind)
        message = "the table of datasets is not readable as JSON, so names stay as they are"
        problem = Problem(code=MALFORMED, message=message, source=source)
        if problem not in facts.reading.problems:
            facts.reading.problems.append(problem)
        return None
    return DatasetTable(file, entries, reason)


@lru_cache(maxsize=4)
def _entries(text: str) -> dict[str, Any] | None:
    try:
        value = load_json(text).value
    except JsonTextError:
        return None
    return value if isinstance(value, dict) else None
