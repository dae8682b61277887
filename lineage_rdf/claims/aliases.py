"""Other names of repositories: legacy bare names and renames, with origin and date; linked, never merged (decisions 1.11)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from attrs import frozen

from lineage_rdf.errors import InputError

COLUMNS: Final = ("from", "to", "kind", "source", "date")
KINDS: Final = ("model", "dataset")
MAX_BYTES: Final = 4 << 20
_FIX: Final = "write CSV with the header from,to,kind,source,date; kind is model or dataset, to is ORG/NAME"


@frozen
class Alias:
    """Two names of one repository.

    Args:
        name: the other name: `org/old`, or a bare name.
        repository: `ORG/NAME` by which the Hub knows it.
        kind: `model` or `dataset`.
        source: where this is known from.
        date: when it was true.
    """

    name: str
    repository: str
    kind: str
    source: str
    date: str


# (kind, name) -> repository
_NONE: Final[Mapping[tuple[str, str], str]] = {}
_ADDED: ContextVar[Mapping[tuple[str, str], str]] = ContextVar("added aliases", default=_NONE)


@cache
def known(kind: str) -> dict[str, str]:
    """Return legacy name -> repository for `model` or `dataset`, from the table of this package."""
    text = files("lineage_rdf.claims").joinpath("aliases.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[1]: row[2] for row in rows if row[0] == kind}


@contextmanager
def using(added: Iterable[Alias]) -> Iterator[None]:
    """Let aliases hold beside those of this package while the block runs; they win over them, and the first over later ones."""
    by_name: dict[tuple[str, str], str] = {}
    for alias in added:
        by_name.setdefault((alias.kind, alias.name), alias.repository)
    token = _ADDED.set(by_name)
    try:
        yield
    finally:
        _ADDED.reset(token)


def repository_of(name: str, kind: str) -> str | None:
    """Return the repository that a name is another name of, or None."""
    return _ADDED.get().get((kind, name)) or known(kind).get(name)


def one_name(name: str) -> str:
    """Return one name for all names of a repository, to compare by; case does not count."""
    for kind in KINDS:
        found = repository_of(name, kind)
        if found is not None:
            return found.casefold()
    return name.casefold()


def read_aliases(path: Path) -> tuple[Alias, ...]:
    """Return the aliases of a CSV file with the columns from, to, kind, source and date.

    Raises:
        InputError: if the file cannot be read or a row is not complete.
    """
    try:
        data = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
        text = data.decode("utf-8-sig") if data is not None else None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the aliases cannot be read: {error}", str(path), _FIX) from None
    if text is None:
        raise InputError("the file of aliases is larger than 4 MiB", str(path), _FIX)
    rows = csv.DictReader(io.StringIO(text))
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise InputError("the file of aliases has other columns", str(path), _FIX)
    try:
        return tuple(_alias(row, f"{path}, line {rows.line_num}") for row in rows)
    except csv.Error as error:
        raise InputError(f"the aliases cannot be read: {error}", str(path), _FIX) from None


def _alias(row: dict[str, str | None], where: str) -> Alias:
    texts = {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
    given = all(texts.get(key) for key in COLUMNS)
    if not given or texts["kind"] not in KINDS or texts["to"].count("/") != 1 or texts["from"] == texts["to"]:
        raise InputError("the row is no alias", where, _FIX)
    return Alias(texts["from"], texts["to"], texts["kind"], texts["source"], texts["date"])
