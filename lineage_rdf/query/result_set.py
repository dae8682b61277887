"""Rows and answers as RDF, in the vocabulary by which the W3C writes them down for tests of SPARQL engines.

Source: https://www.w3.org/2001/sw/DataAccess/tests/result-set (the vocabulary `rs:`), which rdflib and others read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from lineage_rdf.query.results import Results
from lineage_rdf.query.terms import number
from lineage_rdf.store import Term
from lineage_rdf.vocabulary.namespaces import RDF, XSD

RS: Final = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"


def as_quads(found: Results | bool) -> list[Quad]:
    """Return rows, or the answer to an ASK query, as statements; the same rows give the same.

    Args:
        found: the rows, whose order `rs:index` keeps, or the answer.
    """
    return list(_answer(found) if isinstance(found, bool) else _table(found))


def _answer(found: bool) -> Iterator[Quad]:
    result = BlankNode("result")
    yield _typed(result)
    yield Quad(
        result, _rs("boolean"), Literal("true" if found else "false", datatype=NamedNode(f"{XSD}boolean"))
    )


def _table(found: Results) -> Iterator[Quad]:
    result = BlankNode("result")
    yield _typed(result)
    for name in found.columns:
        yield Quad(result, _rs("resultVariable"), Literal(name))
    labels: dict[str, BlankNode] = {}
    for place, row in enumerate(found.rows, 1):
        solution = BlankNode(f"row{place}")
        yield Quad(result, _rs("solution"), solution)
        yield Quad(solution, _rs("index"), number(place))
        for column, (name, term) in enumerate(zip(found.columns, row, strict=True)):
            if term is not None:
                binding = BlankNode(f"row{place}-{column}")
                yield Quad(solution, _rs("binding"), binding)
                yield Quad(binding, _rs("variable"), Literal(name))
                yield Quad(binding, _rs("value"), _apart(term, labels))


def _apart(term: Term, labels: dict[str, BlankNode]) -> Term:
    """Return a term; blank nodes of the data get labels that none of the table has."""
    if not isinstance(term, BlankNode):
        return term
    return labels.setdefault(term.value, BlankNode(f"node{len(labels) + 1}"))


def _typed(result: BlankNode) -> Quad:
    return Quad(result, NamedNode(f"{RDF}type"), _rs("ResultSet"))


def _rs(name: str) -> NamedNode:
    return NamedNode(f"{RS}{name}")
