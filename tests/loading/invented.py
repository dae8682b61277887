"""Invented lineages for the tests of loading, and what stores hold."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from lineage_rdf.bulk.graphs import in_own_graph
from lineage_rdf.lineage import Lineage, read, read_document
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"
EXAMPLE = EXAMPLES / "lineages" / "complete.ttl"
FOLDER = EXAMPLES / "zephyr-like"

_TURTLE = """@prefix ftl: <https://w3id.org/ftl#> . @prefix schema: <http://schema.org/> .
<{iri}> a ftl:FineTuneLineage ; ftl:headModel <{iri}/model> ; ftl:hasStep <{iri}/step> .
<{iri}/model> schema:identifier "quay-lab/tide-{name}" ; schema:description "{text}" .
<{iri}/step> a ftl:FineTuning ; ftl:ordinal 1 ; ftl:producedModel <{iri}/model> .
"""


def iri(name: str) -> str:
    """Return the IRI of an invented lineage."""
    return f"https://example.org/{name}"


def turtle(name: str, text: str = "old", size: int = 0) -> str:
    """Return an invented lineage as Turtle.

    Args:
        name: its name.
        text: what tells one version from another, in each of its statements of size.
        size: how many more statements it has.
    """
    more = "".join(f'<{iri(name)}/model> schema:keywords "{text} {n}" .\n' for n in range(size))
    return _TURTLE.format(iri=iri(name), name=name, text=text) + more


def lineage(name: str, text: str = "old", size: int = 0) -> Lineage:
    """Return an invented lineage."""
    return read_document(turtle(name, text, size).encode(), "turtle")[0]


def write(path: Path, *documents: str) -> str:
    """Write documents, one after the other, into a file and return its path."""
    path.write_text("".join(documents), encoding="utf-8")
    return str(path)


def expected(*lineages: Lineage) -> set[Quad]:
    """Return what a store holds of some lineages and nothing else."""
    return {quad for item in lineages for quad in in_own_graph(item.iri, item.quads)}


def held(place: Path) -> set[Quad]:
    """Return what a store on disk holds."""
    return set(Store.read_only(str(place)))


def graphs(quads: set[Quad]) -> dict[str, set[Quad]]:
    """Return IRI of a graph -> its statements with those of the default graph about it."""
    found: dict[str, set[Quad]] = {}
    for quad in quads:
        graph = quad.subject if quad.graph_name == DefaultGraph() else quad.graph_name
        assert isinstance(graph, NamedNode)
        found.setdefault(graph.value, set()).add(quad)
    return found


def example() -> Lineage:
    """Return the lineage of the example file."""
    return read(EXAMPLE)
