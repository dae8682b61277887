"""Does updates; this runs in the process that writes."""

from __future__ import annotations

from typing import Final

import pyoxigraph

from lineage_rdf.errors import InputError, UsageError
from lineage_rdf.serve.jobs.job import Answer, Opened
from lineage_rdf.serve.sparql.dataset import Dataset
from lineage_rdf.serve.sparql.using import with_dataset
from lineage_rdf.store.depth import refuse_deep
from lineage_rdf.store.outgoing import may_say, refuse_outgoing

DONE: Final = Answer(b"", "", status=204)


def answer_update(here: Opened, text: str, base: str, dataset: Dataset) -> Answer:
    """Do an update, all of it or nothing.

    Args:
        here: what is open, for writing.
        text: the update.
        base: what relative IRIs in it are relative to.
        dataset: the graphs that the request names.

    Raises:
        UsageError: if it cannot be read, or would fetch something from elsewhere.
    """
    refuse_deep(text)
    refuse_outgoing(text)
    if may_say(text, "LOAD"):
        what = "LOAD is not allowed in an update, because it fetches data from elsewhere"
        raise UsageError(
            what, fix="send the data with the request: INSERT DATA, or a POST to the graph store"
        )
    run_update(here, with_dataset(text, dataset), base)
    return DONE


def run_update(here: Opened, text: str, base: str | None = None) -> None:
    """Let the engine do an update, all of it or nothing.

    Args:
        here: what is open, for writing.
        text: the update.
        base: what relative IRIs in it are relative to.

    Raises:
        UsageError: if the engine cannot read it.
        InputError: if the store takes no updates.
    """
    if here.native is None:
        raise InputError("the data are those of another endpoint, and cannot be written here")
    _written(here.native, text, base)


def _written(store: pyoxigraph.Store, text: str, base: str | None) -> None:
    try:
        store.update(text, base_iri=base)
    except (SyntaxError, ValueError, RuntimeError) as error:
        raise UsageError(f"the update cannot be done: {error}") from None
