"""Statements in rdflib, whose SPARQL engine is written in Python and shares no code with Oxigraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Self

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, serialize

from lineage_rdf.codec.to_rdflib import quiet
from lineage_rdf.store import Row


class RdflibStore:
    """A place of data in rdflib.

    Args:
        statements: what is in it.
        default_union: whether the default graph of a query also holds what all named graphs hold.
    """

    name = "rdflib"
    stable_labels = True
    files = None

    def __init__(self, statements: Iterable[Quad], *, default_union: bool = False) -> None:
        document = serialize(statements, format=RdfFormat.N_QUADS)
        assert document is not None
        with quiet():
            self._dataset = rdflib.Dataset(default_union=default_union)
            self._dataset.parse(data=document.decode(), format="nquads")

    def select(self, query: str) -> Iterator[Row]:
        with quiet():
            rows: list[Any] = list(self._dataset.query(query))
        for row in rows:
            yield {str(name): term_of(term) for name, term in row.asdict().items()}

    ordered = select

    def ask(self, query: str) -> bool:
        return bool(self._dataset.query(query).askAnswer)

    def close(self) -> None: ...

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...


def term_of(term: Any) -> NamedNode | BlankNode | Literal:
    """Return a term of rdflib as one of Oxigraph."""
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    if term.language:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=NamedNode(str(term.datatype))) if term.datatype else Literal(str(term))
