"""What a person is told of a term."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from lineage_rdf.plain_text import clean
from lineage_rdf.terms.model import Glossary, Relation, Term
from lineage_rdf.terms.relations import MATCHES
from lineage_rdf.vocabulary.namespaces import ONTOLOGY
from lineage_rdf.vocabulary.schemes import SchemeTerm, casrai_matches

_INDENT: Final = " " * 4


@frozen
class Found:
    """A term that goes by the name that was asked for.

    Args:
        term: the term.
        glossary: where it is from.
        scheme: the scheme of ours, empty for terms of others.
        member: the same term as a member of that scheme.
    """

    term: Term
    glossary: Glossary
    scheme: str = ""
    member: SchemeTerm | None = None


def text_of(found: Found) -> str:
    """Return what a person is told of a term."""
    term = found.term
    kind = found.member.kind if found.member else ""
    where = f"{found.scheme} {found.member.notation}" if found.member else found.glossary.title
    lines = [f"{term.name} ({where})", f"    {term.iri}", *_deprecated(found)]
    lines += [f"    {term.definition}" if term.definition else ""]
    lines += [f"    also: {', '.join(_names(found))}" if _names(found) else ""]
    lines += [*_links(term), f"    values: {kind}" if kind else ""]
    lines += [f"    example: {text}" for text in term.examples]
    lines += [f"    no example: {text}" for text in term.counter_examples]
    lines += [f"    note: {text}" for text in (*term.scope, *term.notes)]
    lines += [f"    CASRAI: {match} ({kind} match)" for kind, match in casrai_matches().get(term.iri, ())]
    lines += [f"    ours: {ours} ({kind} match)" for kind, ours in _ours(term.iri)]
    lines += [f"    page: {page}" for page in term.pages if page != term.iri]
    lines += [f"    licence: {term.license}" if term.license and not found.member else ""]
    lines += [f"    source: {cited.url or cited.source}" for cited in term.citations]
    return "".join(f"{_shown(line)}\n" for line in lines if line)


def _shown(line: str) -> str:
    """Return a line that shows all that it says, whatever stands in a file of others."""
    return f"{_INDENT if line.startswith(_INDENT) else ''}{clean(line)}"


def _links(term: Term) -> Iterator[str]:
    """Yield the links to other terms of the glossary; those of a kind of its own with the reason."""
    for title, kind in (("below", "broader"), ("above", "narrower"), ("related", "related")):
        names = [
            link.target.rpartition("#")[2].rpartition("/")[2] if _is_ours(link) else link.label or link.target
            for link in term.related(kind)
        ]
        yield f"    {title}: {', '.join(names)}" if names else ""
    for link in term.relations:
        if link.kind not in ("broader", "narrower", "related", *MATCHES):
            reason = f" ({link.rationale})" if link.rationale else ""
            yield f"    {link.kind}: {link.label or link.target}{reason}"


def _is_ours(link: Relation) -> bool:
    """Say whether a link leads to a term of ours, whose notation is what the other commands want."""
    return link.target.startswith(ONTOLOGY)


def _ours(iri: str) -> Iterator[tuple[str, str]]:
    """Yield the terms of ours that match a term of CASRAI's, with the kind of match as seen from ours."""
    for ours, matches in casrai_matches().items():
        yield from ((kind, ours) for kind, match in matches if match == iri)


def _deprecated(found: Found) -> Iterator[str]:
    """Yield what to use instead of a term that should not be used any more, and why."""
    if found.term.status == "deprecated":
        instead = f"use {', '.join(found.term.replaced_by)}" if found.term.replaced_by else ""
        reason = found.member.reason if found.member else ""
        yield f"    deprecated: {'; '.join(filter(None, [instead, reason]))}"


def _names(found: Found) -> tuple[str, ...]:
    return found.member.names if found.member else found.term.aliases
