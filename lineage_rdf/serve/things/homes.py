"""Which lineages of a store speak of a thing, and which of them tells most about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import frozen
from pyoxigraph import NamedNode, Quad

from lineage_rdf.codec.names import node, text
from lineage_rdf.codec.slices import slices
from lineage_rdf.pages.things import Division, divide
from lineage_rdf.serve.jobs.job import Opened
from lineage_rdf.serve.things.asking import count, graph, iris, named

_TYPE, _LINEAGE = node("rdf:type"), node("FineTuneLineage")
# Who tells most: the lineage itself, that of which a model is the head, that which made it, that which has the step, anyone.
_TELLING: Final = (
    f"{{0}} {_TYPE} {_LINEAGE}",
    f"?x {node('headModel')} {{0}}",
    f"?x {node('producedModel')} {{0}}",
    f"?x {node('hasStep')} {{0}}",
    "{0} ?p ?o",
)


@frozen
class Home:
    """The lineage that tells most about a thing.

    Args:
        division: the lineage; its statements by the things they belong to.
        quads: all its statements.
        graph: the named graph that holds it; None if it is in none.
    """

    division: Division
    quads: Sequence[Quad]
    graph: NamedNode | None


def home(here: Opened, iri: str) -> Home | None:
    """Return the lineage that tells most about a thing or part; None if no lineage tells anything.

    Args:
        here: what is open.
        iri: its IRI.

    Raises:
        Refusal: if the graph of the lineage is too large for a page.
    """
    subject = named(iri)
    if subject is None:
        return None
    for pattern in _TELLING:
        query = f"SELECT ?g {{ GRAPH ?g {{ {pattern.format(subject)} }} }} ORDER BY ?g LIMIT 1"
        for name in iris(here, "g", query):
            found = in_graph(here, NamedNode(name), iri)
            if found is not None:
                return found
    if here.store.ask(f"ASK {{ {subject} ?p ?o }}"):
        return in_graph(here, None, iri)
    return None


def in_graph(here: Opened, name: NamedNode | None, iri: str) -> Home | None:
    """Return the lineage in a graph that has a thing or a part with an IRI; None if none has.

    Args:
        here: what is open.
        name: the graph; None for the default graph.
        iri: the IRI.
    """
    quads = graph(here, name)
    lineages = sorted(text(q.subject) for q in quads if q.predicate == _TYPE and q.object == _LINEAGE)
    lineages.sort(key=lambda lineage: lineage != iri)
    own = slices(quads, lineages) if lineages else {}
    for lineage in lineages:
        division = divide(own[lineage], lineage)
        if iri in division.things or iri in division.owners or len(lineages) == 1:
            return Home(division, own[lineage], name)
    return None


def speaking(here: Opened, iri: str, most: int) -> list[NamedNode]:
    """Return the first of the named graphs that speak of a thing.

    Args:
        here: what is open.
        iri: its IRI.
        most: how many at most.
    """
    query = f"SELECT DISTINCT ?g {{ {_mention(iri)} }} ORDER BY ?g LIMIT {most}"
    return [NamedNode(name) for name in iris(here, "g", query)]


def speaking_count(here: Opened, iri: str) -> int:
    """Return how many named graphs speak of a thing."""
    return count(here, f"SELECT (COUNT(DISTINCT ?g) AS ?count) {{ {_mention(iri)} }}")


def _mention(iri: str) -> str:
    subject = NamedNode(iri)
    return f"GRAPH ?g {{ {{ {subject} ?p ?o }} UNION {{ ?s ?q {subject} }} }}"
