"""The graphs of a store as the check sees them: each named graph by itself, or the default graph as a single one."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from attrs import frozen
from pyoxigraph import NamedNode

from lineage_rdf.check.compiled.scope import GRAPH
from lineage_rdf.check.in_place.default_graph import without_graph
from lineage_rdf.errors import NoVerdictError
from lineage_rdf.store import Row, Store
from lineage_rdf.store.fault import check_limit

DEFAULT = ""  # stands for the default graph where IRIs stand for named ones


@frozen
class Place:
    """A store, the kind of graphs in it that are checked, and the time there is.

    Args:
        store: the store.
        default: whether the default graph is checked and not the named ones.
        end: the moment of `time.monotonic` at which the time is over; None for no limit.
        timeout: the seconds there were.
    """

    store: Store
    default: bool
    end: float | None = None
    timeout: float | None = None

    def rows(self, query: str) -> Iterator[tuple[str, Row]]:
        """Yield (graph, row) of a query over named graphs that projects `?_g`.

        Args:
            query: the query.

        Raises:
            NoVerdictError: if the answer is not whole, the time is over, or a graph has no IRI.
        """
        for row in self.plain_rows(query):
            yield self._graph(row), row

    def plain_rows(self, query: str) -> Iterator[Row]:
        """Yield the rows of a query over named graphs, which need not project `?_g`.

        Raises:
            NoVerdictError: if the answer is not whole, or the time is over.
        """
        self._look_at_the_clock()
        for row in self.store.select(without_graph(query) if self.default else query):
            self._look_at_the_clock()
            yield row

    def nodes(self, pairs: Iterable[tuple[str, str]], name: str) -> str:
        """Return the pattern that binds the graph and a variable to some (graph, IRI) pairs."""
        if self.default:
            return f"VALUES ?{name} {{ {' '.join(f'<{iri}>' for _, iri in pairs)} }} "
        rows = " ".join(f"(<{graph}> <{iri}>)" for graph, iri in pairs)
        return f"VALUES ({GRAPH} ?{name}) {{ {rows} }} "

    def _look_at_the_clock(self) -> None:
        if self.end is not None and time.monotonic() > self.end:
            what = f"the check was not done within {self.timeout:g} seconds"
            raise NoVerdictError(what, self.store.name, "allow more time, or check fewer profiles at once")

    def _graph(self, row: Row) -> str:
        if self.default:
            return DEFAULT
        graph = row["_g"]
        if isinstance(graph, NamedNode):
            return graph.value
        what = "a named graph has a blank node as its name, so that no finding can say where it is"
        raise NoVerdictError(what, self.store.name, "give the graph an IRI")


def end_of(timeout: float | None) -> float | None:
    """Return the moment at which the time is over.

    Raises:
        UsageError: if there is no time at all.
    """
    if timeout is None:
        return None
    check_limit(timeout)
    return time.monotonic() + timeout
