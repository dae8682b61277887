"""Write quads in any of our syntaxes, sorted, and say what a syntax could not hold."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen
from pyoxigraph import DefaultGraph, Literal, Quad, Triple

from lineage_rdf.codec.jsonld_write import write_jsonld
from lineage_rdf.codec.rdfxml import has_no_char, has_no_name, write_rdfxml
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.codec.turtle import write_trig, write_turtle


@frozen
class Written:
    """The text of a document and what was left out of it.

    Args:
        text: the document.
        lost: one line per kind of statement that the syntax cannot hold, with its count; empty if nothing was lost.
    """

    text: str
    lost: tuple[str, ...] = ()


def write_quads(quads: Sequence[Quad], syntax: Syntax, *, context_url: bool = False) -> Written:
    """Return the statements as a document; the same statements give the same text.

    Args:
        quads: the statements.
        syntax: how to write them.
        context_url: for JSON-LD, write the context's address instead of the context.
    """
    kept, lost = what_fits(quads, syntax)
    if syntax is Syntax.JSONLD:
        return Written(write_jsonld(kept, context_url=context_url), lost)
    if syntax is Syntax.TURTLE:
        return Written(write_turtle(kept), lost)
    if syntax is Syntax.TRIG:
        return Written(write_trig(kept), lost)
    if syntax is Syntax.RDFXML:
        return Written(write_rdfxml(kept), lost)
    return Written("".join(sorted({f"{quad} .\n" for quad in kept})), lost)


def what_fits(quads: Sequence[Quad], syntax: Syntax) -> tuple[list[Quad], tuple[str, ...]]:
    """Return what the syntax can hold of some statements, and one line per kind of what it cannot."""
    if syntax in (Syntax.NQUADS, Syntax.TRIG):
        return list(quads), ()
    kept = []
    counts: dict[str, int] = {}
    for quad in quads:
        fault = _fault(quad, syntax)
        if fault:
            counts[fault] = counts.get(fault, 0) + 1
        else:
            kept.append(quad)
    lost = (f"{syntax.title} cannot hold {counts[what]} {what}" for what in _FAULTS if what in counts)
    return kept, tuple(lost)


_FAULTS = (
    "statements in named graphs",
    "statements with triple terms",
    "texts with a direction",
    "texts with characters that XML does not have",
    "statements whose property is no name of XML",
)


def _fault(quad: Quad, syntax: Syntax) -> str:
    """Return why a syntax without room for everything cannot hold a statement; empty text if it can."""
    named, terms, directed, characters, names = _FAULTS
    if not syntax.has_graphs and not isinstance(quad.graph_name, DefaultGraph):
        return named
    if syntax not in (Syntax.JSONLD, Syntax.RDFXML):
        return ""
    if _has_triple_term(quad):
        return terms
    if _has_direction(quad):
        return directed
    if syntax is Syntax.JSONLD:
        return ""
    return characters if has_no_char(quad) else names if has_no_name(quad) else ""


def _has_triple_term(quad: Quad) -> bool:
    return isinstance(quad.object, Triple)


def _has_direction(quad: Quad) -> bool:
    return isinstance(quad.object, Literal) and quad.object.direction is not None
