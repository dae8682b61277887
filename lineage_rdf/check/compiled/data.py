"""The data of a run: every lineage in a named graph of one store, with the facts it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from attrs import frozen
from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from lineage_rdf.check.compiled.facts import facts_about
from lineage_rdf.check.compiled.literals import kept, stored
from lineage_rdf.check.shapes import vocabulary_facts
from lineage_rdf.vocabulary.namespaces import RDF

_GRAPH = "urn:lineage-rdf:graph:"
_TYPE = NamedNode(f"{RDF}type")


@frozen(eq=False)
class Data:
    """The data of a run.

    Args:
        store: the graphs, with marks at literals that the store would not keep as written.
        native: the same without those marks.
        names: IRIs that occur in some graph, and `a CLASS` for the classes of things.
        spelled: (graph, literal as the store keeps it) -> the one as written.
        count: how many graphs there are.
    """

    store: Store
    native: Store
    names: frozenset[str]
    spelled: dict[tuple[int, Literal], Literal]
    count: int


def graph_of(number: int) -> NamedNode:
    """Return the graph of a lineage, given its place among those of the run."""
    return NamedNode(f"{_GRAPH}{number}")


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
    graphs = list(map(graph_of, range(len(lineages))))
    names = _Names()
    quads: list[Quad] = []
    changed: list[tuple[int, Literal]] = []
    for number, (graph, lineage) in enumerate(zip(graphs, lineages, strict=True)):
        start = len(quads)
        changed += [(number, literal) for literal in _add(lineage, graph, quads)]
        terms = names.note(quads[start:])
        facts = _facts(terms, graph, predicates, whole)
        names.note(facts)
        quads += facts
    return _data(lineages, graphs, quads, changed, names.all)


def load_as_they_are(lineages: Sequence[Sequence[Quad]]) -> Data:
    """Return statements that hold all facts already in a store, for queries that need not be told what occurs."""
    graphs = list(map(graph_of, range(len(lineages))))
    quads: list[Quad] = []
    changed: list[tuple[int, Literal]] = []
    for number, (graph, lineage) in enumerate(zip(graphs, lineages, strict=True)):
        changed += [(number, literal) for literal in _add(lineage, graph, quads)]
    return _data(lineages, graphs, quads, changed, frozenset())


def _data(
    lineages: Sequence[Sequence[Quad]],
    graphs: Sequence[NamedNode],
    quads: Sequence[Quad],
    changed: Sequence[tuple[int, Literal]],
    names: frozenset[str],
) -> Data:
    store = _store(quads, graphs)
    if not changed:
        return Data(store, store, names, {}, len(graphs))
    return Data(
        store, _store(_unmarked(lineages, graphs, quads), graphs), names, _spelled(changed), len(graphs)
    )


class _Names:
    """Collects the terms that occur."""

    def __init__(self) -> None:
        self._terms: set[object] = set()
        self._classes: set[object] = set()

    def note(self, quads: Iterable[Quad]) -> set[object]:
        """Take up the terms of some statements and return those that may be subjects of facts."""
        terms: set[object] = set()
        for subject, predicate, value, _ in quads:
            terms.add(subject)
            terms.add(value)
            self._terms.add(predicate)
            if predicate == _TYPE:
                self._classes.add(value)
        self._terms |= terms
        return terms

    @property
    def all(self) -> frozenset[str]:
        """IRIs, and `a CLASS` for classes."""
        classes = {f"a {term.value}" for term in self._classes if isinstance(term, NamedNode)}
        return frozenset(classes | {term.value for term in self._terms if isinstance(term, NamedNode)})


def _store(quads: Iterable[Quad], graphs: Iterable[NamedNode]) -> Store:
    store = Store()
    for graph in graphs:
        store.add_graph(graph)
    store.extend(quads)
    return store


def _add(lineage: Iterable[Quad], graph: NamedNode, quads: list[Quad]) -> Iterator[Literal]:
    """Add the statements of a lineage in its graph, and yield the literals that had to be marked."""
    for subject, predicate, value, _ in lineage:
        if isinstance(value, Literal):
            marked = stored(value)
            if marked != value:
                yield value
            quads.append(Quad(subject, predicate, marked, graph))
        elif not isinstance(value, Triple):
            quads.append(Quad(subject, predicate, value, graph))


def _facts(terms: Set[object], graph: NamedNode, predicates: frozenset[str], whole: bool) -> list[Quad]:
    if whole:
        return [Quad(quad.subject, quad.predicate, quad.object, graph) for quad in vocabulary_facts()]
    about = facts_about(predicates)
    wanted = dict.fromkeys(triple for term in about.keys() & terms for triple in about[term])
    return [Quad(*triple, graph) for triple in wanted]


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
