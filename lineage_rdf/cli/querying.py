"""What the command `query` asks, where, and what the catalogue says of itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from lineage_rdf.errors import InputError, UsageError
from lineage_rdf.query.catalogue_files import catalogue, entry, names
from lineage_rdf.query.entry import Entry

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from lineage_rdf.query.results import Results, Statements
    from lineage_rdf.store import Store


@frozen
class Question:
    """A question.

    Args:
        name: the name of a query of the catalogue; empty for one's own.
        given: its parameters.
        text: the query of one's own; empty for one of the catalogue.
        limit: how many rows at most; None for all.
        offset: how many rows are left out before.
        allowed: which of SERVICE and FROM it may have.
        sort: the column to sort by, `-COLUMN` for the greatest first; empty for the order of the query.
        rungs: whether the rung that the lineage of each model reaches stands beside it.
    """

    name: str = ""
    given: dict[str, str] = field(factory=dict)
    text: str = ""
    limit: int | None = None
    offset: int = 0
    allowed: tuple[str, ...] = ()
    sort: str = ""
    rungs: bool = False

    @classmethod
    def of(
        cls,
        place: str,
        name: str,
        values: Sequence[str],
        file: str,
        *,
        limit: int | None,
        offset: int,
        allowed: Sequence[str],
        sort: str = "",
        rungs: bool = False,
    ) -> Question:
        """Return the question that a command line asks.

        Raises:
            UsageError: if it asks two questions or none, or allows for one of the catalogue what none of them does.
            InputError: if the file cannot be read.
        """
        if bool(name) == bool(file):
            fix = "lineage-rdf query PLACE NAME, or lineage-rdf query PLACE --file own.rq; --list names the catalogue"
            raise UsageError("give the name of a query, or a file with one, and not both", fix=fix)
        if file:
            if file == place == "-":
                raise UsageError("both the data and the query would come from standard input", "-")
            if sort or rungs:
                fix = "write ORDER BY; --sort and --rungs are for queries of the catalogue"
                raise UsageError("a query of your own is answered as it is asked", fix=fix)
            return cls(text=_read(file), limit=limit, offset=offset, allowed=tuple(allowed))
        if allowed:
            raise UsageError(
                "no query of the catalogue fetches anything", fix="use --allow-... with --file only"
            )
        return cls(name, _pairs(values), limit=limit, offset=offset, sort=sort, rungs=rungs)

    @property
    def explained(self) -> str:
        """The query, its parameters bound."""
        from lineage_rdf.query.run import explain_query

        return self.text or explain_query(self.name, self.given, limit=self.limit, offset=self.offset)

    def ask(self, store: Store) -> Results | Statements | bool:
        """Return the answer of a place.

        Raises:
            LineageError: if it cannot be asked or does not answer.
        """
        from lineage_rdf.query import ask_own, run_query

        if self.text:
            return ask_own(store, self.text, limit=self.limit, offset=self.offset)
        if not self.rungs:
            return run_query(
                store, self.name, self.given, limit=self.limit, offset=self.offset, sort=self.sort
            )
        return self._with_rungs(store)

    def _with_rungs(self, store: Store) -> Results:
        """Return the rows with rungs; those of all rows are needed only where they are sorted by."""
        from lineage_rdf.bulk.rungs_in_place import ADDED, with_rungs
        from lineage_rdf.query import run_query
        from lineage_rdf.query.sorting import sorted_by

        if self.sort.removeprefix("-") in ADDED:
            whole = with_rungs(store, run_query(store, self.name, self.given))
            return sorted_by(whole, self.sort, limit=self.limit, offset=self.offset)
        part = run_query(store, self.name, self.given, limit=self.limit, offset=self.offset, sort=self.sort)
        return with_rungs(store, part)


def answer(place: str, question: Question) -> Results | Statements | bool:
    """Open a place, ask a question, and close it.

    Raises:
        LineageError: if the place cannot be opened or asked.
    """
    with _open(place, question.allowed) as store:
        return question.ask(store)


def _open(place: str, allowed: Sequence[str]) -> Store:
    """Return a store or an endpoint, or a file or model folder read into memory."""
    from lineage_rdf.cli.inputs import rdf_stream
    from lineage_rdf.query.place import in_memory, open_place
    from lineage_rdf.store.embedded import is_store
    from lineage_rdf.store.open import is_address

    if is_address(place) or is_store(Path(place)):
        return open_place(place, allowed=allowed)
    stream = rdf_stream(place, whole=True)
    return in_memory(_of_folder(place) if stream is None else stream, place, allowed=allowed)


def _of_folder(place: str) -> Iterator[Quad]:
    from lineage_rdf.cli.inputs import read_input

    for lineage in read_input(place):
        yield from lineage.quads


def _read(file: str) -> str:
    """Return a query of a user's own."""
    from lineage_rdf.query.own import MAX_BYTES

    try:
        if file == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(file).open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the query cannot be read: {error}", file) from None
    if not text.strip():
        raise InputError("there is no query in the file", file)
    return text


def _pairs(values: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for value in values:
        key, equals, text = value.partition("=")
        if not equals:
            raise UsageError(f"{value!r} is no parameter", fix="write KEY=VALUE")
        if key in found:
            raise UsageError(f"the parameter {key} is given twice", fix="give it once")
        found[key] = text
    return found


def listing(words: Sequence[str]) -> str:
    """Return the catalogue in one line per query, or everything about one query.

    Args:
        words: what stands on the command line: a place, which does not matter, and a query; both may be missing.

    Raises:
        UsageError: if there is no such query, or there are more words.
    """
    asked = list(words)
    if asked and asked[0] not in names():
        del asked[0]  # a place
    if len(asked) > 1:
        raise UsageError("--list tells of one query", fix=f"lineage-rdf query --list {asked[0]}")
    if asked:
        return details(entry(asked[0]))
    width = max(map(len, names()))
    return "".join(f"{item.name:{width}}  {item.title}\n" for item in catalogue().values())


def details(item: Entry) -> str:
    """Return everything that the catalogue says about a query.

    Args:
        item: the query.
    """
    lines = [f"{item.name}: {item.title}", "", item.question]
    lines += [item.about] if item.about else []
    if item.parameters:
        lines += ["", "Parameters:"]
        lines += [f"  {p.name} ({p.type}, {p.need}): {p.meaning}" for p in item.parameters]
    return "\n".join([*lines, "", "Example:", f"  {example(item)}", "", item.text])


def example(item: Entry, place: str = "PLACE") -> str:
    """Return a command that asks a query.

    Args:
        item: the query.
        place: where to ask.
    """
    return f"lineage-rdf query {place} {item.name} {item.example}".rstrip()
