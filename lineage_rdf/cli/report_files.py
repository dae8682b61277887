"""The files of `report -o`: written whole, and never over somebody's own work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lineage_rdf.errors import LineageError, UsageError, raise_all
from lineage_rdf.files import make_folder, may_replace, refuse_special, write_whole

if TYPE_CHECKING:
    from lineage_rdf.lineage import Lineage


def write_lineages(lineages: Sequence[Lineage], out: Path, *, evidence: bool, force: bool) -> list[Path]:
    """Write lineages into a folder; nothing is written unless all of it may be.

    Args:
        lineages: one lineage goes into the folder itself, several into folders of their own below it.
        out: the folder; it is made if need be.
        evidence: write the claims behind each lineage as well.
        force: replace files that somebody has edited.

    Returns:
        The files written.

    Raises:
        UsageError: if a file may not be replaced or cannot be written.
        ManyErrors: if that holds for several.
    """
    planned = [
        pair for folder, lineage in _folders(lineages, out) for pair in _files(lineage, folder, evidence)
    ]
    for path, _ in planned:
        refuse_special(path)
    errors: list[LineageError] = [_edited(path) for path, _ in planned if not force and not may_replace(path)]
    raise_all(errors)
    for path, text in planned:
        make_folder(path.parent)
        write_whole(path, text)
    return [path for path, _ in planned]


def _files(lineage: Lineage, folder: Path, evidence: bool) -> Iterator[tuple[Path, str]]:
    yield folder / "lineage.ttl", lineage.to_turtle()
    yield folder / "lineage.jsonld", lineage.to_jsonld()
    if evidence:
        yield folder / "lineage.evidence.trig", lineage.to_evidence()


def _folders(lineages: Sequence[Lineage], out: Path) -> Iterator[tuple[Path, Lineage]]:
    """Give each lineage a folder; of several, each is named after its head model."""
    taken: set[str] = set()
    for lineage in lineages:
        slug = re.sub(r"[^A-Za-z0-9._-]+", "-", lineage.name).strip(".-")[:80] or "lineage"
        name, number = slug, 1
        while name.lower() in taken:
            number += 1
            name = f"{slug}-{number}"
        taken.add(name.lower())
        yield (out if len(lineages) == 1 else out / name), lineage


def _edited(path: Path) -> UsageError:
    return UsageError(
        "the file is there and is not as lineage-rdf writes it, so somebody may have edited it",
        str(path),
        "choose another folder with -o, or replace it with --force",
    )
