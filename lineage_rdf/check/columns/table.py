"""Statements as columns of integers: what is checked in one go when there is much of it.

Every term of every graph is a node with a number, so that a term of two graphs is two nodes and no statement of one graph is seen
from another. A predicate is two columns, subjects and objects, sorted and each pair once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from attrs import frozen
from pyoxigraph import NamedNode, Quad

from lineage_rdf.check.compiled.graph import Term
from lineage_rdf.vocabulary.namespaces import RDF

Nodes: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]

IRI, BLANK, LITERAL = 0, 1, 2
TYPE = f"{RDF}type"
_NO_NODES = np.empty(0, np.int64)


@frozen(eq=False, slots=False)
class Table:
    """The statements of some graphs.

    Args:
        terms: the different terms.
        numbers: term -> its place in `terms`.
        kinds: term -> `IRI`, `BLANK` or `LITERAL`.
        term_of: node -> its term.
        graph_of: node -> the place of its graph.
        count: how many graphs there are.
        columns: predicate -> subjects and objects (nodes), sorted, each pair once.
    """

    terms: Sequence[Term]
    numbers: dict[Term, int]
    kinds: Nodes
    term_of: Nodes
    graph_of: Nodes
    count: int
    columns: dict[str, tuple[Nodes, Nodes]]

    @property
    def size(self) -> int:
        """The number of nodes."""
        return len(self.term_of)

    def term(self, node: int) -> Term:
        """Return the term of a node."""
        return self.terms[int(self.term_of[node])]

    def column(self, predicate: str) -> tuple[Nodes, Nodes]:
        """Return the subjects and objects of a predicate."""
        return self.columns.get(predicate, (_NO_NODES, _NO_NODES))

    @cached_property
    def names(self) -> frozenset[str]:
        """The IRIs that occur, and `a CLASS` for the classes of things (see `compiled.data`)."""
        classes = np.unique(self.term_of[self.column(TYPE)[1]])
        typed = (self.terms[number] for number in classes)
        found = {f"a {term.value}" for term in typed if isinstance(term, NamedNode)}
        found |= {term.value for term in self.terms if isinstance(term, NamedNode)}
        return frozenset(found.union(self.columns))

    def are(self, nodes: Nodes, names: Iterable[str]) -> Mask:
        """Return of each node whether it is one of some IRIs."""
        known = [self.numbers[term] for name in names if (term := NamedNode(name)) in self.numbers]
        return np.isin(self.term_of[nodes], known)

    def statements(
        self, predicate: str, classes: Iterable[str] | None = None, about: Mask | None = None
    ) -> Iterator[tuple[int, Quad]]:
        """Yield (place of the graph, statement) for the statements of a predicate.

        Args:
            predicate: its IRI.
            classes: IRIs of the objects; None for any.
            about: node -> whether it may be the subject; None for any.
        """
        subjects, objects = self.column(predicate)
        kept = np.ones(len(subjects), bool) if about is None else about[subjects]
        if classes is not None:
            kept &= self.are(objects, classes)
        subjects, objects = subjects[kept], objects[kept]
        name, terms = NamedNode(predicate), self.terms
        columns = (self.graph_of[subjects], self.term_of[subjects], self.term_of[objects])
        for graph, first, second in zip(*(column.tolist() for column in columns), strict=True):
            yield graph, Quad(terms[first], name, terms[second])


def packed(first: Nodes, second: Nodes) -> Nodes:
    """Return pairs of numbers below 2^31 as one number each, in the order of the pairs."""
    return (first << 32) | second


def unpacked(pairs: Nodes) -> tuple[Nodes, Nodes]:
    """Return the two numbers of each pair."""
    return pairs >> 32, pairs & 0xFFFFFFFF
