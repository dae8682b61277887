"""Places into which lineages are loaded: a store on disk, and a server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from pyoxigraph import NamedNode, Quad

from lineage_rdf.loading import Counts, How, load_all, unload_all
from lineage_rdf.store import open_store, open_writer
from lineage_rdf.store.graphs import sizes
from tests.store.servers import real_server


@frozen
class Hub:
    """A place to load into.

    Args:
        place: its name.
    """

    place: str

    def load(self, *files: str | Path, replace: bool = False, **how: Any) -> Counts:
        with open_writer(self.place) as writer:
            return load_all(writer, list(map(str, files)), How(**how), replace=replace)

    def unload(self, *lineages: str) -> Counts:
        with open_writer(self.place, may_be_new=False) as writer:
            return unload_all(writer, lineages)

    def put(self, graph: str, quads: Sequence[Quad]) -> None:
        """Put statements into a graph, as another program would."""
        name = NamedNode(graph)
        with open_writer(self.place) as writer:
            writer.replace(name, [Quad(quad.subject, quad.predicate, quad.object, name) for quad in quads])
            writer.finish()

    def quads(self) -> set[Quad]:
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


@pytest.fixture(params=["disk", "server"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Hub:
    """A place that holds nothing; on disk it is not there yet."""
    if request.param == "disk":
        return Hub(str(tmp_path / "hub"))
    found = Hub(request.getfixturevalue("_server"))
    with open_writer(found.place) as writer:
        writer.delete(NamedNode("urn:none"), [NamedNode(graph) for graph in sizes(writer)])
    assert found.quads() == set()
    return found
