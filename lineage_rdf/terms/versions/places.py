"""Where a version of a vocabulary is: in a file, in a folder, or among the released ones."""

from __future__ import annotations

import re
from os.path import exists, isdir  # unlike those of `Path` they raise nothing for names that cannot be
from pathlib import Path
from typing import Final

from pyoxigraph import Quad

from lineage_rdf.codec.read import read_bytes, read_quads
from lineage_rdf.codec.syntax import syntax_of
from lineage_rdf.errors import InputError
from lineage_rdf.terms.files import NOWHERE, RELEASES, own_files, turtle_files
from lineage_rdf.terms.versions.vocabulary import Vocabulary, vocabulary_of
from lineage_rdf.vocabulary.resources import ontology_folder

_NUMBER: Final = re.compile(r"\d+\.\d+\.\d+\Z")


def read_version(place: str) -> Vocabulary:
    """Return a version of a vocabulary.

    Args:
        place: a file in any syntax of RDF, a folder of Turtle files, the number of a released version of our own vocabulary,
            or nothing for our vocabulary as it is now.

    Raises:
        InputError: if there is no such place, or it cannot be read.
        UsageError: if a file's name does not tell its syntax.
    """
    return vocabulary_of(quad for path in _files(place) for quad in _read(path))


def releases(folder: Path | None = None) -> dict[str, Path]:
    """Return number -> folder of each released version of our own vocabulary, oldest first; there may be none.

    Args:
        folder: the folder of the vocabulary; that of this installation without it.
    """
    root = (folder or ontology_folder()) / RELEASES
    found = [path for path in root.iterdir() if _NUMBER.match(path.name)] if root.is_dir() else []
    return {path.name: path for path in sorted(found, key=lambda path: tuple(map(int, path.name.split("."))))}


def _files(place: str) -> list[Path]:
    if not place:
        return own_files()
    path = Path(place)
    if isdir(path):
        return turtle_files(path)
    if exists(path) or not _NUMBER.match(place):
        return [path]
    known = releases()
    if place not in known:
        have = f"there are {', '.join(known)}" if known else "no version has been released yet"
        raise InputError(f"there is no released version {place} of the vocabulary", place, have)
    return turtle_files(known[place])


def _read(path: Path) -> list[Quad]:
    return read_quads(read_bytes(path), syntax_of(path.name), str(path), base=NOWHERE)
