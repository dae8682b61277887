"""Reads the answers of endpoints: results as JSON, XML or tab-separated values."""

from __future__ import annotations

import json
from typing import Any

from pyoxigraph import BlankNode, QueryBoolean, QueryResultsFormat, parse_query_results

from lineage_rdf.store.fault import ENDPOINT_ITSELF, Fault, excerpt
from lineage_rdf.store.http import Answer
from lineage_rdf.store.interface import Row, Term

_FORMATS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}


def read_rows(answer: Answer) -> list[Row]:
    """Return the rows of an answer to a SELECT query, blank nodes labelled as the endpoint does.

    Args:
        answer: the answer.

    Raises:
        Fault: if it holds no such results or cannot be read to its end.
    """
    results: Any = _read(answer)
    if isinstance(results, QueryBoolean):
        raise Fault("the endpoint answered yes or no where rows were asked for", ENDPOINT_ITSELF)
    names = [variable.value for variable in results.variables]
    try:
        return [{name: term for name in names if (term := row[name]) is not None} for row in results]
    except (SyntaxError, ValueError) as error:
        said = str(error)
    del results  # an error would keep it, and it must end in the thread in which it began
    raise _broken(said)


def read_truth(answer: Answer) -> bool:
    """Return the answer to an ASK query.

    Args:
        answer: the answer.

    Raises:
        Fault: if it is neither yes nor no.
    """
    results = _read(answer)
    if isinstance(results, QueryBoolean):
        return bool(results)
    del results  # see above
    raise Fault("the endpoint did not answer yes or no where that was asked for", ENDPOINT_ITSELF)


def _read(answer: Answer) -> Any:
    form = _format(answer)
    body = answer.body
    # A document type can expand a short answer without bound.
    if form == QueryResultsFormat.XML and b"<!doctype" in body.lower():
        raise Fault("the answer of the endpoint has a DOCTYPE, which is refused")
    if form == QueryResultsFormat.JSON and b'"nodeID://' in body:
        body = _with_legal_labels(body)
    try:
        return parse_query_results(body, form)
    except (SyntaxError, ValueError) as error:
        raise _broken(str(error)) from None


def _format(answer: Answer) -> QueryResultsFormat:
    start = answer.body[:500].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if answer.media == "text/html" or start.startswith((b"<!doctype html", b"<html")):
        raise Fault("the address answers with a web page, not with query results", ENDPOINT_ITSELF)
    if answer.media in _FORMATS:
        return _FORMATS[answer.media]
    if start.startswith(b"{"):
        return QueryResultsFormat.JSON
    if start.startswith((b"<?xml", b"<sparql")):
        return QueryResultsFormat.XML
    raise Fault(
        f"the endpoint answers with {excerpt(answer.media) or 'text'}, not with query results",
        ENDPOINT_ITSELF,
    )


def _broken(said: str) -> Fault:
    return Fault(f"the answer of the endpoint breaks off or is malformed: {excerpt(said)}")


def _with_legal_labels(body: bytes) -> bytes:
    """Return JSON results with the blank nodes of Virtuoso, whose labels look like addresses, under labels that are legal."""
    try:
        document = json.loads(body)
        for row in document["results"]["bindings"]:
            for term in row.values():
                if term["type"] == "bnode":
                    term["value"] = "v" + term["value"].encode().hex()
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise _broken(str(error)) from None
    return json.dumps(document).encode()


def has_blank(row: Row) -> bool:
    """Tell whether a row holds a blank node."""
    return any(isinstance(term, BlankNode) for term in row.values())


def renamed(rows: list[Row], prefix: str) -> list[Row]:
    """Return rows with blank nodes under names of our own, numbered in an order that the labels have no part in.

    Args:
        rows: the rows of one answer.
        prefix: the beginning of the names; another one for each answer, because labels mean nothing from one to the next.
    """
    names: dict[Term, BlankNode] = {}

    def known(term: Term) -> Term:
        if not isinstance(term, BlankNode):
            return term
        return names.setdefault(term, BlankNode(f"{prefix}x{len(names)}"))

    ordered = sorted(rows, key=lambda row: sorted((n, _key(term)) for n, term in row.items()))
    return [{name: known(term) for name, term in row.items()} for row in ordered]


def _key(term: Term) -> str:
    return "" if isinstance(term, BlankNode) else str(term)
