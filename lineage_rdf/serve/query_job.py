"""The work behind the query page: a question in SPARQL and its answer as a page, done in a worker process."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final

from pyoxigraph import QueryResultsFormat, parse_query_results

from lineage_rdf.errors import LineageError
from lineage_rdf.query.results import Results
from lineage_rdf.serve.faults import status_of
from lineage_rdf.serve.frame import WITH_FORM, page
from lineage_rdf.serve.jobs.job import Answer, Opened
from lineage_rdf.serve.query_page import NO_FRAMES, POLICY, SCRIPTS, SHOWN, STYLES, has_editor, query_page
from lineage_rdf.serve.sparql.dataset import Dataset
from lineage_rdf.serve.sparql.query import answer_query
from lineage_rdf.serve.things.linking import Linking
from lineage_rdf.site import media

_PLACE: Final = "sparql"
_LETTERS: Final = 200_000  # of statements in the page; the other forms have all
_SUMMARY: Final = "Ask these lineages in SPARQL 1.1"


def empty_page(here: Opened) -> Answer:
    """Return the page on which nothing was asked yet.

    Args:
        here: what is open; nothing of it is asked.
    """
    return _framed(query_page("", None, lambda iri: ""))


def asked_page(here: Opened, text: str, address: str, dataset: Dataset, base: str) -> Answer:
    """Return a question with its answer, or with why there is none.

    Args:
        here: what is open.
        text: the query.
        address: what relative IRIs in it are relative to.
        dataset: the graphs that the request names.
        base: the address of the server, without a slash at its end.
    """
    try:
        answer = answer_query(here, text, address, dataset, media.JSON.media_type, media.TURTLE.media_type)
    except LineageError as error:
        return _framed(query_page(text, error, lambda iri: ""), status_of(error))
    if answer.media_type == media.TURTLE.media_type:
        told = answer.body[: 4 * _LETTERS].decode("utf-8", "replace")
        return _framed(query_page(text, told[:_LETTERS], lambda iri: "", more=len(told) > _LETTERS))
    found: Any = parse_query_results(answer.body, format=QueryResultsFormat.JSON)
    if not hasattr(found, "variables"):
        return _framed(query_page(text, bool(found), lambda iri: ""), lasting=answer.lasting)
    columns = tuple(variable.value for variable in found.variables)
    rows = [tuple(row) for row in islice(found, SHOWN + 1)]
    shown = Results(columns, tuple(rows[:SHOWN]))
    linking = Linking.of(here, (term for row in shown.rows for term in row), _PLACE, base)
    body = query_page(text, shown, linking.address, more=len(rows) > SHOWN)
    return _framed(body, lasting=answer.lasting)


def _framed(body: Any, status: int = 200, *, lasting: bool = True) -> Answer:
    editor = has_editor()
    content = page(
        _PLACE,
        "SPARQL",
        _SUMMARY,
        body,
        styles=STYLES if editor else (),
        scripts=SCRIPTS if editor else (),
        policy=POLICY if editor else WITH_FORM,
    )
    headers = (("content-security-policy", f"{POLICY}; {NO_FRAMES}"),) if editor else ()
    return Answer(content, media.HTML.media_type, headers, status, lasting)
