"""What is told of each thing in the lists of all things, in sorted files that are merged page by page."""

from __future__ import annotations

import marshal
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from heapq import merge
from pathlib import Path
from typing import Any, BinaryIO

from attrs import astuple

from lineage_rdf.pages import Addresses, Kind, Material, Row, Thing, row


class Listed:
    """The things of one shard."""

    def __init__(self) -> None:
        self.counts: Counter[Kind] = Counter()
        self._rows: defaultdict[Kind, list[tuple[str, str, str, str]]] = defaultdict(list)
        self._found: list[tuple[Any, ...]] = []

    def add(self, material: Material, key: str, addresses: Addresses) -> None:
        """Add a thing."""
        thing = material.thing
        self.counts[thing.kind] += 1
        self._rows[thing.kind].append((thing.label.casefold(), thing.iri, thing.label, key))
        if thing.kind is Kind.MODEL:
            self._found.append(astuple(row(material, addresses)))

    def write(self, folder: Path, shard: str) -> None:
        """Write them to files.

        Args:
            folder: where to.
            shard: the beginning of the digits.
        """
        for kind, rows in self._rows.items():
            _write(folder / f"{kind}-{shard}", sorted(rows))
        _write(folder / f"search-{shard}", sorted(self._found))


def _write(path: Path, rows: list[Any]) -> None:
    with path.open("wb") as file:
        for item in rows:
            marshal.dump(item, file)


def things(folder: Path, kind: Kind) -> Iterator[Thing]:
    """Yield all things of a kind by their labels."""
    return (Thing(iri, kind, label) for _, iri, label, _ in _merged(folder, str(kind)))


def keys(folder: Path) -> Iterator[str]:
    """Yield the keys of all documents, kind by kind."""
    return (key for kind in Kind for *_, key in _merged(folder, str(kind)))


def search_rows(folder: Path) -> Iterator[Row]:
    """Yield what the search shows of all models, in order."""
    return (Row(*item) for item in _merged(folder, "search"))


def _merged(folder: Path, name: str) -> Iterator[Any]:
    with ExitStack() as stack:
        files = (stack.enter_context(path.open("rb")) for path in sorted(folder.glob(f"{name}-*")))
        yield from merge(*map(_rows, files))


def _rows(file: BinaryIO) -> Iterator[Any]:
    with suppress(EOFError):  # which is how the end is told
        while True:
            yield marshal.load(file)
