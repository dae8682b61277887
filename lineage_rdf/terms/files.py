"""Which files a vocabulary consists of."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from lineage_rdf.errors import InputError
from lineage_rdf.vocabulary.resources import ontology_folder

# Frozen copies of versions, not part of the present one.
RELEASES: Final = "releases"


def own_files() -> list[Path]:
    """Return the files of our own vocabulary: the core first, then the terms, the schemes and the alignments."""
    folder = ontology_folder()
    return [folder / "ftl.ttl", folder / "terms.ttl", folder / "casrai.ttl", folder / "glossary.ttl"] + [
        path for part in ("schemes", "align") for path in sorted((folder / part).glob("*.ttl"))
    ]


def turtle_files(folder: Path) -> list[Path]:
    """Return the Turtle files in and below a folder, sorted, without those of folders named `releases`.

    Raises:
        InputError: if there is none.
    """
    found = sorted(
        path
        for path in folder.rglob("*.ttl")
        if path.is_file() and RELEASES not in path.relative_to(folder).parts[:-1]
    )
    if not found:
        raise InputError("there is no Turtle file in this folder", str(folder), "name an ontology in Turtle")
    return found
