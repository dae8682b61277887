"""Read documents that are compacted by our context, without a general JSON-LD processor."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache, partial
from typing import Any, TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from lineage_rdf.codec.jsonld_context import CONTEXT_URL, CONTEXT_URLS, context_document
from lineage_rdf.codec.jsonld_table import Makers, Outside, Table
from lineage_rdf.codec.jsonld_walk import Walk

S = TypeVar("S")
AS_QUADS: Makers[Any, Quad] = Makers(
    iri=NamedNode,
    blank=BlankNode,
    fresh=BlankNode,
    text=Literal,
    typed=lambda datatype: partial(Literal, datatype=NamedNode(datatype)),
    tagged=lambda text, language: Literal(text, language=language),
    state=Quad,
    state_in=lambda graph: lambda subject, predicate, target: Quad(subject, predicate, target, graph),
)
_quote: Callable[[str], str] = json.JSONEncoder(ensure_ascii=False).encode


def _typed_text(datatype: str) -> Callable[[str], str]:
    return lambda text: f"{_quote(text)}^^{datatype}"


# JSON escapes no other letters than N-Quads knows escapes for.
AS_LINES: Makers[str, str] = Makers(
    iri=lambda iri: str(NamedNode(iri)),
    blank=lambda label: f"_:{label}",
    fresh=lambda: str(BlankNode()),
    text=_quote,
    typed=lambda datatype: _typed_text(str(NamedNode(datatype))),
    tagged=lambda text, language: f"{_quote(text)}@{language}",
    state=lambda subject, predicate, target: f"{subject} {predicate} {target} .\n",
    state_in=lambda graph: lambda subject, predicate, target: f"{subject} {predicate} {target} {graph} .\n",
)


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
    return _statements(document, _quad_table())


def compacted_lines(document: Any) -> str | None:
    """Return the same statements as N-Quads; see `compacted_quads`.

    Args:
        document: the parsed JSON.
    """
    lines = _statements(document, _line_table())
    return None if lines is None else "".join(lines)


def _statements(document: Any, table: Table[Any, S]) -> list[S] | None:
    if type(document) is not dict or not _is_ours(document.get("@context")):
        return None
    try:
        return Walk(table).document(document)
    except (Outside, ValueError):
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
def _quad_table() -> Table[Any, Quad]:
    return Table(context_document()["@context"], AS_QUADS)


@cache
def _line_table() -> Table[str, str]:
    return Table(context_document()["@context"], AS_LINES)
