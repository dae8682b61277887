"""Places into which lineages are loaded: a store on disk, and a server that takes updates or whole graphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from pyoxigraph import DefaultGraph, NamedNode, Quad

from lineage_rdf.codec.names import node
from lineage_rdf.loading import Counts, How, load_all, unload_all
from lineage_rdf.store import open_store, open_writer
from tests.store.servers import empty, real_server

DERIVED = node("prov:wasDerivedFrom")


@frozen
class Hub:
    """A place to load into.

    Args:
        place: its name.
        graph_store: the address at which it is written by the Graph Store Protocol, if it is.
    """

    place: str
    graph_store: str = ""

    def load(self, *files: str | Path, replace: bool = False, **how: Any) -> Counts:
        with open_writer(self.place, graph_store=self.graph_store) as writer:
            return load_all(writer, list(map(str, files)), How(**how), replace=replace)

    def unload(self, *lineages: str) -> Counts:
        with open_writer(self.place, graph_store=self.graph_store, may_be_new=False) as writer:
            return unload_all(writer, lineages)

    def put(self, graph: str, quads: Sequence[Quad]) -> None:
        """Put statements into a graph, as another program would."""
        name = NamedNode(graph)
        with open_writer(self.place) as writer:
            writer.replace(name, [Quad(quad.subject, quad.predicate, quad.object, name) for quad in quads])
            writer.finish()

    def quads(self) -> set[Quad]:
        """Return all it holds, but for what the Graph Store Protocol cannot delete: how graphs that are gone were described."""
        found = self.all_quads()
        if not self.graph_store:
            return found
        graphs = {quad.graph_name for quad in found}
        return {
            quad
            for quad in found
            if quad.graph_name != DefaultGraph()
            or quad.subject in graphs
            or (quad.predicate == DERIVED and quad.object in graphs)
        }

    def all_quads(self) -> set[Quad]:
        """Return all it holds."""
        with open_store(self.place) as store:
            named = store.select("SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } }")
            default = store.select("SELECT ?s ?p ?o { ?s ?p ?o }")
            found = {Quad(row["s"], row["p"], row["o"], row["g"]) for row in named}  # type: ignore[arg-type]
            return found | {Quad(row["s"], row["p"], row["o"]) for row in default}  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def _server() -> Iterator[str]:
    with real_server([]) as url:
        yield url


@pytest.fixture
def graph_store(_server: str) -> Hub:
    """A server that holds nothing, to be written by the Graph Store Protocol."""
    empty(_server)
    found = Hub(_server, _server.removesuffix("query") + "store")
    assert found.all_quads() == set()
    return found


@pytest.fixture(params=["disk", "server", "graph store"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Hub:
    """A place that holds nothing; on disk it is not there yet."""
    if request.param == "disk":
        return Hub(str(tmp_path / "hub"))
    emptied: Hub = request.getfixturevalue("graph_store")
    return emptied if request.param == "graph store" else Hub(emptied.place)
