"""The same statements in several places: Oxigraph in memory, rdflib, and a server of Oxigraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Self

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse, serialize

from lineage_rdf.codec.to_rdflib import quiet
from lineage_rdf.query import Results, in_memory, run_query
from lineage_rdf.query.forms import short
from lineage_rdf.store import Row, Store

PREFIXES = """
@prefix ftl: <https://w3id.org/ftl#> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix schema: <http://schema.org/> . @prefix h: <https://huggingface.co/tide/> .
@prefix d: <https://huggingface.co/datasets/tide/> . @prefix x: <urn:x:> .
@prefix objective: <https://w3id.org/ftl/objective/> . @prefix status: <https://w3id.org/ftl/status/> .
@prefix parameterization: <https://w3id.org/ftl/parameterization/> .
@prefix hyperparameter: <https://w3id.org/ftl/hyperparameter/> .
@prefix element: <https://w3id.org/ftl/element/> . @prefix metric: <https://w3id.org/ftl/metric/> .
@prefix role: <https://w3id.org/ftl/dataset-role/> . @prefix agent: <https://w3id.org/ftl/agent-role/> .
"""


def quads(trig: str) -> list[Quad]:
    return list(parse((PREFIXES + trig).encode(), format=RdfFormat.TRIG))


class RdflibPlace:
    """Statements in rdflib, whose SPARQL engine is written in Python and shares no code with ours."""

    name = "rdflib"
    stable_labels = True

    def __init__(self, statements: Iterable[Quad]) -> None:
        self._dataset = rdflib.Dataset(default_union=True)
        document = serialize(statements, format=RdfFormat.N_QUADS)
        assert document is not None
        with quiet():
            self._dataset.parse(data=document.decode(), format="nquads")

    def select(self, query: str) -> Iterator[Row]:
        with quiet():
            rows: list[Any] = list(self._dataset.query(query))
        for row in rows:
            yield {str(name): _term(term) for name, term in row.asdict().items()}

    ordered = select

    def ask(self, query: str) -> bool:
        return bool(self._dataset.query(query).askAnswer)

    def close(self) -> None: ...

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...


def _term(term: Any) -> NamedNode | BlankNode | Literal:
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    if term.language:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=NamedNode(str(term.datatype))) if term.datatype else Literal(str(term))


def brief(found: Results, columns: str) -> list[tuple[str, ...]]:
    """Return some columns of the rows, nodes without what all of them begin with."""
    places = [found.columns.index(name) for name in columns.split()]

    def cell(term: Any) -> str:
        text = "" if term is None else short(term)
        for start, instead in (
            ("<https://huggingface.co/datasets/tide/", "d:"),
            ("<https://huggingface.co/tide/", ""),
        ):
            if text.startswith(start):
                return instead + text[len(start) : -1]
        return text.removeprefix("<urn:x:").removesuffix(">") if text.startswith("<urn:x:") else text

    return [tuple(cell(row[place]) for place in places) for row in found.rows]


def asked(trig: str, name: str, columns: str, **given: str) -> list[tuple[str, ...]]:
    store: Store = in_memory(quads(trig))
    return brief(run_query(store, name, given), columns)
