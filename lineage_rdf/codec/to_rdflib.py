"""The border to rdflib: quads to rdflib graphs, literals as written."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

if TYPE_CHECKING:
    import rdflib

    RdfTerm = rdflib.URIRef | rdflib.BNode | rdflib.Literal


def to_graph(quads: Iterable[Quad], kind: type[rdflib.Graph] | None = None) -> rdflib.Graph:
    """Return the statements, of whatever graph, as one rdflib graph; literals keep their spelling.

    Statements with triple terms are left out: rdflib has no place for them.

    Args:
        quads: the statements.
        kind: the class of the graph, `rdflib.Graph` unless given.
    """
    import rdflib

    from lineage_rdf.vocabulary.namespaces import PREFIXES

    graph = (kind or rdflib.Graph)(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    with quiet():
        for quad in quads:
            terms = [rdflib_term(term) for term in (quad.subject, quad.predicate, quad.object)]
            if None not in terms:
                graph.add(tuple(terms))  # type: ignore[arg-type]
    return graph


@contextmanager
def quiet() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each literal that is not of its datatype; the shapes find those."""
    logger = logging.getLogger("rdflib.term")

    def refuse(_record: logging.LogRecord) -> bool:
        return False

    logger.addFilter(refuse)
    try:
        yield
    finally:
        logger.removeFilter(refuse)


def rdflib_term(term: object) -> RdfTerm | None:
    """Return a term as rdflib has it, a literal as written; None for a triple term, which rdflib has no place for."""
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
    return None


def from_graph(graph: rdflib.Graph) -> list[Quad]:
    """Return the triples of an rdflib graph as quads of the default graph."""
    return [Quad(engine_term(s), engine_term(p), engine_term(o), DefaultGraph()) for s, p, o in graph]  # type: ignore[arg-type]


def engine_term(term: object) -> NamedNode | BlankNode | Literal:
    """Return a term of rdflib as pyoxigraph has it.

    Raises:
        ValueError: for an IRI or a language tag that is none.
    """
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    assert isinstance(term, rdflib.Literal)
    if term.language:
        return Literal(str(term), language=term.language)
    datatype = str(term.datatype) if term.datatype else "http://www.w3.org/2001/XMLSchema#string"
    return Literal(str(term), datatype=NamedNode(datatype))
