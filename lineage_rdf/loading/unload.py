"""Takes lineages out of a store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyoxigraph import NamedNode

from lineage_rdf.errors import LineageError, UsageError
from lineage_rdf.loading.counts import Counts, Refused
from lineage_rdf.loading.finish import finish
from lineage_rdf.loading.parcel import beside, evidence_graph_of
from lineage_rdf.store import Writer
from lineage_rdf.store.graphs import homes, sizes, tenants


def unload_all(writer: Writer, lineages: Sequence[str]) -> Counts:
    """Delete lineages with their evidence and all that describes their graphs, each whole or not at all.

    Args:
        writer: the store; it is finished and not closed.
        lineages: their IRIs.

    Returns:
        The counts; an error that ended the run is among them.

    Raises:
        UsageError: if something is no IRI; nothing is deleted then.
    """
    names = list(dict.fromkeys(map(_iri, lineages)))
    counts = Counts()
    try:
        for iri, graphs in _found(writer, names, counts).items():
            evidence = evidence_graph_of(iri)
            held = sizes(writer, [*graphs, evidence])
            writer.delete(graphs[0], (*graphs[1:], evidence, *beside(graphs)))
            counts.unloaded += 1
            counts.evidence += held.pop(evidence.value, 0)
            counts.statements += sum(held.values())
    except LineageError as error:
        counts.errors.append(error)
    finish(writer, counts)
    return counts


def _found(writer: Writer, names: Sequence[str], counts: Counts) -> dict[str, list[NamedNode]]:
    """Return lineage -> its graphs, without lineages that are refused."""
    found = homes(writer, names)
    holders = tenants(writer, [graph for graphs in found.values() for graph in graphs])
    why = {iri: "there is no such lineage in a named graph" for iri in names if iri not in found}
    # One that stays keeps its graph, and so all that share it; they may share others in turn.
    while kept := {iri: other for iri in found if (other := _neighbour(iri, found, holders))}:
        for iri, other in kept.items():
            del found[iri]
            why[iri] = f"its graph holds another lineage too, {other}"
    counts.refused += [Refused(iri, "", why[iri]) for iri in names if iri in why]
    return found


def _neighbour(
    iri: str, found: Mapping[str, Sequence[NamedNode]], holders: Mapping[str, Sequence[str]]
) -> str:
    """Return a lineage that stays in the store and shares a graph with one; empty text if there is none."""
    others = (other for graph in found[iri] for other in holders[graph.value] if other not in found)
    return min(others, default="")


def _iri(text: str) -> str:
    try:
        return NamedNode(text).value
    except ValueError:
        fix = "name lineages by their IRIs, which `lineage-rdf load PLACE --list` shows"
        raise UsageError("this is no IRI", text, fix) from None
