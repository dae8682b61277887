"""Answers queries; this runs in the worker processes."""

from __future__ import annotations

import re
from typing import Any, Final

import pyoxigraph

from lineage_rdf.errors import UsageError
from lineage_rdf.serve.jobs.job import Answer, Opened
from lineage_rdf.serve.negotiation import taken
from lineage_rdf.serve.sparql.dataset import Dataset, nodes
from lineage_rdf.serve.sparql.elsewhere import answer_elsewhere
from lineage_rdf.serve.sparql.formats import GRAPHS, RESULTS, Bounded
from lineage_rdf.store.depth import refuse_deep
from lineage_rdf.store.outgoing import bare, outgoing_words, refuse_outgoing

# What gives something else each time it is asked.
_FLEETING: Final = re.compile(r"RAND|NOW|UUID|BNODE", re.IGNORECASE)


def answer_query(
    here: Opened, text: str, base: str, dataset: Dataset, results: str | None, graphs: str | None
) -> Answer:
    """Answer a query.

    Args:
        here: what is open.
        text: the query.
        base: what relative IRIs in it are relative to.
        dataset: the graphs that the request names.
        results: the media type for rows, or for yes and no, that the client likes best; None if it takes none.
        graphs: the media type for statements that it likes best; None if it takes none.

    Raises:
        UsageError: if the query cannot be read, or would fetch something from elsewhere.
        Refusal: if the client takes no form of the answer, or it is too large.
    """
    refuse_deep(text)
    # FROM chooses among the graphs of the store, and nothing is ever fetched for it.
    refuse_outgoing(text, ("FROM",))
    if here.native is None:
        return answer_elsewhere(here, text, dataset, results, graphs)
    found = _asked(here, here.native, text, base, dataset)
    is_lasting = not (_FLEETING.search(text) and _FLEETING.search(bare(text)))
    out = Bounded(here.result_limit)
    if isinstance(found, pyoxigraph.QueryTriples):
        media = taken(graphs, GRAPHS)
        _written(found, out, GRAPHS[media])
    else:
        media = taken(results, RESULTS)
        _written(found, out, RESULTS[media])
    return Answer(out.content, media, lasting=is_lasting)


def _asked(here: Opened, store: pyoxigraph.Store, text: str, base: str, dataset: Dataset) -> Any:
    more: dict[str, Any] = {}
    if dataset:
        more = {"default_graph": nodes(dataset.default), "named_graphs": nodes(dataset.named)}
    elif here.union and "FROM" not in outgoing_words(text):
        more = {"use_default_graph_as_union": True}
    try:
        return store.query(text, base_iri=base, **more)
    except (SyntaxError, ValueError) as error:
        raise UsageError(f"the query cannot be read: {error}") from None


def _written(found: Any, out: Bounded, form: Any) -> None:
    try:
        found.serialize(out, format=form)
    except (RuntimeError, ValueError, SyntaxError) as error:
        raise UsageError(f"the query cannot be answered: {error}") from None
