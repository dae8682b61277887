"""Our own vocabulary as glossaries: the classes and properties, and each concept scheme."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, RdfFormat, parse

from lineage_rdf.terms.files import alignment_files
from lineage_rdf.terms.from_graph import glossary_of
from lineage_rdf.terms.model import Glossary
from lineage_rdf.vocabulary.namespaces import ONTOLOGY, SCHEMES
from lineage_rdf.vocabulary.resources import ontology_folder
from lineage_rdf.vocabulary.schemes import CORE

# The classes and properties first, then the schemes.
OWN: Final = (CORE, *SCHEMES)


@cache
def own_glossary(scheme: str) -> Glossary:
    """Return the terms of one scheme of ours, or of `core`, with what they match in other vocabularies.

    Raises:
        KeyError: if there is no such scheme.
    """
    if scheme not in OWN:
        raise KeyError(f"there is no scheme {scheme!r}")
    name = "terms" if scheme == CORE else scheme
    path = ontology_folder() / ("terms.ttl" if scheme == CORE else f"schemes/{scheme}.ttl")
    return glossary_of([*_statements(path), *_matches()], scheme=f"{ONTOLOGY}/{name}")


@cache
def _matches() -> tuple[Quad, ...]:
    return tuple(quad for path in alignment_files() for quad in _statements(path))


def _statements(path: Path) -> Iterator[Quad]:
    yield from parse(path=path, format=RdfFormat.TURTLE)
