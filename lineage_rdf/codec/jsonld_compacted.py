"""Read documents that are compacted by our context, without a general JSON-LD processor."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pyoxigraph import Quad

from lineage_rdf.codec.jsonld_context import CONTEXT_URL, CONTEXT_URLS, context_document
from lineage_rdf.codec.jsonld_table import Outside, Table
from lineage_rdf.codec.jsonld_walk import Walk


def with_short_context(text: str) -> str:
    """Return a document that begins as we write them, with the context's address in place of the context: the same document."""
    head = _written_head()
    return f'{{\n"@context": "{CONTEXT_URL}",{text[len(head) :]}' if text.startswith(head) else text


@cache
def _written_head() -> str:
    context = json.dumps(context_document()["@context"], ensure_ascii=False, separators=(",", ":"))
    return f'{{\n"@context": {context},'


def compacted_quads(document: Any) -> list[Quad] | None:
    """Return the statements of a document that our context covers whole, or None for any other.

    Args:
        document: the parsed JSON.
    """
    if type(document) is not dict or not _is_ours(document.get("@context")):
        return None
    try:
        return Walk(_table()).document(document)
    except (Outside, ValueError, MemoryError):
        return None


def _is_ours(context: Any) -> bool:
    """Say whether a context is ours, by its address or by what it holds."""
    if isinstance(context, str):
        return context in CONTEXT_URLS
    # To Python `1` equals `true`; as text they differ.
    return context == context_document()["@context"] and json.dumps(context, sort_keys=True) == _sorted()


@cache
def _sorted() -> str:
    return json.dumps(context_document()["@context"], sort_keys=True)


@cache
def _table() -> Table:
    return Table(context_document()["@context"])
