"""The contexts of others that come with this program: small ones of our own that say what keys stand for, bound to their URLs.

They are facts, kept as tables in `contexts/`: a key, its IRI, how a text under it is read. Tests compare them with the originals.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from lineage_rdf.codec.jsonld_context import CONTEXT_URLS, context_document

_FOLDER: Final = Path(__file__).parent / "contexts"

# These hold a part of the keys of the original; the others hold all of them, or a default vocabulary does.
_PARTIAL: Final = frozenset({"ro-crate"})

# URL -> the table. schema.org is asked for by many spellings of one address.
BUNDLED: Final[Mapping[str, str]] = {
    **{
        f"{scheme}://schema.org{rest}": "schema-org"
        for scheme in ("http", "https")
        for rest in ("", "/", "/docs/jsonldcontext.json", "/docs/jsonldcontext.jsonld")
    },
    **{f"https://w3id.org/ro/crate/{version}/context": "ro-crate" for version in ("1.1", "1.2")},
    **{
        f"{scheme}://mlcommons.org/croissant/{rest}": "croissant"
        for scheme in ("http", "https")
        for rest in ("1.0", "1.1", "1.0/context.json")
    },
    **{f"https://spdx.org/rdf/3.0.{patch}/spdx-context.jsonld": "spdx-3" for patch in (0, 1)},
    **{
        f"https://openprovenance.org/prov-jsonld/context.{suffix}": "prov"
        for suffix in ("json", "jsonld")
    },
}  # fmt: skip


def bundled_document(url: str) -> dict[str, Any] | None:
    """Return the context document of a URL that is bundled, ours among them, or None. Callers must not change it."""
    if url in CONTEXT_URLS:
        return context_document()
    name = BUNDLED.get(url)
    return None if name is None else _document(name)


def small_contexts(context: Any) -> list[str]:
    """Return the URLs in a context of a document for which a part of the original is bundled."""
    items = context if isinstance(context, list) else [context]
    return [item for item in items if isinstance(item, str) and BUNDLED.get(item) in _PARTIAL]


@cache
def _document(name: str) -> dict[str, Any]:
    """Return the context that a table describes."""
    context: dict[str, Any] = {"@version": 1.1}
    with (_FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        for row in rows:
            scope = context if not row["inside"] else _inside(context, row["inside"])
            scope[row["key"]] = _definition(row)
    return {"@context": context}


def _inside(context: dict[str, Any], kind: str) -> dict[str, Any]:
    """Return the terms that are known inside nodes of a class."""
    if isinstance(context[kind], str):
        context[kind] = {"@id": context[kind], "@context": {}}
    scope: dict[str, Any] = context[kind]["@context"]
    return scope


def _definition(row: Mapping[str, str | None]) -> Any:
    iri, coercion, vocabulary = row["iri"] or "", row["coercion"], row["vocabulary"]
    definition: dict[str, Any] = {"@reverse": iri[1:]} if iri.startswith("^") else {"@id": iri}
    if coercion:
        definition["@type"] = coercion
    if vocabulary:
        definition["@context"] = {"@vocab": vocabulary}
    return iri if list(definition) == ["@id"] else definition
