"""Reads the index of a model that is spread over several weight files, such as model.safetensors.index.json.

It maps every tensor to its file (https://huggingface.co/docs/transformers/big_models); newer ones also give the number of
parameters. The size in bytes is that of the tensors and tells nothing of the lineage.
"""

from __future__ import annotations

import re
from typing import Final

from lineage_rdf.claims import Trust
from lineage_rdf.sources.config_facts import ConfigFacts
from lineage_rdf.sources.config_text import read_mapping
from lineage_rdf.sources.reader import InputFile, Reader, Reading
from lineage_rdf.sources.shards import MISSING_SHARD, few

_NAME: Final = re.compile(r"[^/]*\.(?:safetensors|bin)\.index(?:\.[\w-]+)?\.json\Z")


def recognises(file: InputFile) -> bool:
    """Return whether a file is the index of a model's weight files."""
    return bool(_NAME.match(file.name))


def read(reading: Reading) -> None:
    """Add what the index says, and report files that it names and that are not there."""
    facts = ConfigFacts(reading, read_mapping(reading), "weights-index", "$.", Trust.MACHINE_STATE)
    metadata = facts.value.get("metadata")
    count = metadata.get("total_parameters") if isinstance(metadata, dict) else None
    if type(count) is int and 0 < count < 1 << 63:
        facts.say("total-parameters", count, "metadata.total_parameters")
    places = facts.value.get("weight_map")
    names = sorted({name for name in places.values() if _is_name(name)}) if isinstance(places, dict) else []
    gone = [name for name in names if name not in reading.file.siblings]
    if not gone:
        return
    if len(gone) == len(names):
        message = f"none of the {len(names)} weight files that the index names is in the folder"
        facts.warn(MISSING_SHARD, message, "weight_map", "info")
    else:
        message = f"weight files that the index names are not in the folder: {few(gone)}"
        facts.warn(MISSING_SHARD, message, "weight_map")


def _is_name(value: object) -> bool:
    """Say whether a value is the plain name of a file; a path would lead out of the folder."""
    return isinstance(value, str) and bool(value) and not re.search(r"[/\\\0]", value)


READER = Reader(
    "weights-index",
    "index of weight files",
    recognises,
    read,
    Trust.MACHINE_STATE,
    recognised_by="the names *.safetensors.index.json and *.bin.index.json",
)
