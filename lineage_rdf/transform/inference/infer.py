"""What follows from statements by the rules of the vocabulary; nothing is inferred unless this is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import uuid4

from attrs import frozen
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from lineage_rdf.claims.mint import ACROSS_GRAPHS
from lineage_rdf.transform.inference.axioms import USUAL, Axioms, Rule, axioms_of, core_ontology
from lineage_rdf.transform.inference.plan import Plan, plan_of
from lineage_rdf.transform.inference.updates import axiom_quads, saturate

MOST: Final = 2_000_000
ACROSS: Final = NamedNode(ACROSS_GRAPHS)
Graph = NamedNode | BlankNode | DefaultGraph


@frozen
class Inferred:
    """What follows from some statements.

    Args:
        quads: the conclusions that are not among the statements, sorted.
        contradictions: in what the statements contradict the axioms, in the words of the reasoner; only OWL-RL looks for it.
        contradicting: the graphs of the statements that do; their conclusions are worth nothing.
    """

    quads: tuple[Quad, ...]
    contradictions: tuple[str, ...] = ()
    contradicting: frozenset[Graph] = frozenset()


def infer(
    quads: Iterable[Quad],
    axioms: Axioms | None = None,
    *,
    rules: Iterable[Rule] = USUAL,
    most: int = MOST,
    before: int = 0,
    across: bool = False,
) -> Inferred:
    """Return what follows from statements: all of it, so that doing it again adds nothing.

    A conclusion stands in the graph of its premises. Axioms that stand in the data are data like any other.

    Args:
        quads: the statements; literals may be of any spelling.
        axioms: the axioms; those of the core without it.
        rules: the rules to use.
        most: how many conclusions there may be.
        before: how many of them an earlier call has found.
        across: whether to draw conclusions from several graphs too; they stand in the graph `ACROSS`.

    Raises:
        NoVerdictError: if more follow, which a transitive property does over long chains.
    """
    plan = plan_of((axioms or axioms_of(core_ontology())).only(rules))
    used = {quad for quad in quads if quad.predicate in plan.mentioned}
    # What came of several graphs is no premise of one.
    found = _Work(plan, most, before).conclusions(quad for quad in used if quad.graph_name != ACROSS)
    if across:
        found |= _across(_Work(plan, most, before + len(found)), used | found)
    return Inferred(tuple(sorted(found, key=str)))


def _across(work: _Work, quads: Iterable[Quad]) -> frozenset[Quad]:
    """Return what follows from all graphs together and stands in none of them."""
    return work.conclusions(_in(quad, ACROSS) for quad in quads)


def _in(quad: Quad, graph: Graph) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object, graph)


class _Work:
    """A store in memory in which the rules run.

    A store spells some literals anew, and knows no literal in the place of a subject, which an inverse property can bring there
    for a moment. So in the store an IRI that nobody else has stands for each literal.
    """

    def __init__(self, plan: Plan, most: int, before: int) -> None:
        self._plan = plan
        self._most = most
        self._before = before
        self._prefix = f"urn:lineage-rdf:{uuid4()}:"
        self._default = NamedNode(f"{self._prefix}default")
        self._literals: dict[Literal | Triple, NamedNode] = {}

    def conclusions(self, quads: Iterable[Quad]) -> frozenset[Quad]:
        """Return what follows from statements and is not among them."""
        store = Store()
        store.bulk_extend(axiom_quads(self._plan))
        hidden = set(map(self._hidden, quads))
        store.bulk_extend(hidden)
        saturate(store, self._plan, self._most, self._before)
        shown = {name: value for value, name in self._literals.items()}
        new = (
            quad
            for quad in store
            if quad not in hidden and quad.graph_name != DefaultGraph() and quad.subject not in shown
        )
        return frozenset(self._shown(quad, shown) for quad in new)

    def _hidden(self, quad: Quad) -> Quad:
        target, graph = quad.object, quad.graph_name
        if not isinstance(target, Literal | Triple) and not isinstance(graph, DefaultGraph):
            return quad
        if isinstance(target, Literal | Triple):
            target = self._literals.setdefault(target, NamedNode(f"{self._prefix}{len(self._literals)}"))
        graph = self._default if isinstance(graph, DefaultGraph) else graph
        return Quad(quad.subject, quad.predicate, target, graph)

    def _shown(self, quad: Quad, literals: dict[NamedNode, Literal | Triple]) -> Quad:
        target = quad.object
        if isinstance(target, NamedNode):
            target = literals.get(target, target)
        graph = DefaultGraph() if quad.graph_name == self._default else quad.graph_name
        return Quad(quad.subject, quad.predicate, target, graph)
