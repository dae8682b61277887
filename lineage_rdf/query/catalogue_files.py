"""The files of the catalogue, which lie in this package."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from lineage_rdf.errors import UsageError
from lineage_rdf.query.entry import Entry, read_entry


@cache
def catalogue() -> dict[str, Entry]:
    """Return name -> query for the whole catalogue, by name."""
    folder = files("lineage_rdf.query").joinpath("catalogue")
    found = {
        path.name.removesuffix(".rq"): path.read_text(encoding="utf-8")
        for path in folder.iterdir()
        if path.name.endswith(".rq")
    }
    return {name: read_entry(name, found[name]) for name in sorted(found)}


def entry(name: str) -> Entry:
    """Return one query of the catalogue.

    Args:
        name: its name.

    Raises:
        UsageError: if there is no such query.
    """
    if name not in catalogue():
        near = get_close_matches(name, catalogue(), 1)
        hint = f"did you mean {near[0]}? " if near else ""
        raise UsageError(
            f"there is no query {name!r} in the catalogue", fix=f"{hint}`lineage-rdf query --list` names all"
        )
    return catalogue()[name]


@cache
def part(name: str) -> str:
    """Return a query that several questions use.

    Args:
        name: the name of its file in `parts`, without `.rq`.
    """
    return files("lineage_rdf.query").joinpath("parts", f"{name}.rq").read_text(encoding="utf-8")
