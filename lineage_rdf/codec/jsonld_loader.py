"""Contexts for the JSON-LD processor: the bundled ones and those that a user gives; nothing is fetched."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

from lineage_rdf.codec.file_bytes import MAX_BYTES, read_bytes, utf8
from lineage_rdf.codec.jsonld_bundled import bundled_document
from lineage_rdf.codec.jsonld_json import load_json, refuse_faults
from lineage_rdf.codec.jsonld_options import ContextSource
from lineage_rdf.errors import InputError

# The base of a document that has none: what is relative to it stays recognisable.
NO_BASE: Final = "x-lineage-rdf://no-base/"
HOW_TO_SUPPLY: Final = (
    "give the file that holds it (--context URL=FILE, or contexts={url: path} in Python), "
    "or put the context itself into the document"
)


class ContextLoader:
    """A document loader as PyLD calls it, over a fixed set of contexts.

    PyLD's own FrozenDocumentLoader reads files without bounds and hands out one object that PyLD then changes.

    Args:
        contexts: URL -> a parsed context document, or the file that holds it.
        where: the name of the document that asks, for messages.
    """

    def __init__(self, contexts: Mapping[str, ContextSource], where: str) -> None:
        self._contexts = contexts
        self._where = where

    def __call__(self, url: str, _options: Any) -> dict[str, Any]:
        """Return the context document of a URL.

        Raises:
            InputError: if it is not known, or its file holds no context.
        """
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": deepcopy(self._document(url)),
            "tag": "static",  # it may be kept as long as the cache that the caller gives
        }

    def _document(self, url: str) -> Any:
        name = url.removeprefix(NO_BASE)
        for known in (url, name):
            if known in self._contexts:
                source = self._contexts[known]
                return read_context(source) if isinstance(source, Path) else source
        found = bundled_document(url)
        if found is None:
            raise InputError(
                f"the context {name} is not bundled, and nothing is fetched", self._where, HOW_TO_SUPPLY
            )
        return found


def read_context(path: Path) -> dict[str, Any]:
    """Return the context document that a file holds.

    Raises:
        InputError: if the file cannot be read, is no JSON, or has no `@context`.
    """
    data = read_bytes(path)
    if len(data) > MAX_BYTES:
        raise InputError("the file is larger than 1 GiB", str(path))
    document = load_json(utf8(data, str(path)), str(path))
    refuse_faults(document, str(path))
    if not isinstance(document, dict) or "@context" not in document:
        raise InputError(
            "the file holds no context", str(path), 'it should be an object with the key "@context"'
        )
    return document
