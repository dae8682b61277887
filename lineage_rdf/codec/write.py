"""Write quads in any of our syntaxes, sorted, and say what a syntax could not hold."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen
from pyoxigraph import DefaultGraph, Literal, Quad, RdfFormat, Triple, serialize

from lineage_rdf.codec.jsonld_write import write_jsonld
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.codec.turtle import write_trig, write_turtle
from lineage_rdf.vocabulary.namespaces import PREFIXES


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
        return Written(_rdfxml(kept), lost)
    return Written("".join(sorted({f"{quad} .\n" for quad in kept})), lost)


def _rdfxml(quads: Sequence[Quad]) -> str:
    ordered = sorted(set(quads), key=str)
    used = {
        prefix: iri
        for prefix, iri in PREFIXES.items()
        if any(q.predicate.value.startswith(iri) for q in ordered)
    }
    data = serialize((quad.triple for quad in ordered), format=RdfFormat.RDF_XML, prefixes=used)
    assert data is not None  # no output was named, so the bytes come back
    return data.decode()


def what_fits(quads: Sequence[Quad], syntax: Syntax) -> tuple[list[Quad], tuple[str, ...]]:
    """Return what the syntax can hold of some statements, and one line per kind of what it cannot."""
    if syntax in (Syntax.NQUADS, Syntax.TRIG):
        return list(quads), ()
    kept, named, terms, directed = [], 0, 0, 0
    for quad in quads:
        in_graph = not isinstance(quad.graph_name, DefaultGraph)
        if in_graph and not syntax.has_graphs:
            named += 1
        elif _has_triple_term(quad) and syntax in (Syntax.JSONLD, Syntax.RDFXML):
            terms += 1
        elif _has_direction(quad) and syntax in (Syntax.JSONLD, Syntax.RDFXML):
            directed += 1
        else:
            kept.append(quad)
    counts = (
        (named, "statements in named graphs"),
        (terms, "statements with triple terms"),
        (directed, "texts with a direction"),
    )
    return kept, tuple(f"{syntax.title} cannot hold {count} {what}" for count, what in counts if count)


def _has_triple_term(quad: Quad) -> bool:
    return isinstance(quad.object, Triple)


def _has_direction(quad: Quad) -> bool:
    return isinstance(quad.object, Literal) and quad.object.direction is not None
