"""Write the documentation into a folder without touching what others put there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from lineage_rdf.errors import LineageError, UsageError
from lineage_rdf.files import make_folder, refuse_special, write_whole

# Names each file that was written here and its SHA-256, so that the next run knows which files are still ours.
LEDGER: Final = "files.json"


def write_site(files: Mapping[str, bytes], folder: Path, *, force: bool = False) -> int:
    """Write files into a folder, each whole, and return how many were new or different.

    A file that is there is replaced only if it is one that was written here and not changed since. Files of other names stay as
    they are.

    Args:
        files: path below the folder -> content.
        folder: the folder; it is made if it is not there.
        force: replace files of the same names whoever wrote them.

    Raises:
        UsageError: if a file of another is in the way, or something cannot be written; of a file in the way nothing is written.
    """
    ledger = _ledger(files)
    wanted = {**files, LEDGER: ledger}
    known = _known(folder / LEDGER)
    different = {name: content for name, content in wanted.items() if _bytes(folder / name) != content}
    if not force:
        for name in different:
            _refuse_foreign(folder, name, known)
    for name, content in different.items():
        make_folder((folder / name).parent)
        write_whole(folder / name, content)
    return len(different)


def _ledger(files: Mapping[str, bytes]) -> bytes:
    rows = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    return (json.dumps({"made_by": "lineage-rdf terms docs", "sha256": rows}, indent=1) + "\n").encode()


def _known(path: Path) -> Mapping[str, str]:
    """Return name -> SHA-256 of what was written here before; nothing, if that cannot be told."""
    try:
        document = json.loads(path.read_bytes())
        rows = document["sha256"] if document["made_by"] == "lineage-rdf terms docs" else {}
        return {str(name): str(digest) for name, digest in rows.items()} | {LEDGER: ""}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _bytes(path: Path) -> bytes | None:
    try:
        refuse_special(path)
        return path.read_bytes()
    except (LineageError, OSError):
        return None  # what is in the way is told when the file is written


def _refuse_foreign(folder: Path, name: str, known: Mapping[str, str]) -> None:
    path = folder / name
    found = _bytes(path)
    if found is None:
        refuse_special(path)
        return
    if known.get(name) not in ("", hashlib.sha256(found).hexdigest()):
        raise UsageError(
            "the file is there and was not written by `terms docs`, or was changed since",
            str(path),
            "name another folder with -o, or replace it with --force",
        )
