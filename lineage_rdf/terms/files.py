"""Which files a vocabulary consists of."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from lineage_rdf.errors import InputError
from lineage_rdf.vocabulary.namespaces import SCHEMES
from lineage_rdf.vocabulary.resources import ontology_folder

# Relative references in a file are resolved against this; no address of that kind can exist (RFC 2606).
NOWHERE: Final = "http://file.invalid/"
# Frozen copies of versions, not part of the present one.
RELEASES: Final = "releases"


def own_files(folder: Path | None = None) -> list[Path]:
    """Return the files of our own vocabulary: core, terms, schemes in their usual order, words for glossaries, alignments.

    Args:
        folder: the folder of the vocabulary; that of this installation without it.
    """
    root = folder or ontology_folder()
    schemes = (root / "schemes" / f"{name}.ttl" for name in SCHEMES)
    return [root / "ftl.ttl", root / "terms.ttl", *schemes, root / "glossary.ttl", *alignment_files(root)]


def alignment_files(folder: Path | None = None) -> list[Path]:
    """Return the files that match our terms with those of others: CASRAI's first, then the neighbours by name.

    Args:
        folder: as for `own_files`.
    """
    root = folder or ontology_folder()
    return [root / "casrai.ttl", *sorted((root / "align").glob("*.ttl"))]


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
