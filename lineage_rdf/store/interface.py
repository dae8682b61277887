"""What every place of data can do, a store on disk or a server: answer queries, take whole graphs, or say that it cannot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Protocol, Self, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from lineage_rdf.store.files import StoreFiles

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Row: TypeAlias = Mapping[str, Term]  # variable -> term; a variable without a value is left out


class Store(Protocol):
    """A place of data that is asked in SPARQL 1.1."""

    @property
    def name(self) -> str:
        """What messages call it; never holds a password."""

    @property
    def stable_labels(self) -> bool:
        """Whether a blank node has the same label in the answers to different queries."""

    @property
    def files(self) -> StoreFiles | None:
        """Where it lies and as what it was opened, if it is a store on this machine that is read."""

    def select(self, query: str) -> Iterator[Row]:
        """Yield the rows of a SELECT query: all of them, or an error.

        Args:
            query: the query.

        Raises:
            NoVerdictError: if the query does not come to an end or its answer is not whole.
        """

    def ordered(self, query: str) -> Iterator[Row]:
        """Yield the rows of a SELECT query in the order that its ORDER BY asks for; `select` may give them in any.

        Args:
            query: the query.

        Raises:
            NoVerdictError: if the query does not come to an end or its answer is not whole.
        """

    def ask(self, query: str) -> bool:
        """Return the answer to an ASK query.

        Args:
            query: the query.

        Raises:
            NoVerdictError: if there is none.
        """

    def close(self) -> None:
        """Let go of files and connections."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Writer(Store, Protocol):
    """A place of data that takes and gives up whole graphs: each call is done as a whole or not at all.

    One that is written by the Graph Store Protocol needs several requests for a call and cannot delete single statements. A call
    that is broken off leaves whole graphs there and is to be made again.
    """

    @property
    def is_new(self) -> bool:
        """Whether nothing was in it when it was opened and nobody else can write into it."""

    @property
    def left_behind(self) -> int:
        """How many statements that describe graphs, and should have gone, it cannot delete; known when it is finished."""

    def replace(self, graph: NamedNode, quads: Sequence[Quad], also: Sequence[NamedNode] = ()) -> None:
        """Put statements in the place of a graph and of what describes it.

        What describes a graph are the statements of the default graph about it, and those that derive something from it.

        Args:
            graph: the graph; it need not be there.
            quads: the statements without blank nodes, each in its own graph: this one, another one, or the default graph.
            also: more graphs that are deleted with what describes them.

        Raises:
            InputError: if the place takes no statements at all.
            NoVerdictError: if it is not known whether that was done.
            UsageError: if these are more statements than can be sent at once.
        """

    def delete(self, graph: NamedNode, also: Sequence[NamedNode] = ()) -> None:
        """Delete a graph and what describes it.

        Args:
            graph: the graph; it need not be there.
            also: more graphs that are deleted with what describes them.

        Raises:
            InputError: if the place takes no changes at all.
            NoVerdictError: if it is not known whether that was done.
        """

    def finish(self) -> None:
        """Make lasting what was written, and look whether it is there.

        Raises:
            InputError: if a new store cannot be put in its place.
            NoVerdictError: if what was written is not there.
        """
