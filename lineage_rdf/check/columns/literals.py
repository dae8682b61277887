"""What constraints say of terms by themselves, asked once of each different term."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    """

    def __init__(self, table: Table) -> None:
        self._table = table
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
        terms = [(self._table.terms[number],) for number in numbers.tolist()]
        return iter(selected(component.test("?v", Scope({})), "?v", terms))

    def _is_of(self, datatype: str, number: int) -> bool:
        term = self._table.terms[number]
        if not isinstance(term, Literal):
            return False
        if datatype == f"{RDFS}Literal":
            return True
        if number not in self._datatypes:
            self._datatypes[number] = stored(term).datatype.value.removeprefix(AS_WRITTEN)
        return self._datatypes[number] == datatype


def selected(test: str, names: str, rows: Sequence[tuple[Term, ...]]) -> list[bool]:
    """Return of each row of terms whether an expression is true of it; with a blank node, which no query can name, false.

    Args:
        test: a SPARQL expression about some variables, never an error.
        names: the variables with spaces between them.
        rows: their values.
    """
    found: set[int] = set()
    for start in range(0, len(rows), _AT_ONCE):
        some = enumerate(rows[start : start + _AT_ONCE], start)
        kept = ((n, row) for n, row in some if not any(isinstance(term, BlankNode) for term in row))
        table = " ".join(f"({n} {' '.join(map(_constant, row))})" for n, row in kept)
        answer: Any = Store().query(f"SELECT ?n {{ VALUES (?n {names}) {{ {table} }} FILTER({test}) }}")
        found.update(int(row["n"].value) for row in answer)
    return [number in found for number in range(len(rows))]


def _constant(term: Term) -> str:
    return str(stored(term) if isinstance(term, Literal) else term)
