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
    homes: dict[str, set[object]] = {iri: set() for iri in lineages}
    for quad in quads:
        if quad.predicate == _TYPE and quad.object == _LINEAGE:
            homes.setdefault(_name(quad.subject), set()).add(quad.graph_name)
    return {iri: _slice(quads, iri, homes) for iri in lineages}


def _slice(quads: Sequence[Quad], iri: str, homes: dict[str, set[object]]) -> list[Quad]:
    here = [quad for quad in quads if quad.graph_name in homes[iri]]
    others = {other for other, graphs in homes.items() if other != iri and graphs & homes[iri]}
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
