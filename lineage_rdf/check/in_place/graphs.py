"""Which graphs hold a lineage, what it is called, and how many nodes there are for a profile to look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from lineage_rdf.check.check import anchor_classes, subclasses
from lineage_rdf.check.compiled.facts import SUBCLASS, Pairs, known_pairs
from lineage_rdf.check.compiled.graph import text
from lineage_rdf.check.compiled.scope import GRAPH
from lineage_rdf.check.in_place.place import Place
from lineage_rdf.check.names import name_of
from lineage_rdf.check.profiles import Profile
from lineage_rdf.check.shapes import ShapesGraph
from lineage_rdf.codec.names import node
from lineage_rdf.errors import NoVerdictError
from lineage_rdf.store import Row, Store

_LINEAGE = node("FineTuneLineage").value


@frozen
class Head:
    """A lineage in a graph.

    Args:
        iri: its IRI, or `_:label`.
        name: what a person calls its head model.
    """

    iri: str
    name: str


def lineages(place: Place) -> dict[str, list[Head]]:
    """Return graph -> the lineages it holds, sorted by IRI.

    Args:
        place: the graphs.

    Raises:
        NoVerdictError: if the store does not answer.
    """
    known = f"{{ ?head {node('schema:identifier')} ?identifier }} OPTIONAL {{ ?head {node('revision')} ?revision }}"
    head = (
        f"?this {node('headModel')} ?head OPTIONAL {known} OPTIONAL {{ ?head {node('schema:name')} ?name }}"
    )
    query = (
        f"SELECT {GRAPH} ?this ?own ?head ?identifier ?revision ?name {{ {_typed([_LINEAGE])}"
        f"OPTIONAL {{ GRAPH {GRAPH} {{ ?this {node('schema:name')} ?own }} }} "
        f"OPTIONAL {{ GRAPH {GRAPH} {{ {head} }} }} }}"
    )
    rows: dict[tuple[str, str], list[Row]] = {}
    for graph, row in place.rows(query):
        rows.setdefault((graph, text(row["this"])), []).append(row)
    found: dict[str, list[Head]] = {}
    for graph, iri in sorted(rows):
        found.setdefault(graph, []).append(Head(iri, _name(rows[graph, iri])))
    return found


def _name(rows: list[Row]) -> str:
    """Return the name of a lineage as `Lineage.name` does; of several values the first counts."""

    def first(name: str) -> str | None:
        return min((text(row[name]) for row in rows if name in row), default=None)

    return name_of(*map(first, ("identifier", "revision", "name", "own")))


def anchors(place: Place, profiles: Iterable[Profile], shapes: ShapesGraph) -> dict[str, Mapping[str, int]]:
    """Return token -> graph -> how many nodes the anchor shapes of a profile look at; graphs without any are left out.

    Args:
        place: the graphs.
        profiles: the profiles; most of a ladder have their anchor in common, which is asked for once.
        shapes: shapes, those of the profiles among them.

    Raises:
        NoVerdictError: if the store does not answer.
    """
    wanted = {item.token: anchor_classes(item, shapes) for item in profiles}
    counts = {classes: _instances(place, classes) for classes in dict.fromkeys(wanted.values())}
    return {token: counts[classes] for token, classes in wanted.items()}


def _instances(place: Place, classes: Iterable[str]) -> dict[str, int]:
    query = f"SELECT {GRAPH} (COUNT(DISTINCT ?this) AS ?count) {{ {_typed(classes)}}} GROUP BY {GRAPH}"
    counts = {name: int(text(row["count"])) for name, row in place.rows(_counted(query, place))}
    return {name: count for name, count in counts.items() if count}


def _counted(query: str, place: Place) -> str:
    """Return a query without its grouping where there is only one group."""
    return query.removesuffix(f" GROUP BY {GRAPH}") if place.default else query


def axioms(place: Place) -> dict[str, Pairs]:
    """Return graph -> the subclass axioms that it adds to those of the vocabulary; only graphs with a lineage are looked at.

    Args:
        place: the graphs.

    Raises:
        NoVerdictError: if the store does not answer.
    """
    found: dict[str, set[tuple[str, str]]] = {}
    query = (
        f"SELECT DISTINCT {GRAPH} ?low ?top {{ GRAPH {GRAPH} {{ ?low <{SUBCLASS}> ?top }} "
        f"FILTER(isIRI(?low) && isIRI(?top)) FILTER EXISTS {{ {_typed([_LINEAGE])}}} }}"
    )
    for graph, row in place.rows(query):
        pair = (text(row["low"]), text(row["top"]))
        if pair not in known_pairs():
            found.setdefault(graph, set()).add(pair)
    return {graph: frozenset(pairs) for graph, pairs in found.items()}


def only_in_default(store: Store) -> int:
    """Return how many lineages lie in the default graph and in no named one.

    Args:
        store: the store.

    Raises:
        NoVerdictError: if the store does not answer.
    """
    kinds = " ".join(f"<{name}>" for name in sorted(subclasses(frozenset([_LINEAGE]))))
    elsewhere = f"GRAPH ?graph {{ ?this a {node('FineTuneLineage')} }}"
    query = (
        f"SELECT (COUNT(DISTINCT ?this) AS ?count) {{ VALUES ?kind {{ {kinds} }} ?this a ?kind "
        f"FILTER NOT EXISTS {{ {elsewhere} }} }}"
    )
    return sum(int(text(row["count"])) for row in store.select(query))


def graph_count(place: Place) -> int | None:
    """Return how many named graphs there are; None where the store cannot count them."""
    query = "SELECT (COUNT(DISTINCT ?graph) AS ?count) { GRAPH ?graph { ?s ?p ?o } }"
    try:
        return sum(int(text(row["count"])) for row in place.store.select(query))
    except NoVerdictError:
        return None


def _typed(classes: Iterable[str]) -> str:
    """Return the pattern of the instances of some classes and of those below them in our vocabulary."""
    names = " ".join(f"<{name}>" for name in sorted(subclasses(frozenset(classes))))
    return f"VALUES ?_kind {{ {names} }} GRAPH {GRAPH} {{ ?this a ?_kind }} "
