"""A lineage in a named graph of its own, described outside of it (decisions section 5.7)."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode, Quad

from lineage_rdf.claims.mint import graph_of
from lineage_rdf.codec.names import node
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.codec.write import write_quads

_TYPE = node("rdf:type")


def in_own_graph(iri: str, quads: Sequence[Quad]) -> list[Quad]:
    """Return the statements of a lineage in its named graph, and outside of it that the graph is a prov:Bundle.

    Args:
        iri: IRI of the lineage, from which that of the graph follows.
        quads: its statements.
    """
    graph = NamedNode(graph_of(iri))
    outside = [Quad(graph, _TYPE, node(name)) for name in ("prov:Bundle", "prov:Entity")]
    return [*outside, *(Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads)]


def document(iri: str, quads: Sequence[Quad], syntax: Syntax) -> str:
    """Return a lineage as a document in a syntax that has named graphs, statements sorted.

    Such documents may follow each other in one file.
    """
    return write_quads(in_own_graph(iri, quads), syntax).text
