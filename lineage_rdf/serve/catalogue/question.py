"""What a request asks of the catalogue: a query, its parameters, and which part of the rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlencode

from attrs import evolve, frozen

from lineage_rdf.errors import UsageError
from lineage_rdf.query import Results, entry, run_query
from lineage_rdf.store import Store

DEFAULT: Final = 1_000
MOST: Final = 100_000
OWN: Final = ("limit", "offset", "sort", "format")
_NUMBER: Final = re.compile(r"[0-9]{1,9}")


@frozen
class Question:
    """A question of the catalogue.

    Args:
        name: the name of the query.
        given: parameters and what was written for each, sorted.
        limit: how many rows at most.
        offset: how many rows are left out before.
        sort: the column to sort by, with a hyphen before it the greatest first; empty for the order of the query.
        form: the form that the address asks for; empty if it leaves that to the Accept header.
    """

    name: str
    given: tuple[tuple[str, str], ...] = ()
    limit: int = DEFAULT
    offset: int = 0
    sort: str = ""
    form: str = ""

    @classmethod
    def of(cls, name: str, pairs: Iterable[tuple[str, str]]) -> Question:
        """Return the question that an address asks; empty values, which a form in a page sends, count as not given.

        Args:
            name: the name of the query.
            pairs: what stands behind the question mark.

        Raises:
            UsageError: if there is no such query, something is given twice, or a number is none.
        """
        entry(name)
        given: dict[str, str] = {}
        for key, value in pairs:
            if value == "":
                continue
            if key in given:
                raise UsageError(f"the parameter {key} is given twice", fix="give it once")
            given[key] = value
        own = {key: given.pop(key, "") for key in OWN}
        limit = _number("limit", own["limit"], DEFAULT)
        if limit > MOST:
            raise UsageError(f"limit is above {MOST}", fix="ask for part after part with offset")
        offset = _number("offset", own["offset"], 0)
        return cls(name, tuple(sorted(given.items())), limit, offset, own["sort"], own["format"])

    def ask(self, store: Store) -> Part:
        """Return the rows that a store has for it.

        Args:
            store: the store.

        Raises:
            UsageError: if a parameter or the column to sort by cannot be used.
            NoVerdictError: if the store does not answer.
        """
        # One row more than is shown tells whether there are more.
        found = run_query(
            store, self.name, dict(self.given), limit=self.limit + 1, offset=self.offset, sort=self.sort
        )
        more = len(found) > self.limit
        # Strangers need not know where on the machine, or behind it, the data lie.
        told = tuple(line.replace(store.name, "this server") for line in found.told)
        return Part(evolve(found, rows=found.rows[: self.limit], told=told), more)

    @property
    def missing(self) -> list[str]:
        """The parameters without which the query makes no sense and that were not given."""
        known = dict(self.given)
        return [item.name for item in entry(self.name).parameters if item.required and item.name not in known]

    @property
    def next(self) -> Question:
        """The question for the rows behind these."""
        return evolve(self, offset=self.offset + self.limit)

    @property
    def previous(self) -> Question:
        """The question for the rows before these."""
        return evolve(self, offset=max(0, self.offset - self.limit))

    def address(self, form: str | None = None, sort: str | None = None) -> str:
        """Return the address that asks it, as it is written at the root of the server.

        Args:
            form: the form that it asks for in place of its own; empty for none.
            sort: the column that it sorts by in place of its own; then it begins with the first row.
        """
        own = {
            "limit": "" if self.limit == DEFAULT else str(self.limit),
            "offset": str(self.offset or "") if sort is None else "",
            "sort": self.sort if sort is None else sort,
            "format": self.form if form is None else form,
        }
        pairs = {**dict(self.given), **{key: value for key, value in own.items() if value}}
        return f"query/{self.name}" + (f"?{urlencode(pairs)}" if pairs else "")


@frozen
class Part:
    """Some of the rows that there are.

    Args:
        found: the rows.
        more: whether there are more behind them.
    """

    found: Results
    more: bool


def _number(key: str, text: str, default: int) -> int:
    if not text:
        return default
    if not _NUMBER.fullmatch(text):
        raise UsageError(f"{key} is no number of rows", fix="write a whole number from 0")
    return int(text)
