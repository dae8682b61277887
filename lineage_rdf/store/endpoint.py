"""A SPARQL 1.1 server over HTTP: results are fetched page by page and counted, so that none is lost without a word.

A server may cut answers off, and its data may change between two pages. Rows are fetched in an order that is total, and a
count by the server itself must agree with what came. Labels of blank nodes mean nothing from one answer to the next, so rows
that hold some come in one answer; each answer has blank nodes of its own, even if the server means the same node.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from types import TracebackType
from typing import Self, TypeVar

from pyoxigraph import Literal

from lineage_rdf.errors import InputError, LineageError, NoVerdictError
from lineage_rdf.store.address import Address
from lineage_rdf.store.answers import has_blank, read_rows, read_truth, renamed
from lineage_rdf.store.fault import Fault, check_limit
from lineage_rdf.store.http import Answer, Connection
from lineage_rdf.store.interface import Row
from lineage_rdf.store.outgoing import refuse_outgoing
from lineage_rdf.store.paging import COUNT, counting, page, variables, with_blanks

T = TypeVar("T")
PAGE = 5000  # rows; Virtuoso sorts no more than 10,000
LIMIT = 60.0  # seconds for one request


class EndpointStore:
    """A SPARQL server.

    Until it has answered once, a fault means that the address is wrong (InputError); after that, that there is no verdict.

    Args:
        address: where it is.
        limit: seconds that one request may take.
        page_size: rows of one page.
        allowed: which of SERVICE and FROM queries may have.

    Raises:
        UsageError: if the limit is not greater than zero.
    """

    stable_labels = False
    files = None

    def __init__(
        self,
        address: Address,
        *,
        limit: float = LIMIT,
        page_size: int = PAGE,
        allowed: Collection[str] = (),
    ) -> None:
        check_limit(limit)
        self.name = address.name
        self._connection = Connection(address, limit)
        self._page_size = page_size
        self._allowed = frozenset(allowed)
        self._answered = False
        self._blank_answers = 0

    def select(self, query: str) -> Iterator[Row]:
        """See `Store`; a query without rows takes one request.

        Raises:
            InputError: if the endpoint cannot be reached at all.
            NoVerdictError: if the answer is not whole.
        """
        names = variables(query, self._allowed)
        rows = self._rows(page(query, names, self._page_size, 0))
        if not rows:
            return
        count = self._count(query)
        if len(rows) == count:
            yield from self._named(rows)
            return
        yield from self._pages(query, names, rows, count)

    def ask(self, query: str) -> bool:
        """See `Store`."""
        refuse_outgoing(query, self._allowed)
        return self._asked(query, read_truth)

    def ordered(self, query: str) -> Iterator[Row]:
        """Yield the rows of a SELECT query in the order that it asks for, which only one single answer keeps.

        Raises:
            InputError: if the endpoint cannot be reached at all.
            NoVerdictError: if the answer is not whole.
        """
        variables(query, self._allowed)
        rows = self._rows(query)
        if rows:
            self._check(len(rows), self._count(query))
        yield from self._named(rows)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _pages(self, query: str, names: list[str], rows: list[Row], count: int) -> Iterator[Row]:
        """Yield the rows of all pages, those with blank nodes last.

        Which of two rows that differ in blank nodes alone comes first is open, so pages could repeat or miss them.
        """
        seen, blanks, before = 0, 0, rows
        while rows:
            plain = [row for row in rows if not has_blank(row)]
            yield from plain
            seen += len(rows)
            blanks += len(rows) - len(plain)
            if seen >= count:
                break
            rows = self._rows(page(query, names, self._page_size, seen))
            if rows == before and rows[0] != rows[-1]:
                raise self._cut("the endpoint answers every page with the same rows")
            before = rows
        with_some = self._rows(with_blanks(query, names)) if blanks else []
        self._check(seen - blanks + len(with_some), count)
        self._check(self._count(query), count)
        yield from self._named(with_some)

    def _check(self, found: int, count: int) -> None:
        if found != count:
            what = f"the endpoint sent {found:,} rows where it counts {count:,}"
            raise self._cut(f"{what}: it cuts answers off, or its data are being changed")

    def _cut(self, what: str) -> NoVerdictError:
        return NoVerdictError(
            what, self.name, "check a copy of the data, or raise the limits of the endpoint"
        )

    def _named(self, rows: list[Row]) -> list[Row]:
        if not any(has_blank(row) for row in rows):
            return rows
        self._blank_answers += 1
        return renamed(rows, f"a{self._blank_answers}")

    def _count(self, query: str) -> int:
        rows = self._rows(counting(query))
        value = rows[0].get(COUNT) if len(rows) == 1 else None
        if not isinstance(value, Literal) or not value.value.isdecimal():
            raise self._failed(Fault("the endpoint does not count"))
        return int(value.value)

    def _rows(self, query: str) -> list[Row]:
        return self._asked(query, read_rows)

    def _asked(self, query: str, read: Callable[[Answer], T]) -> T:
        try:
            found = read(self._connection.post(query))
        except Fault as fault:
            raise self._failed(fault) from None
        self._answered = self._connection.patient = True
        return found

    def _failed(self, fault: Fault) -> LineageError:
        kind = NoVerdictError if self._answered else InputError
        return kind(fault.what, self.name, fault.fix)
