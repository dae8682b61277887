"""Reads what a request asks for (SPARQL 1.1 Protocol, sections 2.1 and 2.2)."""

from __future__ import annotations

from typing import Final

from attrs import frozen
from starlette.types import Scope

from lineage_rdf.serve.faults import Refusal
from lineage_rdf.serve.parameters import parameters
from lineage_rdf.serve.sending import header
from lineage_rdf.serve.sparql.dataset import Dataset
from lineage_rdf.site.media import RDF, RESULTS, by_name

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
_FIELDS: Final = 1000


@frozen
class Operation:
    """A query or an update.

    Args:
        text: its text.
        is_update: whether it is an update.
        dataset: the graphs that the request names.
        wanted: the media type that `format=` in the address asks for, in place of the Accept header; empty if there is none.
    """

    text: str
    is_update: bool
    dataset: Dataset
    wanted: str = ""


def operation_of(scope: Scope, body: bytes, limit: int) -> Operation | None:
    """Return what a request asks for; None if it has no parameters at all and so asks what the service is.

    Args:
        scope: the request, by GET, HEAD or POST.
        body: all of its body.
        limit: bytes that the text may have.

    Raises:
        Refusal: with status 400, 413 or 415, if it does not ask for one thing in a way that the protocol knows.
    """
    fields = parameters(scope["query_string"], _FIELDS)
    if scope["method"] != "POST":
        if not fields:
            return None
        return _of_fields(fields, limit, may_update=False)
    media = _media(scope)
    if media == FORM:
        return _of_fields([*fields, *parameters(body, _FIELDS)], limit, may_update=True)
    if media not in (QUERY, UPDATE):
        fix = f"send {FORM}, {QUERY} or {UPDATE}"
        raise Refusal(415, "what was posted is neither a form nor a query nor an update", fix)
    if any(name in ("query", "update") for name, _ in fields):
        raise Refusal(400, "there is one query or update in the body and another in the address")
    return Operation(_text(body, limit), media == UPDATE, _dataset(fields, media == UPDATE))


def _of_fields(fields: list[tuple[str, str]], limit: int, *, may_update: bool) -> Operation:
    found = [(name, value) for name, value in fields if name in ("query", "update")]
    if len(found) != 1:
        what = "there is more than one query or update" if found else "there is no query"
        raise Refusal(400, what, "give one parameter `query`, or `update`")
    ((name, text),) = found
    if name == "update" and not may_update:
        raise Refusal(400, "an update is sent by POST")
    _refuse_long(len(text.encode()), limit)
    return Operation(text, name == "update", _dataset(fields, name == "update"), _wanted(fields))


def _wanted(fields: list[tuple[str, str]]) -> str:
    """Return the media type of the form that a link on the query page asks for; other names are nothing to us."""
    forms = (by_name(value, (*RESULTS, *RDF)) for name, value in fields if name == "format")
    return next((form.media_type for form in forms if form), "")


def _dataset(fields: list[tuple[str, str]], is_update: bool) -> Dataset:
    default, named = ("using-graph-uri", "using-named-graph-uri") if is_update else (
        "default-graph-uri", "named-graph-uri"
    )  # fmt: skip
    return Dataset(
        tuple(value for name, value in fields if name == default),
        tuple(value for name, value in fields if name == named),
    )


def _text(body: bytes, limit: int) -> str:
    _refuse_long(len(body), limit)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(400, "what was posted is no UTF-8") from None


def _media(scope: Scope) -> str:
    media, *parameters = (part.strip().lower() for part in header(scope, b"content-type").split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name == "charset" and value.strip('"') not in ("utf-8", "utf8", "us-ascii"):
            raise Refusal(415, "what was posted is said to be no UTF-8", "send UTF-8")
    return media


def _refuse_long(length: int, limit: int) -> None:
    if length > limit:
        raise Refusal(413, f"the query is larger than {limit >> 10} KiB", "write it shorter")
