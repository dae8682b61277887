"""The media types of results and of RDF, and what the engine calls them."""

from __future__ import annotations

import io
from typing import Any, Final

from pyoxigraph import QueryResultsFormat

from lineage_rdf.codec.syntax import Syntax, syntax_of
from lineage_rdf.serve.faults import Refusal, too_large
from lineage_rdf.site import media

_ENGINE: Final = {
    media.JSON: QueryResultsFormat.JSON,
    media.XML: QueryResultsFormat.XML,
    media.CSV: QueryResultsFormat.CSV,
    media.TSV: QueryResultsFormat.TSV,
}
_READ: Final = media.by_media_type(media.RDF)
# Media type -> what the engine calls it, the usual one first.
RESULTS: Final = {name: _ENGINE[form] for name, form in media.by_media_type(media.RESULTS).items()}
GRAPHS: Final = {name: syntax_of(form.name).engine_format for name, form in _READ.items()}
RESULT_TYPES: Final = tuple(RESULTS)
GRAPH_TYPES: Final = tuple(GRAPHS)


def syntax_sent(content_type: str) -> Syntax | None:
    """Return the syntax of a document that was sent; None if its media type is none of RDF.

    Args:
        content_type: the Content-Type header; empty if nobody said.
    """
    form = _READ.get(content_type.partition(";")[0].strip().lower())
    return syntax_of(form.name) if form else None


def syntax_known(content_type: str) -> Syntax:
    """Return the syntax of a document that was sent.

    Args:
        content_type: the Content-Type header.

    Raises:
        Refusal: with status 415, if its media type is none of RDF.
    """
    syntax = syntax_sent(content_type)
    if syntax is None:
        fix = f"send one of {', '.join(form.media_type for form in media.RDF)}"
        raise Refusal(415, "the document is of a type that is not read here", fix)
    return syntax


class Bounded(io.RawIOBase):
    """Takes in what is written, up to a limit.

    Args:
        most: how many bytes at most.
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self._left = most
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        """See `io.IOBase`."""
        return True

    def write(self, data: Any) -> int:
        """Take in some bytes.

        Raises:
            Refusal: if these are too many.
        """
        self._left -= len(data)
        if self._left < 0:
            raise too_large(self._most >> 20)
        self._parts.append(bytes(data))
        return len(data)

    @property
    def content(self) -> bytes:
        """What was written."""
        return b"".join(self._parts)
