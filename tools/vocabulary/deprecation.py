"""Deprecated terms: how they are written, and what they owe (docs/vocabulary-changes.md)."""

from __future__ import annotations

from collections.abc import Iterator

from tools.vocabulary.graph import Statements, scheme_term
from tools.vocabulary.header import declare
from tools.vocabulary.source import Source, Table


def add_deprecation(out: Statements, iri: str, row: Table, scheme: str = "") -> None:
    """State that a term is deprecated, what to use instead, and why, if its row says so.

    Args:
        out: where the statements go.
        iri: the term.
        row: its row; `deprecated` is the reason, or true, and `replaced_by` lists names as `parents` or `broader` do.
        scheme: the scheme of the term; empty for a class or property.
    """
    if not row.get("deprecated"):
        return
    out.typed(iri, "owl:deprecated", "true", "boolean")
    instead = [scheme_term(name, scheme) if scheme else name for name in row.get("replaced_by", [])]
    if instead:
        declare(out, "owl:AnnotationProperty", ["dcterms:isReplacedBy"])
        out.link(iri, "dcterms:isReplacedBy", *instead)
    if isinstance(row["deprecated"], str):
        declare(out, "owl:AnnotationProperty", ["skos:changeNote"])
        out.text(iri, "skos:changeNote", row["deprecated"])


def deprecation_faults(source: Source) -> list[str]:
    """Return what is wrong with the deprecated terms of the source, one line each."""
    core = {name: row for _, name, row in source.core_terms()}
    found = [f"{name}: {fault}" for name, row in core.items() for fault in _faults(row, core)]
    for scheme in source.schemes:
        rows = {str(row["id"]): row for row in scheme["terms"]}
        found += [
            f"{scheme['scheme']}/{name}: {fault}"
            for name, row in rows.items()
            for fault in _faults(row, rows)
        ]
    return found


def _faults(row: Table, known: dict[str, Table]) -> Iterator[str]:
    instead = [str(name) for name in row.get("replaced_by", [])]
    if not row.get("deprecated"):
        if instead:
            yield "has a replacement and is not deprecated"
        return
    if not row.get("definition"):
        yield "is deprecated and has no definition any more"
    if row["deprecated"] is True and not instead:
        yield "is deprecated and names neither a replacement nor a reason"
    for name in instead:
        if "/" not in name and ":" not in name and name not in known:
            yield f"is replaced by {name}, which does not exist"
        elif known.get(name, {}).get("deprecated"):
            yield f"is replaced by {name}, which is deprecated too"
