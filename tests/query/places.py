"""Statements written down briefly, and the rows that queries find in them."""

from __future__ import annotations

from typing import Any

from pyoxigraph import Quad, RdfFormat, parse

from lineage_rdf.query import Results, in_memory, run_query
from lineage_rdf.query.forms import short
from lineage_rdf.store import Store

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
