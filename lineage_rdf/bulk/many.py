"""Many models from Python: row by row, in this process."""

from __future__ import annotations

from collections.abc import Iterator
from os import fspath
from pathlib import Path

from attrs import frozen

from lineage_rdf.bulk.columns import parse_map
from lineage_rdf.bulk.inputs import open_inputs
from lineage_rdf.bulk.items import Item
from lineage_rdf.bulk.one import read_item
from lineage_rdf.bulk.problems import TOLD_TWICE, noticed
from lineage_rdf.claims import Problem
from lineage_rdf.claims.mint import Minter
from lineage_rdf.errors import UsageError
from lineage_rdf.lineage import Lineage


@frozen
class RowRead:
    """What one row of a table, or one model folder, tells.

    Args:
        where: what a person calls it, for example `cards.jsonl:line 3`.
        lineages: the lineages in which something was done to a model; often none.
        problems: what was noticed.
        unread: why nothing of it could be read; empty if it could.
    """

    where: str
    lineages: tuple[Lineage, ...]
    problems: tuple[Problem, ...]
    unread: str


def read_many(*inputs: str | Path, columns: str = "", base: str | None = None) -> Iterator[RowRead]:
    """Read tables of cards and folders of model folders, one row or folder at a time.

    A broken row is told as such and does not end the reading. Of several lineages with one IRI the first is kept.

    Args:
        inputs: paths of tables (.parquet, .jsonl, .jsonl.gz), of folders or of files.
        columns: the columns of a table as `id=COLUMN,card=COLUMN`, where they have no usual names.
        base: http(s) address, ending in `/` or `#`, under which local things get their IRIs; `urn:uuid:` without it.

    Yields:
        The rows and folders in the order of the inputs.

    Raises:
        InputError: if an input is not there, is no table, lacks a column or is damaged.
        UsageError: if no input was given, or the base or columns are not of their kind.
    """
    if not inputs:
        raise UsageError("nothing to read", fix="give a table of cards or a folder of models")
    opened = open_inputs([fspath(item) for item in inputs], parse_map(columns))
    Minter("", base or "")
    known: set[str] = set()
    for one in opened:
        for item in one.items():
            yield _read(item, base or "", known)


def _read(item: Item, base: str, known: set[str]) -> RowRead:
    one = read_item(item, base)
    lineages, problems = [], list(one.problems)
    for lineage in map(Lineage, one.results):
        if lineage.iri in known:
            message = f"the lineage of {lineage.name} was told before, so this one was left out"
            problems.append(noticed(item, TOLD_TWICE, message))
        else:
            lineages.append(lineage)
            known.add(lineage.iri)
    return RowRead(item.where, tuple(lineages), tuple(problems), one.unread)
