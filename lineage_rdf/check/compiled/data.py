"""The data of a run: every lineage in a named graph of one store, with the facts it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from lineage_rdf.check.compiled.facts import facts_about
from lineage_rdf.check.compiled.literals import kept, stored
from lineage_rdf.check.shapes import vocabulary_facts
from lineage_rdf.vocabulary.namespaces import RDF

_GRAPH = "urn:lineage-rdf:graph:"
_TYPE = f"{RDF}type"


@frozen(eq=False)
class Data:
    """The data of a run.

    Args:
        store: the graphs, with marks at literals that the store would not keep as written.
        native: the same without those marks.
        names: IRIs that occur in some graph, and `a CLASS` for the classes of things.
        spelled: (graph, literal as the store keeps it) -> the one as written.
    """

    store: Store
    native: Store
    names: frozenset[str]
    spelled: dict[tuple[int, Literal], Literal]


def number_of(graph: NamedNode) -> int:
    """Return the place of a lineage among those of the run."""
    return int(graph.value.removeprefix(_GRAPH))


def load(lineages: Sequence[Sequence[Quad]], predicates: frozenset[str], whole: bool) -> Data:
    """Return lineages in a store.

    Args:
        lineages: the statements of each, of whatever graph; statements with triple terms are left out.
        predicates: predicates of the facts that some query uses.
        whole: whether every graph is to hold all facts.
    """
    graphs = [NamedNode(f"{_GRAPH}{number}") for number in range(len(lineages))]
    known: set[str] = set()
    quads: list[Quad] = []
    changed: list[tuple[int, Literal]] = []
    for number, (graph, lineage) in enumerate(zip(graphs, lineages, strict=True)):
        quads += _named(lineage, graph, known, changed, number)
        quads += _facts(lineage, graph, predicates, whole, known)
    store = _store(quads, graphs)
    if not changed:
        return Data(store, store, frozenset(known), {})
    native = _store(_unmarked(lineages, graphs, quads), graphs)
    return Data(store, native, frozenset(known), _spelled(changed))


def _store(quads: Iterable[Quad], graphs: Iterable[NamedNode]) -> Store:
    store = Store()
    for graph in graphs:
        store.add_graph(graph)
    store.extend(quads)
    return store


def _named(
    lineage: Iterable[Quad],
    graph: NamedNode,
    known: set[str],
    changed: list[tuple[int, Literal]],
    number: int,
) -> list[Quad]:
    """Return the statements in their graph, and note the names in them and the literals that had to be marked."""
    found = []
    for quad in lineage:
        predicate, value = quad.predicate, quad.object
        if isinstance(value, Literal):
            marked = stored(value)
            if marked != value:
                changed.append((number, value))
            value = marked
        elif not isinstance(value, NamedNode | BlankNode):
            continue
        elif isinstance(value, NamedNode):
            known.add(value.value)
            if predicate.value == _TYPE:
                known.add(f"a {value.value}")
        known.add(predicate.value)
        if isinstance(quad.subject, NamedNode):
            known.add(quad.subject.value)
        if isinstance(quad.subject, NamedNode | BlankNode):
            found.append(Quad(quad.subject, predicate, value, graph))
    return found


def _facts(
    lineage: Sequence[Quad], graph: NamedNode, predicates: frozenset[str], whole: bool, known: set[str]
) -> list[Quad]:
    if whole:
        triples = [(quad.subject, quad.predicate, quad.object) for quad in vocabulary_facts()]
    else:
        about = facts_about(predicates)
        terms = {quad.object for quad in lineage} | {quad.subject for quad in lineage}
        wanted = dict.fromkeys(triple for term in about.keys() & terms for triple in about[term])
        triples = list(wanted)
    for subject, predicate, value in triples:
        known |= {term.value for term in (subject, predicate, value) if isinstance(term, NamedNode)}
        if predicate.value == _TYPE:
            known.add(f"a {value.value}")  # type: ignore[union-attr]
    return [Quad(*triple, graph) for triple in triples]


def _unmarked(
    lineages: Sequence[Sequence[Quad]], graphs: Sequence[NamedNode], quads: Iterable[Quad]
) -> Iterable[Quad]:
    """Yield the statements with literals as they came, and the facts."""
    for graph, lineage in zip(graphs, lineages, strict=True):
        for quad in lineage:
            if isinstance(quad.object, Literal):
                yield Quad(quad.subject, quad.predicate, quad.object, graph)
    yield from (quad for quad in quads if not isinstance(quad.object, Literal))


def _spelled(changed: Sequence[tuple[int, Literal]]) -> dict[tuple[int, Literal], Literal]:
    """Return how literals were written that the store keeps otherwise; the first spelling if there are several."""
    found: dict[tuple[int, Literal], Literal] = {}
    for number, literal in changed:
        found.setdefault((number, kept(literal)), literal)
    return found
