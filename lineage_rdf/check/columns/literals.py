"""What constraints say of terms by themselves, asked once of each different term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from pyoxigraph import BlankNode, Literal, Store

from lineage_rdf.check.columns.table import BLANK, IRI, LITERAL, Mask, Nodes, Table
from lineage_rdf.check.compiled.graph import Term
from lineage_rdf.check.compiled.literals import AS_WRITTEN, stored
from lineage_rdf.check.compiled.ranges import Range
from lineage_rdf.check.compiled.scope import Scope
from lineage_rdf.check.compiled.strings import LanguageIn, Length, Pattern
from lineage_rdf.check.compiled.values import Datatype, In, NodeKind
from lineage_rdf.vocabulary.namespaces import RDFS

LOCAL = (Datatype, In, NodeKind, Range, Length, Pattern, LanguageIn)
_AT_ONCE = 5_000
_KINDS = {
    "IRI": (IRI,),
    "BlankNode": (BLANK,),
    "Literal": (LITERAL,),
    "BlankNodeOrIRI": (IRI, BLANK),
    "BlankNodeOrLiteral": (BLANK, LITERAL),
    "IRIOrLiteral": (IRI, LITERAL),
}


class Terms:
    """Judges the terms of a table.

    Args:
        table: the table.
        below: class -> all its subclasses.
    """

    def __init__(self, table: Table, below: Mapping[str, tuple[str, ...]]) -> None:
        self._table = table
        self._below = below
        self._datatypes: dict[int, str] = {}

    def passes(self, component: object, nodes: Nodes) -> Mask:
        """Return of each node whether its term conforms to a constraint.

        Args:
            component: a constraint of one of the classes of `LOCAL`.
            nodes: the nodes.
        """
        terms = self._table.term_of[nodes]
        if isinstance(component, NodeKind):
            return np.isin(self._table.kinds[terms], _KINDS[component.kind])
        if isinstance(component, In):
            numbers = [self._table.numbers[t] for t in component.members if t in self._table.numbers]
            return np.isin(terms, numbers)
        different, back = np.unique(terms, return_inverse=True)
        return np.fromiter(self._each(component, different), bool, len(different))[back]

    def _each(self, component: Any, numbers: np.ndarray[Any, Any]) -> Iterator[bool]:
        if isinstance(component, Datatype):
            wanted = component.iri
            return (self._is_of(wanted, number) for number in numbers.tolist())
        terms = [self._table.terms[number] for number in numbers.tolist()]
        return iter(selected(component.test("?v", Scope(self._below)), terms))

    def _is_of(self, datatype: str, number: int) -> bool:
        term = self._table.terms[number]
        if not isinstance(term, Literal):
            return False
        if datatype == f"{RDFS}Literal":
            return True
        if number not in self._datatypes:
            self._datatypes[number] = stored(term).datatype.value.removeprefix(AS_WRITTEN)
        return self._datatypes[number] == datatype


def selected(test: str, terms: Sequence[Term]) -> list[bool]:
    """Return of each term whether an expression is true of it; of a blank node, which no query can name, false.

    Args:
        test: a SPARQL expression about `?v`, never an error.
        terms: the terms, each once.
    """
    found: set[int] = set()
    for start in range(0, len(terms), _AT_ONCE):
        rows = enumerate(terms[start : start + _AT_ONCE], start)
        table = " ".join(f"({n} {_constant(term)})" for n, term in rows if not isinstance(term, BlankNode))
        answer: Any = Store().query(f"SELECT ?n {{ VALUES (?n ?v) {{ {table} }} FILTER({test}) }}")
        found.update(int(row["n"].value) for row in answer)
    return [number in found for number in range(len(terms))]


def pairs_selected(test: str, pairs: Sequence[tuple[Term, Term]]) -> list[bool]:
    """Return of each pair of terms whether an expression about `?v` and `?w` is true of it; with a blank node, false."""
    found: set[int] = set()
    for start in range(0, len(pairs), _AT_ONCE):
        rows = enumerate(pairs[start : start + _AT_ONCE], start)
        kept = ((n, pair) for n, pair in rows if not any(isinstance(term, BlankNode) for term in pair))
        table = " ".join(f"({n} {_constant(first)} {_constant(second)})" for n, (first, second) in kept)
        answer: Any = Store().query(f"SELECT ?n {{ VALUES (?n ?v ?w) {{ {table} }} FILTER({test}) }}")
        found.update(int(row["n"].value) for row in answer)
    return [number in found for number in range(len(pairs))]


def _constant(term: Term) -> str:
    return str(stored(term) if isinstance(term, Literal) else term)
