"""From arguments to parcels: RDF files, tables of cards, and all else that can be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from attrs import frozen

from lineage_rdf.bulk import How as BulkHow
from lineage_rdf.bulk import open_inputs, parse_map, read_bulk, read_many
from lineage_rdf.bulk.jsonl import SUFFIXES as JSONL
from lineage_rdf.bulk.parquet import SUFFIXES as PARQUET
from lineage_rdf.codec.read import read_file
from lineage_rdf.errors import InputError
from lineage_rdf.lineage import Lineage
from lineage_rdf.loading.counts import Counts
from lineage_rdf.loading.document import read_parcels
from lineage_rdf.loading.parcel import Parcel, parcel_of_lineage, parcels_of_bulk
from lineage_rdf.reading.inputs import RdfInput, gather
from lineage_rdf.reading.read import lineages_of
from lineage_rdf.reading.resolve import Options

Put: TypeAlias = Callable[[Sequence[Parcel]], object]
# Lineages that are looked up in a store at once.
_BATCH: Final = 100
_MOST_NAMED: Final = 20


@frozen
class How:
    """How to read.

    Args:
        evidence: whether the claims behind lineages are loaded too.
        columns: the columns of tables as `id=COLUMN,card=COLUMN`, where they have no usual names.
        jobs: number of processes for tables.
        base: address under which local things get their IRIs; `urn:uuid:` without it.
    """

    evidence: bool = False
    columns: str = ""
    jobs: int = 1
    base: str = ""


def feed(argument: str, how: How, put: Put, counts: Counts) -> None:
    """Read an argument and hand on its lineages, in its order.

    Args:
        argument: a path, or whatever else `read_all` takes.
        how: how to read.
        put: takes parcels, at most about 100 at a time.
        counts: is told of blank nodes, of what was left out and of rows that cannot be read.

    Raises:
        LineageError: if it cannot be read, perhaps after some of its lineages were handed on.
    """
    if not _is_table(argument):
        _feed_one(argument, how, put, counts)
    elif how.evidence:
        _feed_with_claims(argument, how, put, counts)
    else:
        _feed_table(argument, how, put, counts)


def _is_table(argument: str) -> bool:
    return argument.lower().endswith((*JSONL, *PARQUET)) and Path(argument).is_file()


def _feed_one(argument: str, how: How, put: Put, counts: Counts) -> None:
    options = Options(base=how.base)
    gathered = gather(argument, options)
    if isinstance(gathered, RdfInput):
        quads = read_file(gathered.path, gathered.syntax)
        document = read_parcels(quads, argument, evidence=how.evidence)
        counts.blank_nodes += document.blank_nodes
        counts.left_out += document.left_out
        _put_in_batches(document.parcels, put)
        return
    found = [Lineage(result) for result in lineages_of(gathered, options) if result.record.steps]
    if not found:
        raise InputError("nothing was done to a model in it, so there is no lineage to load", argument)
    noticed = len({problem for lineage in found for problem in lineage.problems})
    if noticed:
        counts.notes.append(f"{argument}: the readers noticed {noticed} things; `report` shows them")
    _put_in_batches([parcel_of_lineage(lineage, evidence=how.evidence) for lineage in found], put)


def _put_in_batches(parcels: Sequence[Parcel], put: Put) -> None:
    for start in range(0, len(parcels), _BATCH):
        put(parcels[start : start + _BATCH])


def _put_a_batch(waiting: list[Parcel], put: Put) -> None:
    """Hand on what waits once it is enough to be looked up at once."""
    if len(waiting) >= _BATCH:
        put(waiting)
        waiting.clear()


def _feed_table(argument: str, how: How, put: Put, counts: Counts) -> None:
    """Read a table in several processes; their texts are kept until they make a batch."""
    waiting: list[Parcel] = []

    def take(document: str) -> None:
        waiting.extend(parcels_of_bulk(document) if document else ())
        _put_a_batch(waiting, put)

    inputs = open_inputs([argument], parse_map(how.columns))
    summary = read_bulk(inputs, BulkHow(base=how.base, rungs=False), take, jobs=how.jobs)
    put(waiting)
    counts.unread += summary.unread + summary.faulty
    counts.notes += [*summary.faults, *summary.unread_first]


def _feed_with_claims(argument: str, how: How, put: Put, counts: Counts) -> None:
    """Read a table row by row in this process: claims do not come out of others."""
    waiting: list[Parcel] = []
    for row in read_many(argument, columns=how.columns, base=how.base or None):
        if row.unread:
            counts.unread += 1
            counts.notes += [f"{row.where}: {row.unread}"] * (len(counts.notes) < _MOST_NAMED)
        waiting += [parcel_of_lineage(lineage, evidence=True) for lineage in row.lineages]
        _put_a_batch(waiting, put)
    put(waiting)
