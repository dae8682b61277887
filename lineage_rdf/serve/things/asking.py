"""The questions that are asked of a store about some IRIs; every IRI is written by the engine, never pasted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from lineage_rdf.serve.faults import too_large
from lineage_rdf.serve.jobs.job import Opened
from lineage_rdf.store.graphs import batches

MOST: Final = 100_000  # statements of one document, or of one graph that a page is made from


def named(iri: str) -> NamedNode | None:
    """Return an IRI as a node, or None if it is none that can stand in a store."""
    try:
        return NamedNode(iri)
    except ValueError:
        return None


def anywhere(here: Opened, pattern: str) -> str:
    """Return a pattern that is looked for in all graphs.

    Args:
        here: what is open.
        pattern: triple patterns about one subject.
    """
    return pattern if here.union else f"{{ {pattern} }} UNION {{ GRAPH ?anywhere {{ {pattern} }} }}"


def described(here: Opened, iris: Iterable[str]) -> frozenset[str]:
    """Return those of some IRIs of which the store says something.

    Args:
        here: what is open.
        iris: the IRIs; any that cannot stand in a store is left out.
    """
    found: set[str] = set()
    nodes = [node for iri in dict.fromkeys(iris) if (node := named(iri)) is not None]
    for batch in batches(nodes):
        names = " ".join(map(str, batch))
        query = f"SELECT DISTINCT ?s {{ VALUES ?s {{ {names} }} {anywhere(here, '?s ?p ?o')} }}"
        found.update(row["s"].value for row in here.store.select(query) if isinstance(row["s"], NamedNode))
    return frozenset(found)


def about(here: Opened, iris: Sequence[str]) -> list[Quad]:
    """Return all statements with some IRIs as their subjects, whichever graphs they stand in, each once.

    Args:
        here: what is open.
        iris: the IRIs.

    Raises:
        Refusal: if there are more than one document may have.
    """
    nodes = [node for iri in iris if (node := named(iri)) is not None]
    found: list[Quad] = []
    for batch in batches(nodes):
        names = " ".join(map(str, batch))
        found += _quads(here, f"VALUES ?s {{ {names} }} {anywhere(here, '?s ?p ?o')}", MOST - len(found))
    return found


def graph(here: Opened, name: NamedNode | None) -> list[Quad]:
    """Return the statements of a graph, as if they stood in the default graph.

    Args:
        here: what is open.
        name: the graph; None for all that the default graph of a query shows.

    Raises:
        Refusal: if there are more than a page can be made from.
    """
    return _quads(here, f"GRAPH {name} {{ ?s ?p ?o }}" if name else "?s ?p ?o", MOST)


def _quads(here: Opened, pattern: str, most: int) -> list[Quad]:
    found = list(_rows(here, f"SELECT DISTINCT ?s ?p ?o {{ {pattern} }} LIMIT {most + 1}"))
    if len(found) > most:
        raise too_large(here.result_limit >> 20)
    return found


def _rows(here: Opened, query: str) -> Iterator[Quad]:
    for row in here.store.select(query):
        subject, predicate, value = row["s"], row["p"], row["o"]
        if isinstance(subject, NamedNode | BlankNode) and isinstance(predicate, NamedNode):
            yield Quad(subject, predicate, value)


def iris(here: Opened, name: str, query: str) -> list[str]:
    """Return the IRIs that a query has in one column, in its order.

    Args:
        here: what is open.
        name: the column.
        query: a SELECT query.
    """
    return [term.value for row in here.store.ordered(query) if isinstance(term := row.get(name), NamedNode)]


def count(here: Opened, query: str) -> int:
    """Return the number that a query has in its column `count`.

    Args:
        here: what is open.
        query: a SELECT query of one row.
    """
    numbers = (row["count"] for row in here.store.select(query))
    return next((int(number.value) for number in numbers if isinstance(number, Literal)), 0)
