"""Which file to edit about a finding: the RDF file itself, a file that a reader read, or lineage.yaml of the model folder."""

from __future__ import annotations

import os
import re
from pathlib import PurePath
from typing import Final

from lineage_rdf.codec.syntax import is_rdf_name

LINEAGE_YAML: Final = "lineage.yaml"
# How a label ends that tells a step, see `records.Step.label`: what stands in brackets may be the folder of its stage.
_STEP: Final = re.compile(r"(?:\A|.* of )step [0-9]+ \(([^()]+)\)", re.DOTALL)


def file_of(origin: str, source: str = "") -> str:
    """Return the path of the file to edit, relative if the origin is; empty if nothing was read from a file.

    Args:
        origin: what was read: a folder, a file, `<standard input>`, shorthand, a store, or the address of an endpoint.
        source: path of a source below the folder that was read, if the finding is about one.
    """
    if not origin or origin.startswith("<") or "://" in origin:
        return ""
    if is_rdf_name(origin) and not os.path.isdir(origin):
        return PurePath(origin).as_posix()
    if is_store(origin):
        return ""
    if os.path.isdir(origin):
        return (PurePath(origin) / (source or LINEAGE_YAML)).as_posix()
    if os.path.isfile(origin):
        return (PurePath(origin).parent / (source or LINEAGE_YAML)).as_posix()
    return ""


def is_store(origin: str) -> bool:
    """Say whether what was read is the folder of an Oxigraph store, in which nobody edits a file."""
    return os.path.isfile(os.path.join(origin, "CURRENT"))


def is_lineage_yaml(file: str) -> bool:
    """Say whether a file to edit is a lineage.yaml."""
    return file.rpartition("/")[2] == LINEAGE_YAML


def stage_folder(label: str, file: str) -> str:
    """Return the folder of the stage that a node belongs to, as lineage.yaml names it; empty if nobody knows.

    Args:
        label: what a person calls the node, such as `step 2 (dpo)` or `max_steps of step 2 (dpo)`.
        file: path of the lineage.yaml. The name of a step may be no folder, so only one that lies beside it counts.
    """
    told = _STEP.fullmatch(label)
    name = told[1] if told else ""
    parts = name.split("/")
    if not name or "\0" in name or "" in parts or ".." in parts or "\\" in name:
        return ""
    return name if os.path.isdir(PurePath(file).parent / name) else ""
