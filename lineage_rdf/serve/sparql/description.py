"""What the service is, as it says itself (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode, Triple, serialize

from lineage_rdf.serve.jobs.job import Answer
from lineage_rdf.serve.settings import Settings
from lineage_rdf.serve.sparql.formats import GRAPHS, RESULTS

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_RDF_TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_NAMES: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads",
)  # fmt: skip


def description(settings: Settings, endpoint: str, media: str) -> Answer:
    """Return the description of the service.

    Args:
        settings: how the server is set up.
        endpoint: the address of the endpoint.
        media: the media type to write it as, one of `GRAPHS`.
    """
    form = GRAPHS[media]
    body = serialize(_statements(settings, endpoint), format=form, prefixes={"sd": SD}) or b""
    return Answer(body, media)


def _statements(settings: Settings, endpoint: str) -> Iterator[Triple]:
    service = NamedNode(endpoint)
    dataset, default = NamedNode(f"{endpoint}#dataset"), NamedNode(f"{endpoint}#default-graph")
    yield Triple(service, _RDF_TYPE, _sd("Service"))
    yield Triple(service, _sd("endpoint"), service)
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    if settings.token:
        yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Update"))
    if settings.union:
        yield Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    assert len(_NAMES) == len({*RESULTS.values()}) + len(GRAPHS)
    for name in _NAMES:
        yield Triple(service, _sd("resultFormat"), NamedNode(_FORMATS + name))
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield Triple(dataset, _RDF_TYPE, _sd("Dataset"))
    yield Triple(dataset, _sd("defaultGraph"), default)
    yield Triple(default, _RDF_TYPE, _sd("Graph"))


def _sd(name: str) -> NamedNode:
    return NamedNode(SD + name)
