"""A question and its rows."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """A question: the query, its parameters, the columns looked at, and the rows."""

    query: str
    given: dict[str, str]
    columns: str
    rows: list[tuple[str, ...]]
