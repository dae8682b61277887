"""Takes statements up into a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from lineage_rdf.check.columns.table import BLANK, IRI, LITERAL, Nodes, Table, unpacked
from lineage_rdf.check.compiled.facts import SUBCLASS, Pairs, facts_about
from lineage_rdf.check.compiled.graph import Term
from lineage_rdf.check.shapes import vocabulary_facts
from lineage_rdf.memory import without_collection

_KIND = {NamedNode: IRI, BlankNode: BLANK, Literal: LITERAL}


class Graphs:
    """Graphs that are taken up one after another, as streams, of which no statement is kept."""

    def __init__(self) -> None:
        self._numbers: dict[Term, int] = {}
        self._term_of: list[int] = []
        self._sizes: list[int] = []  # the nodes of each graph
        self._pairs: dict[NamedNode, list[int]] = {}

    def add(self, statements: Iterable[Quad]) -> None:
        """Take up one graph, of statements of whatever graph; those with triple terms are left out."""
        before = len(self._term_of)
        with without_collection():
            self._take(statements)
        self._sizes.append(len(self._term_of) - before)

    def _take(self, statements: Iterable[Any]) -> None:
        # Half of the time of a large check is spent in this loop, hence no calls in it but for new terms.
        nodes: dict[Any, int] = {}
        known, columns, node = nodes.get, self._pairs, self._node
        for subject, predicate, value, _ in statements:
            here, there = known(subject), known(value)
            if here is None:
                here = node(nodes, subject)
            if there is None:
                there = node(nodes, value)
            if here < 0 or there < 0:
                continue
            if predicate in columns:
                columns[predicate].append(here << 32 | there)
            else:
                columns[predicate] = [here << 32 | there]

    def _node(self, nodes: dict[Any, int], term: Any) -> int:
        if term in nodes:  # the object of a statement about itself
            return nodes[term]
        if type(term) not in _KIND:
            return -1  # a triple term
        node = nodes[term] = len(self._term_of)
        self._term_of.append(self._numbers.setdefault(term, len(self._numbers)))
        return node

    def subclass_pairs(self) -> Pairs:
        """Return the (subclass, superclass) pairs among the statements."""
        terms = tuple(self._numbers)
        pairs = self._pairs.get(NamedNode(SUBCLASS), ())
        ends = ((terms[self._term_of[p >> 32]], terms[self._term_of[p & 0xFFFFFFFF]]) for p in pairs)
        return frozenset(
            (low.value, top.value)
            for low, top in ends
            if isinstance(low, NamedNode) and isinstance(top, NamedNode)
        )

    def table(self, predicates: frozenset[str], *, whole: bool = False) -> Table:
        """Return what was taken up, with the facts that the terms of each graph lead to; to be called once.

        Args:
            predicates: predicates of the facts that matter (see `Plan`).
            whole: whether every graph is to hold all facts.
        """
        graph_of = self._add_facts(predicates, whole)
        terms = tuple(self._numbers)
        return Table(
            terms=terms,
            numbers=self._numbers,
            kinds=np.fromiter((_KIND[type(term)] for term in terms), np.int64, len(terms)),
            term_of=np.array(self._term_of, np.int64),
            graph_of=graph_of,
            count=len(self._sizes),
            columns={
                name.value: unpacked(np.unique(np.array(found, np.int64)))
                for name, found in self._pairs.items()
            },
        )

    def _add_facts(self, predicates: frozenset[str], whole: bool) -> Nodes:
        """Add the facts behind the terms of every graph, and return node -> the place of its graph."""
        graph_of = np.repeat(np.arange(len(self._sizes)), self._sizes)
        if whole:
            facts = [(q.subject, q.predicate, q.object) for q in vocabulary_facts()]
            wanted = [(graph, fact) for graph in range(len(self._sizes)) for fact in facts]
        else:
            about = {
                self._numbers[t]: facts for t, facts in facts_about(predicates).items() if t in self._numbers
            }
            nodes = self._nodes_of(about)
            wanted = [(int(graph_of[n]), fact) for n in nodes for fact in about[self._term_of[n]]]
        return np.concatenate([graph_of, np.array(self._place(wanted, graph_of), np.int64)])

    def _nodes_of(self, numbers: Iterable[int]) -> list[int]:
        found: list[int] = np.flatnonzero(np.isin(np.array(self._term_of, np.int64), list(numbers))).tolist()
        return found

    def _place(self, wanted: Sequence[tuple[int, Any]], graph_of: Nodes) -> list[int]:
        """Add (graph, fact) pairs, and return the graph of each node that is new."""
        ends = {end for _, fact in wanted for end in (fact[0], fact[2])}
        known = self._nodes_of(self._numbers[end] for end in ends if end in self._numbers)
        places = {(int(graph_of[node]), self._term_of[node]): node for node in known}
        added: list[int] = []

        def place(graph: int, term: Term) -> int:
            number = self._numbers.setdefault(term, len(self._numbers))
            if (graph, number) not in places:
                places[graph, number] = len(self._term_of)
                self._term_of.append(number)
                added.append(graph)
            return places[graph, number]

        for graph, (subject, predicate, value) in wanted:
            pair = place(graph, subject) << 32 | place(graph, value)
            self._pairs.setdefault(predicate, []).append(pair)
        return added
