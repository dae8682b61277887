"""A lineage as a store holds it: a named graph of its own, described outside of it, and perhaps one of evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import frozen
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from lineage_rdf.bulk.graphs import in_own_graph
from lineage_rdf.check.names import head_names
from lineage_rdf.claims.mint import ACROSS_GRAPHS, Minter, graph_of, inferred_graph_of
from lineage_rdf.codec.names import node, text
from lineage_rdf.lineage import Lineage
from lineage_rdf.reading.evidence import evidence_quads

_TYPE, _LINEAGE = node("rdf:type"), node("FineTuneLineage")
_DEFAULT: Final = DefaultGraph()


@frozen
class Parcel:
    """What is put into a store for one lineage.

    Args:
        iri: IRI of the lineage.
        own: its statements, in its graph.
        outside: the description of its graph, in the default graph.
        evidence: its claims in their graph, and the description of that graph; empty if they are not loaded.
    """

    iri: str
    own: tuple[Quad, ...]
    outside: tuple[Quad, ...]
    evidence: tuple[Quad, ...] = ()

    @property
    def graph(self) -> NamedNode:
        """Its graph."""
        return NamedNode(graph_of(self.iri))

    @property
    def evidence_graph(self) -> NamedNode:
        """The graph of its evidence, be there any or none."""
        return evidence_graph_of(self.iri)

    @property
    def quads(self) -> tuple[Quad, ...]:
        """All of it."""
        return (*self.own, *self.outside, *self.evidence)

    @property
    def claims(self) -> list[Quad]:
        """The statements of its evidence graph."""
        graph = self.evidence_graph
        return [quad for quad in self.evidence if quad.graph_name == graph]

    @property
    def name(self) -> str:
        """What a person calls its head model."""
        return head_names(self.own, [self.iri])[self.iri]


def evidence_graph_of(iri: str) -> NamedNode:
    """Return the graph of the evidence of a lineage, be there any or none."""
    return NamedNode(Minter(iri).iri("evidence"))


def beside(graphs: Iterable[NamedNode]) -> list[NamedNode]:
    """Return the graphs that hold what was inferred from some graphs, from each alone and from several, be they there or not.

    Args:
        graphs: graphs that go; what follows from them goes too.
    """
    names = dict.fromkeys(inferred_graph_of(graph.value) for graph in graphs)
    return list(map(NamedNode, (*names, ACROSS_GRAPHS)))


def parcel(iri: str, quads: Iterable[Quad], evidence: Iterable[Quad] = ()) -> Parcel:
    """Return the parcel of a lineage.

    Args:
        iri: its IRI.
        quads: its statements, in whatever graphs.
        evidence: its evidence, as `evidence_quads` gives it.
    """
    unique = tuple(dict.fromkeys(in_own_graph(iri, list(quads))))
    own = tuple(quad for quad in unique if quad.graph_name != _DEFAULT)
    outside = tuple(quad for quad in unique if quad.graph_name == _DEFAULT)
    return Parcel(iri, own, outside, tuple(evidence))


def parcel_of_lineage(lineage: Lineage, *, evidence: bool) -> Parcel:
    """Return the parcel of a lineage that was read from something else than RDF.

    Args:
        lineage: the lineage.
        evidence: whether its claims belong to it.
    """
    claims = evidence_quads(lineage.record, lineage.claims, lineage.result.step_of) if evidence else []
    return parcel(lineage.iri, lineage.quads, claims if lineage.claims else ())


def parcels_of_bulk(document: str) -> list[Parcel]:
    """Return the parcels of a document of the bulk reader: lineages in their graphs, described outside, as N-Quads."""
    own: dict[object, list[Quad]] = {}
    outside: dict[object, list[Quad]] = {}
    for quad in parse(document.encode(), RdfFormat.N_QUADS):
        is_inside = quad.graph_name != _DEFAULT
        (own if is_inside else outside).setdefault(quad.graph_name if is_inside else quad.subject, []).append(
            quad
        )
    return [Parcel(_lineage_in(quads), tuple(quads), tuple(outside[graph])) for graph, quads in own.items()]


def _lineage_in(quads: Iterable[Quad]) -> str:
    return next(text(quad.subject) for quad in quads if is_lineage(quad))


def is_lineage(quad: Quad) -> bool:
    """Tell whether a statement says that its subject is a lineage."""
    return quad.predicate == _TYPE and quad.object == _LINEAGE
