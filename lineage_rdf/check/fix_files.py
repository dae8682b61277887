"""Which file to edit about a finding: the RDF file itself, a file that a reader read, or lineage.yaml of the model folder."""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import Final

from lineage_rdf.codec.syntax import is_rdf_name

LINEAGE_YAML: Final = "lineage.yaml"


def file_of(origin: str, source: str = "") -> str:
    """Return the path of the file to edit, relative if the origin is; empty if nothing was read from a file.

    Args:
        origin: what was read: a folder, a file, `<standard input>`, shorthand, or the address of an endpoint.
        source: path of a source below the folder that was read, if the finding is about one.
    """
    if not origin or origin.startswith("<") or "://" in origin:
        return ""
    if is_rdf_name(origin) and not os.path.isdir(origin):
        return PurePath(origin).as_posix()
    if os.path.isdir(origin):
        return (PurePath(origin) / (source or LINEAGE_YAML)).as_posix()
    if os.path.isfile(origin):
        return (PurePath(origin).parent / (source or LINEAGE_YAML)).as_posix()
    return ""
