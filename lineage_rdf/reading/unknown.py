"""What to say of a file that no reader knows: what it is, as far as its name tells, and what to read instead."""

from __future__ import annotations

import re

from lineage_rdf.reading.weights import is_weight_file
from lineage_rdf.sources.config_text import top_level_keys
from lineage_rdf.sources.llamafactory_data import NAME as TABLE
from lineage_rdf.sources.reader import InputFile

_SUFFIXES = {
    ".csv": (
        "a table of values tells of no training by itself",
        "give the cards or configurations of its models",
    ),
    ".tsv": (
        "a table of values tells of no training by itself",
        "give the cards or configurations of its models",
    ),
    ".py": (
        "programs are not read, and never run",
        "give the configuration or the card that the program wrote",
    ),
    ".ipynb": (
        "notebooks are not read, and never run",
        "give the configuration or the card that the notebook wrote",
    ),
    ".xml": ("XML is not read", "write the document as JSON; CycloneDX and SPDX have both forms"),
    ".toml": ("TOML is not read", "write the configuration as YAML or JSON"),
    ".zip": ("archives are not opened", "unpack it and give the folder"),
    ".tar": ("archives are not opened", "unpack it and give the folder"),
    ".gz": ("archives are not opened", "unpack it and give the folder"),
}
_NAMES = {
    TABLE: (
        "a table of datasets names no model",
        "give the folder that holds it together with the training configuration that uses it",
    ),
    "MLmodel": (
        "the saved model is none of transformers with a source that is named",
        "give the run or the configuration of its training",
    ),
}
_SUFFIX = re.compile(r"\.[a-z0-9]+\Z")
_SCHEMA = frozenset({"$schema", "properties"})


def unknown_file(file: InputFile) -> tuple[str, str]:
    """Return what is wrong with a file as input, and what to do instead."""
    suffix = _SUFFIX.search(file.name.casefold())
    known = _NAMES.get(file.name) or _SUFFIXES.get(suffix[0] if suffix else "")
    if known is not None:
        return known
    if is_weight_file(file.name):
        return ("pickled weights are never opened, only hashed", "give the folder they lie in, with --hash")
    if b"\0" in file.data[:4096]:
        return ("not a text file", "give a card, a config, a state file or an RDF file")
    if top_level_keys(file) >= _SCHEMA:
        return ("a schema says what documents look like and tells of no model", "give a document")
    return ("no reader knows this kind of file", "see docs/inputs.md for the files that are read")
