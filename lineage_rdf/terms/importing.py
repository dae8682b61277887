"""Reads a file of terms in whatever layout it has."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from lineage_rdf.codec.file_bytes import utf8
from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.syntax import Syntax, syntax_of
from lineage_rdf.errors import InputError, UsageError
from lineage_rdf.terms.casrai.bulk import (
    looks_like_bulk_csv,
    looks_like_bulk_json,
    read_bulk_csv,
    read_bulk_json,
)
from lineage_rdf.terms.casrai.jsonld import looks_like_term_jsonld, read_term_jsonld
from lineage_rdf.terms.from_graph import glossary_of
from lineage_rdf.terms.model import Imported, Origin

# A glossary is text that people write; a dictionary of a thousand terms has about a megabyte.
MAX_BYTES: Final = 64 << 20


def read_terms(data: bytes, origin: Origin) -> Imported:
    """Return the terms of one file; its content tells the layout, and its name the syntax of RDF.

    Args:
        data: the file, at most 64 MB.
        origin: what the user says of it.

    Raises:
        InputError: if it is too large, or in none of the layouts that are known.
    """
    if len(data) > MAX_BYTES:
        raise InputError("the file is larger than 64 MB", origin.where, "split it")
    syntax = _syntax(origin.where)
    if syntax and syntax is not Syntax.JSONLD:
        return _of_rdf(data, syntax, origin.where)
    text = utf8(data, origin.where)
    if text.lstrip()[:1] in ("{", "["):
        return _read_json(text, origin)
    for looks_right, read in _LAYOUTS:
        if looks_right(text):
            return read(text, origin)
    raise InputError(
        "this is no file of terms that is known here", origin.where, "see docs/terms.md for what is read"
    )


_LAYOUTS: Final[tuple[tuple[Callable[[str], bool], Callable[[str, Origin], Imported]], ...]] = (
    (looks_like_bulk_csv, read_bulk_csv),
)


def _read_json(text: str, origin: Origin) -> Imported:
    """Read JSON: the bulk file, DefinedTerm JSON-LD without SKOS, or any other JSON-LD as RDF."""
    document = _json(text, origin.where)
    if looks_like_bulk_json(document):
        return read_bulk_json(text, origin)
    if looks_like_term_jsonld(document) and "skos" not in text:
        return read_term_jsonld(text, origin)
    return _of_rdf(text.encode(), Syntax.JSONLD, origin.where)


def _of_rdf(data: bytes, syntax: Syntax, where: str) -> Imported:
    glossary = glossary_of(read_quads(data, syntax, where))
    if not glossary.terms:
        raise InputError(
            "there is no skos:Concept and no schema:DefinedTerm in it", where, "give a file of terms"
        )
    return Imported(glossary)


def _json(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not valid JSON: {error}", where) from None


def _syntax(name: str) -> Syntax | None:
    try:
        return syntax_of(name)
    except UsageError:
        return None
