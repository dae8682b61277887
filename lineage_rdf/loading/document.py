"""The lineages of an RDF document as parcels for a store, and what of the document is in none of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from attrs import frozen
from pyoxigraph import DefaultGraph, NamedNode, Quad

from lineage_rdf.codec.blank_nodes import without_blank_nodes
from lineage_rdf.codec.names import node, text
from lineage_rdf.codec.read import with_http_schema
from lineage_rdf.codec.slices import slices
from lineage_rdf.errors import InputError
from lineage_rdf.loading.parcel import Parcel, evidence_graph_of, is_lineage, parcel

_TYPE, _DERIVED = node("rdf:type"), node("prov:wasDerivedFrom")
_BUNDLE: Final = frozenset((node("prov:Bundle"), node("prov:Entity")))
_DEFAULT: Final = DefaultGraph()


@frozen
class Document:
    """An RDF document, ready for a store.

    Args:
        parcels: its lineages.
        blank_nodes: how many blank nodes got a name.
        left_out: how many of its statements are in no parcel; evidence and descriptions of graphs do not count.
    """

    parcels: tuple[Parcel, ...]
    blank_nodes: int
    left_out: int


def read_parcels(quads: Sequence[Quad], where: str, *, evidence: bool) -> Document:
    """Return the lineages of a document.

    Of a document with named graphs each lineage has what stands in the graphs that hold it.

    Args:
        quads: all statements of the document, as written.
        where: its name, for messages.
        evidence: whether evidence that it holds is loaded.

    Raises:
        InputError: if it tells of no lineage, or its blank nodes cannot be named.
    """
    named, blank_nodes = without_blank_nodes(quads, where)
    normal = with_http_schema(named)
    graphs = _Graphs(normal)
    if not graphs.homes:
        fix = "use `lineage-rdf convert` for other RDF, or name a file that holds a lineage"
        raise InputError("there is no ftl:FineTuneLineage in this file", where, fix)
    parcels: list[Parcel] = []
    taken: set[Quad] = set()
    # No records are made: a store takes a lineage as it is written, be it right or wrong.
    for iri, own in slices(normal, sorted(graphs.homes)).items():
        made, used = graphs.parcel(iri, own, evidence=evidence)
        parcels.append(made)
        taken |= used
    return Document(tuple(parcels), blank_nodes, graphs.count_without(taken))


class _Graphs:
    """The statements of a document by their graphs, and those of the default graph by their subjects.

    Args:
        quads: the statements.

    `homes` is IRI of a lineage -> the graphs that hold it.
    """

    def __init__(self, quads: Sequence[Quad]) -> None:
        self.homes: defaultdict[str, set[object]] = defaultdict(set)
        self._inside: defaultdict[object, list[Quad]] = defaultdict(list)
        self._outside: defaultdict[object, list[Quad]] = defaultdict(list)
        for quad in quads:
            if is_lineage(quad):
                self.homes[text(quad.subject)].add(quad.graph_name)
            if quad.graph_name == _DEFAULT:
                self._outside[quad.subject].append(quad)
            else:
                self._inside[quad.graph_name].append(quad)

    def parcel(self, iri: str, quads: Sequence[Quad], *, evidence: bool) -> tuple[Parcel, set[Quad]]:
        """Return the parcel of a lineage, and the statements that are in it or are its evidence."""
        homes = self.homes[iri]
        claims = self._evidence(iri, homes)
        kept = set(claims)
        own = [quad for quad in quads if quad.graph_name in homes and quad not in kept]
        return parcel(iri, own, claims if evidence else ()), {*own, *claims}

    def count_without(self, taken: set[Quad]) -> int:
        """Return how many statements are not among those taken and do more than say of a graph that it is one."""
        rest = {quad for part in (self._inside, self._outside) for quads in part.values() for quad in quads}
        return sum(not self._describes(quad) for quad in rest - taken)

    def _evidence(self, iri: str, homes: set[object]) -> list[Quad]:
        """Return the evidence of a lineage: its graph, and what the default graph says of that."""
        graph = evidence_graph_of(iri)
        if graph not in self._inside or graph in homes:
            return []
        link = Quad(NamedNode(iri), _DERIVED, graph)
        linked = [quad for quad in self._outside.get(link.subject, ()) if quad == link]
        return [*self._inside[graph], *self._outside.get(graph, ()), *linked]

    def _describes(self, quad: Quad) -> bool:
        is_kind = quad.predicate == _TYPE and quad.object in _BUNDLE
        return is_kind and quad.graph_name == _DEFAULT and quad.subject in self._inside
