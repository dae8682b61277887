"""The media types of results and of RDF, and what the engine calls them."""

from __future__ import annotations

import io
from typing import Any, Final

from pyoxigraph import QueryResultsFormat, RdfFormat

from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.serve.faults import Refusal, too_large

# The usual one of each comes first.
RESULTS: Final = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
}
GRAPHS: Final = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
}
RESULT_TYPES: Final = tuple(RESULTS)
GRAPH_TYPES: Final = tuple(GRAPHS)
_READ: Final = {syntax.engine_format.media_type: syntax for syntax in Syntax} | {
    "application/x-turtle": Syntax.TURTLE,
    "text/plain": Syntax.NTRIPLES,
}


def syntax_of_media(content_type: str) -> Syntax:
    """Return the syntax of a document that was sent.

    Args:
        content_type: the Content-Type header.

    Raises:
        Refusal: with status 415, if it is of none that is read.
    """
    media = content_type.partition(";")[0].strip().lower()
    if media not in _READ:
        fix = f"send one of {', '.join(GRAPH_TYPES)}"
        raise Refusal(415, "the document is of a type that is not read here", fix)
    return _READ[media]


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
