"""A whole run: from the arguments to one document of lineages and its counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from itertools import chain

from lineage_rdf.bulk.inputs import Input
from lineage_rdf.bulk.items import Item, bundles
from lineage_rdf.bulk.one import How, read_bundle
from lineage_rdf.bulk.pool import in_order
from lineage_rdf.bulk.summary import Summary
from lineage_rdf.claims.mint import Minter
from lineage_rdf.errors import InputError


def read_bulk(
    inputs: Sequence[Input],
    how: How,
    put: Callable[[str], object],
    *,
    jobs: int = 1,
    advance: Callable[[int], object] = lambda count: None,
) -> Summary:
    """Read everything and hand on the lineages in the order of the input, the same text for any number of processes.

    Args:
        inputs: the arguments, opened.
        how: how to read.
        put: takes the text, piece by piece.
        jobs: number of processes.
        advance: takes how many rows or folders were read since it was called last.

    Returns:
        The counts.

    Raises:
        UsageError: if the base is no address to which a path can be added.
        InputError: if nothing can be read, or a table is damaged.
        NoVerdictError: if a process was ended from outside.
    """
    Minter("", how.base)
    summary = Summary()
    work = bundles(chain.from_iterable(item.items() for item in inputs))
    # Closed at once whatever happens here, so that no process goes on for nothing.
    with closing(in_order(partial(read_bundle, how=how), work, jobs, _size)) as results:
        for outcomes in results:
            for outcome in outcomes:
                put(summary.add(outcome))
            advance(len(outcomes))
    _refuse_nothing(summary, inputs)
    return summary


def _size(bundle: Sequence[Item]) -> int:
    return sum(item.size for item in bundle)


def _refuse_nothing(summary: Summary, inputs: Sequence[Input]) -> None:
    where = ", ".join(str(item.path) for item in inputs)
    if not summary.rows:
        raise InputError("there is no row and no model folder in it", where, "see docs/reading-many.md")
    if summary.unread == summary.rows:
        first = summary.unread_first[0]
        raise InputError(f"nothing of it can be read; the first fault is {first}", where)
