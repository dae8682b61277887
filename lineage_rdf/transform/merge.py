"""The union of lineages: each in a named graph of its own, so that they meet only at models, datasets, agents and terms.

Steps that two lineages shared in one graph would have the bases of both (decisions 1.5), so the graphs stay apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import field, frozen
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad

from lineage_rdf.claims.mint import graph_of
from lineage_rdf.codec.names import node, text
from lineage_rdf.codec.slices import slices
from lineage_rdf.codec.terms import Node, mapped
from lineage_rdf.transform.conflicts import Conflict, told_differently, two_values
from lineage_rdf.transform.diff import difference
from lineage_rdf.transform.telling import Telling, shown

_TYPE, _LINEAGE = node("rdf:type"), node("FineTuneLineage")


@frozen
class Source:
    """The statements of one input.

    Args:
        origin: what it is called, such as the path of a file.
        quads: its statements.
    """

    origin: str
    quads: Sequence[Quad]


@frozen
class Merged:
    """The union of some inputs.

    Args:
        quads: the statements.
        conflicts: where the inputs disagree.
        lineages: IRIs of the lineages, in the order of the inputs.
        repeated: how many lineages were told once more in the same way.
        beside: how many statements belong to no lineage; they stay in their graph.
    """

    quads: tuple[Quad, ...]
    conflicts: tuple[Conflict, ...]
    lineages: tuple[str, ...]
    repeated: int = 0
    beside: int = 0


@frozen
class _Found:
    """One lineage as one input tells it; blank nodes are already apart from those of other inputs."""

    origin: str
    telling: Telling
    node: NamedNode | BlankNode
    quads: Sequence[Quad]


def merge(sources: Iterable[Source]) -> Merged:
    """Return the union of lineages, each in a named graph of its own, and where they disagree.

    A lineage that inputs tell in the same way (see `diff`) is taken from the first; told differently, it has all statements
    of all of them, and is a conflict. So is a model, dataset or agent about which lineages say different things where only
    one can be true. Statements that belong to no lineage stay in the graph they are in. The same inputs in the same order
    give the same blank node labels; no label is used by two inputs.

    Args:
        sources: the inputs; one without a lineage adds its statements only.

    Raises:
        InputError: if a statement that the vocabulary does not know has a blank node in a triple term.
    """
    found: list[_Found] = []
    beside: list[Quad] = []
    for place, source in enumerate(sources, start=1):
        own, rest = _split(source.origin, list(_apart(source.quads, place)))
        found += own
        beside += rest
    kept, repeated, conflicts = _without_repeats(found)
    quads = [*beside, *(quad for lineage in kept for quad in _in_own_graph(lineage))]
    tellings = [(lineage.origin, lineage.telling) for lineage in kept]
    return Merged(
        tuple(dict.fromkeys(quads)),
        (*conflicts, *two_values(tellings)),
        tuple(dict.fromkeys(shown(lineage.telling.record.iri) for lineage in kept)),
        repeated,
        len(beside),
    )


def _apart(quads: Iterable[Quad], place: int) -> Iterator[Quad]:
    """Yield statements with blank nodes named by the place of the input and the order of their appearance."""
    names: dict[str, BlankNode] = {}

    def change(term: Node) -> Node:
        if not isinstance(term, BlankNode):
            return term
        return names.setdefault(term.value, BlankNode(f"m{place}n{len(names)}"))

    return mapped(quads, change)


def _split(origin: str, quads: Sequence[Quad]) -> tuple[list[_Found], list[Quad]]:
    """Return the lineages of one input, and the statements that belong to none of them."""
    homes: dict[NamedNode | BlankNode, set[object]] = {}
    for quad in quads:
        if (
            quad.predicate == _TYPE
            and quad.object == _LINEAGE
            and isinstance(quad.subject, NamedNode | BlankNode)
        ):
            homes.setdefault(quad.subject, set()).add(quad.graph_name)
    names = {text(subject): subject for subject in homes}
    own = slices(quads, list(names))
    found = []
    for name, subject in names.items():
        statements = [quad for quad in own[name] if quad.graph_name in homes[subject]]
        found.append(_Found(origin, Telling.of(_Told(name, statements)), subject, statements))
    taken = {quad for lineage in found for quad in lineage.quads}
    left = {graph for graphs in homes.values() for graph in graphs}
    rest = [quad for quad in quads if quad not in taken and not _describes(quad, left)]
    return found, rest


@frozen
class _Told:
    """What `Telling.of` wants."""

    iri: str
    quads: Sequence[Quad] = field()


def _describes(quad: Quad, graphs: set[object]) -> bool:
    """Say whether a statement only tells that the graph a lineage was in is one: the lineage is in another now."""
    return isinstance(quad.graph_name, DefaultGraph) and quad.predicate == _TYPE and quad.subject in graphs


def _without_repeats(found: Sequence[_Found]) -> tuple[list[_Found], int, list[Conflict]]:
    """Return the lineages without those told before in the same way, how many those are, and what was told differently."""
    kept: list[_Found] = []
    conflicts: list[Conflict] = []
    by_iri: dict[str, list[_Found]] = {}
    for lineage in found:
        before = by_iri.setdefault(lineage.telling.record.iri, [])
        differences = [(old, difference(old.telling, lineage.telling)) for old in before]
        if any(told.equal for _, told in differences):
            continue
        kept.append(lineage)
        before.append(lineage)
        if differences:
            old, told = differences[0]
            conflicts.append(told_differently(told, (old.origin, lineage.origin)))
    return kept, len(found) - len(kept), conflicts


def _in_own_graph(lineage: _Found) -> Iterator[Quad]:
    """Yield the statements of a lineage in its graph, and outside of it that the graph is a prov:Bundle (decisions 5.7).

    The graph of a lineage without an IRI has none either.
    """
    own = lineage.node
    graph = NamedNode(graph_of(own.value)) if isinstance(own, NamedNode) else BlankNode(f"{own.value}g")
    for name in ("prov:Bundle", "prov:Entity"):
        yield Quad(graph, _TYPE, node(name))
    for quad in lineage.quads:
        yield Quad(quad.subject, quad.predicate, quad.object, graph)
