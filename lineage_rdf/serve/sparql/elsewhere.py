"""Answers queries from an endpoint, over which the server is only a guard."""

from __future__ import annotations

from typing import Final

import pyoxigraph

from lineage_rdf.errors import UsageError
from lineage_rdf.serve.jobs.job import Answer, Opened
from lineage_rdf.serve.negotiation import taken
from lineage_rdf.serve.sparql.dataset import Dataset
from lineage_rdf.serve.sparql.formats import GRAPHS
from lineage_rdf.site.media import RESULTS, by_media_type

_FORMS: Final = by_media_type(RESULTS)


def answer_elsewhere(
    here: Opened, text: str, dataset: Dataset, results: str | None, graphs: str | None
) -> Answer:
    """Answer a SELECT, ASK or CONSTRUCT query by asking the endpoint.

    Args:
        here: what is open.
        text: the query.
        dataset: the graphs that the request names, which must be none.
        results: see `answer_query`.
        graphs: see `answer_query`.

    Raises:
        UsageError: if it is no such query, or names graphs.
        NoVerdictError: if the endpoint does not answer, or not in whole.
        Refusal: if the client takes no form of the answer.
    """
    # Loaded here, as a store on this machine is answered without them.
    from lineage_rdf.query.forms import as_format
    from lineage_rdf.query.own import ask_own
    from lineage_rdf.query.results import Statements

    if dataset:
        raise UsageError("graphs cannot be chosen here, as the data are those of another endpoint")
    found = ask_own(here.store, text)
    if isinstance(found, Statements):
        media = taken(graphs, GRAPHS)
        body = pyoxigraph.serialize((quad.triple for quad in found.quads), format=GRAPHS[media]) or b""
    else:
        media = taken(results, _FORMS)
        body = as_format(found, _FORMS[media].name).encode()
    return Answer(body, media)
