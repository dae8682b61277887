"""What a person calls the nodes that have findings: fetched for these nodes alone, with what their labels are made of.

The label of a setting names its step, that of a lineage its head model. So the nodes that own a node are looked up too, and
the labels are those that the same statements give when they are read from a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import NamedNode, Quad

from lineage_rdf.check.compiled.scope import GRAPH
from lineage_rdf.check.in_place.graphs import Head
from lineage_rdf.check.in_place.place import Place
from lineage_rdf.check.labels import OWNS, TOLD
from lineage_rdf.check.labels import labels_of as labels
from lineage_rdf.codec.names import node
from lineage_rdf.store.graphs import batches

NAMELESS = "a blank node, which has no name outside its store"
_ROUNDS = 4  # a setting, its step, their lineage, its head model

Node = tuple[str, str]  # graph, IRI


def labels_of(
    nodes: Mapping[str, Iterable[str]], heads: Mapping[str, Sequence[Head]], place: Place
) -> dict[str, dict[str, str]]:
    """Return graph -> node -> label; nodes that have none are left out.

    Args:
        nodes: graph -> IRIs of nodes, `_:label` for blank ones.
        heads: graph -> its lineages.
        place: the graphs.

    Raises:
        NoVerdictError: if the store does not answer.
    """
    # A record of a lineage knows all models and datasets of its graph, whether or not a step leads to them.
    statements = {graph: dict.fromkeys(_typed(heads.get(graph, ()))) for graph in nodes}
    asked = {(graph, iri) for graph in nodes for iri in nodes[graph] if not iri.startswith("_:")}
    frontier = sorted(asked)
    for _ in range(_ROUNDS):
        found = [quad for batch in batches(frontier) for quad in _about(batch, place)]
        for graph, quad in found:
            statements[graph][quad] = None
        new = {next_one for graph, quad in found for next_one in _leads_to(graph, quad)} - asked
        asked |= new
        frontier = sorted(new)
    named = {graph: labels(quads) for graph, quads in statements.items()}
    for graph, iris in nodes.items():
        nameless = {iri: NAMELESS for iri in iris if iri.startswith("_:")}
        named[graph] = {**named.get(graph, {}), **nameless}
    return named


def _typed(heads: Iterable[Head]) -> Iterator[Quad]:
    for head in heads:
        if not head.iri.startswith("_:"):
            yield Quad(NamedNode(head.iri), node("rdf:type"), node("FineTuneLineage"))


def _about(batch: Sequence[Node], place: Place) -> list[tuple[str, Quad]]:
    nodes = place.nodes(batch, "node")
    told = f"SELECT {GRAPH} ?node ?how ?what {{ {nodes}GRAPH {GRAPH} {{ ?node ?how ?what }} {_among(TOLD)}}}"
    owned = (
        f"SELECT {GRAPH} ?node ?how ?owner {{ {nodes}GRAPH {GRAPH} {{ ?owner ?how ?node }} {_among(OWNS)}}}"
    )
    found = [(graph, Quad(row["node"], row["how"], row["what"])) for graph, row in place.rows(told)]  # type: ignore[arg-type]
    found += [(graph, Quad(row["owner"], row["how"], row["node"])) for graph, row in place.rows(owned)]  # type: ignore[arg-type]
    return found


def _among(predicates: Iterable[NamedNode]) -> str:
    return f"FILTER(?how IN ({', '.join(map(str, predicates))})) "


def _leads_to(graph: str, quad: Quad) -> list[Node]:
    """Return the nodes that the label of a node may need beside it."""
    ends = [quad.object] if quad.predicate == node("headModel") else []
    ends += [quad.subject] if quad.predicate in OWNS else []
    return [(graph, end.value) for end in ends if isinstance(end, NamedNode)]
