"""Which statements of a document belong to which of its lineages (decisions section 1.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pyoxigraph import BlankNode, NamedNode, Quad

from lineage_rdf.codec.names import node

_TYPE, _LINEAGE, _MADE_BY = node("rdf:type"), node("FineTuneLineage"), node("prov:wasGeneratedBy")


def slices(quads: Sequence[Quad], lineages: Sequence[str]) -> dict[str, list[Quad]]:
    """Return lineage -> its statements, in the order of the document.

    A lineage alone in its document or in its named graph has all statements there. Of lineages in one graph each has what its
    own node leads to. They meet at models: a step that made a shared model belongs to the lineage that counts the step.

    Args:
        quads: the statements of the document.
        lineages: the IRIs of its lineages.
    """
    if len(lineages) == 1:
        return {lineages[0]: list(quads)}
    graphs: dict[object, list[Quad]] = defaultdict(list)
    homes: dict[str, set[object]] = {iri: set() for iri in lineages}
    tenants: dict[object, set[str]] = defaultdict(set)
    for quad in quads:
        graphs[quad.graph_name].append(quad)
        if quad.predicate == _TYPE and quad.object == _LINEAGE:
            homes.setdefault(_name(quad.subject), set()).add(quad.graph_name)
            tenants[quad.graph_name].add(_name(quad.subject))
    # A file of many lineages has a graph for each: none of them may cost a pass over all the others.
    return {iri: _slice(_in(homes[iri], graphs, quads), iri, homes[iri], tenants) for iri in lineages}


def _in(home: set[object], graphs: dict[object, list[Quad]], quads: Sequence[Quad]) -> list[Quad]:
    """Return the statements of some graphs in the order of the document."""
    if len(home) == 1:
        return graphs[next(iter(home))]
    return [quad for quad in quads if quad.graph_name in home]


def _slice(here: list[Quad], iri: str, home: set[object], tenants: dict[object, set[str]]) -> list[Quad]:
    others = set().union(*(tenants[graph] for graph in home)) - {iri}
    if not others:
        return here
    reached = _reach(here, iri, others)
    return [
        quad
        for quad in here
        if _name(quad.subject) in reached and (quad.predicate != _MADE_BY or _name(quad.object) in reached)
    ]


def _reach(quads: Sequence[Quad], start: str, closed: set[str]) -> set[str]:
    """Return the nodes that a node leads to, itself included, without entering some others."""
    leads: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        if quad.predicate != _MADE_BY and isinstance(quad.object, NamedNode | BlankNode):
            leads[_name(quad.subject)].add(_name(quad.object))
    reached, waiting = {start}, [start]
    while waiting:
        new = leads[waiting.pop()] - reached - closed
        reached |= new
        waiting += new
    return reached


def _name(term: object) -> str:
    return f"_:{term.value}" if isinstance(term, BlankNode) else str(getattr(term, "value", term))
