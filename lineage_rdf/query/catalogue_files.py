"""The files of the catalogue, which lie in this package; each is read when it is asked for."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Final

from lineage_rdf.errors import UsageError
from lineage_rdf.query.entry import Entry, read_entry

_HERE: Final = Path(__file__).parent


def catalogue() -> dict[str, Entry]:
    """Return name -> query for the whole catalogue, by name."""
    return {name: _read(name) for name in names()}


@cache
def names() -> tuple[str, ...]:
    """Return the names of all queries of the catalogue, sorted."""
    return tuple(sorted(path.stem for path in (_HERE / "catalogue").glob("*.rq")))


def entry(name: str) -> Entry:
    """Return one query of the catalogue.

    Args:
        name: its name.

    Raises:
        UsageError: if there is no such query.
    """
    if name not in names():
        near = get_close_matches(name, names(), 1)
        hint = f"did you mean {near[0]}? " if near else ""
        raise UsageError(
            f"there is no query {name!r} in the catalogue", fix=f"{hint}`lineage-rdf query --list` names all"
        )
    return _read(name)


@cache
def part(name: str) -> str:
    """Return a query that several questions use.

    Args:
        name: the name of its file in `parts`, without `.rq`.
    """
    return _text("parts", name)


@cache
def _read(name: str) -> Entry:
    return read_entry(name, _text("catalogue", name))


def _text(folder: str, name: str) -> str:
    return (_HERE / folder / f"{name}.rq").read_text(encoding="utf-8")
