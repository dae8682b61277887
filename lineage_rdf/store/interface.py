"""What every place of data can do, be it a store on disk or a server: answer SELECT and ASK queries, or say that it cannot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Protocol, Self, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

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
