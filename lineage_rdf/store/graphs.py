"""What is asked of any place of data about its named graphs: their sizes, their lineages and their statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

from pyoxigraph import Literal, NamedNode, Quad
from pyoxigraph import Store as Memory

from lineage_rdf.codec.names import node, text
from lineage_rdf.store.interface import Row, Store
from lineage_rdf.store.updates import triple

T = TypeVar("T")
_LINEAGE: Final = f"a {node('FineTuneLineage')}"
_BATCH: Final = 200  # names in one query
_LENGTH: Final = 1 << 18  # letters of the statements in one query


def sizes(store: Store, graphs: Sequence[NamedNode] | None = None) -> dict[str, int]:
    """Return IRI of a named graph -> the number of its statements, in the order of the IRIs.

    Args:
        store: the place of data.
        graphs: the graphs asked for; those that are not there are left out. None for all.

    Raises:
        NoVerdictError: if the answer is not whole.
    """
    batches = [""] if graphs is None else [f"VALUES ?g {{ {names} }} " for names in _names(graphs)]
    found: dict[str, int] = {}
    for only in batches:
        query = f"SELECT ?g (COUNT(*) AS ?count) {{ {only}GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"
        for row in store.select(query):
            if "g" in row and isinstance(row["count"], Literal):
                found[text(row["g"])] = int(row["count"].value)
    return dict(sorted(found.items()))


def homes(store: Store, lineages: Iterable[str]) -> dict[str, list[NamedNode]]:
    """Return IRI of a lineage -> the named graphs that hold it; lineages that are not there are left out.

    Args:
        store: the place of data.
        lineages: the IRIs asked for.

    Raises:
        NoVerdictError: if the answer is not whole.
    """
    found: dict[str, list[NamedNode]] = {}
    for row in _held(store, "this", map(NamedNode, lineages)):
        if isinstance(row["g"], NamedNode):
            found.setdefault(text(row["this"]), []).append(row["g"])
    return {iri: sorted(graphs, key=str) for iri, graphs in found.items()}


def tenants(store: Store, graphs: Iterable[NamedNode]) -> dict[str, list[str]]:
    """Return IRI of a named graph -> the lineages that it holds, `_:label` for blank nodes; graphs without one are left out.

    Args:
        store: the place of data.
        graphs: the graphs asked for.

    Raises:
        NoVerdictError: if the answer is not whole.
    """
    found: dict[str, list[str]] = {}
    for row in _held(store, "g", graphs):
        found.setdefault(text(row["g"]), []).append(text(row["this"]))
    return {graph: sorted(lineages) for graph, lineages in found.items()}


def _held(store: Store, name: str, nodes: Iterable[NamedNode]) -> Iterator[Row]:
    """Yield (`g`, `this`) of the lineages in named graphs, one of the two being among some nodes."""
    for names in _names(nodes):
        yield from store.select(
            f"SELECT DISTINCT ?g ?this {{ VALUES ?{name} {{ {names} }} GRAPH ?g {{ ?this {_LINEAGE} }} }}"
        )


def holds_exactly(store: Store, graph: NamedNode, quads: Iterable[Quad]) -> bool:
    """Tell whether a named graph holds some statements and no others; they are sent, so that nothing large is fetched.

    Args:
        store: the place of data.
        graph: the graph.
        quads: the statements, in whatever graphs, without blank nodes.

    Raises:
        NoVerdictError: if there is no answer.
    """
    wanted = as_stored(quads)
    if sizes(store, [graph]).get(graph.value, 0) != len(wanted):
        return False
    return holds_all(store, wanted, graph)


def holds_all(store: Store, quads: Iterable[Quad], graph: NamedNode | None = None) -> bool:
    """Tell whether a graph holds some statements.

    Args:
        store: the place of data.
        quads: the statements, in whatever graphs, without blank nodes.
        graph: the graph; None for the default graph.

    Raises:
        NoVerdictError: if there is no answer.
    """
    there = f"GRAPH {graph} {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    rows = (f"({triple(quad)})" for quad in quads)
    return not any(
        store.ask(f"ASK {{ VALUES (?s ?p ?o) {{ {part} }} FILTER NOT EXISTS {{ {there} }} }}")
        for part in _in_parts(rows)
    )


def as_stored(quads: Iterable[Quad]) -> frozenset[Quad]:
    """Return statements as a store of Oxigraph gives them back, as if they stood in the default graph.

    It spells some literals anew, `5.0` as `5`; what this program writes is spelt so already.
    """
    memory = Memory()
    memory.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    return frozenset(memory)


def _in_parts(rows: Iterable[str]) -> Iterator[str]:
    """Yield rows in texts that go into one query each."""
    part: list[str] = []
    length = 0
    for row in rows:
        part.append(row)
        length += len(row)
        if length >= _LENGTH:
            yield " ".join(part)
            part, length = [], 0
    if part:
        yield " ".join(part)


def _names(nodes: Iterable[NamedNode]) -> Iterator[str]:
    """Yield the names for one query each."""
    return (" ".join(map(str, batch)) for batch in batches(list(dict.fromkeys(nodes))))


def batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield items in lists that go into one query."""
    return (items[start : start + _BATCH] for start in range(0, len(items), _BATCH))
