"""Read RDF in any of our syntaxes into quads, exactly as written and within bounds."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from lineage_rdf.codec.jsonld_read import read_jsonld
from lineage_rdf.codec.nesting import refuse_deep_terms, refuse_deep_xml_terms
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.errors import InputError
from lineage_rdf.vocabulary.namespaces import SCHEMA, SCHEMA_HTTPS

MAX_BYTES = 1 << 30
_DOCTYPE = re.compile(rb"<!\s*DOCTYPE", re.IGNORECASE)


def read_quads(data: bytes, syntax: Syntax, where: str, *, base: str | None = None) -> list[Quad]:
    """Return the statements of a document, each once, literals as written.

    Args:
        data: the document, at most 1 GiB.
        syntax: how it is written.
        where: its name, for messages.
        base: base IRI for relative references; without it they are an error.

    Raises:
        InputError: if the document is too large, malformed, or has a DOCTYPE (an XML file could expand without bound).
    """
    return list(dict.fromkeys(stream_quads(data, syntax, where, base=base)))


def stream_quads(data: bytes, syntax: Syntax, where: str, *, base: str | None = None) -> Iterator[Quad]:
    """Yield the statements of a document as often as it makes them; see `read_quads`.

    Raises:
        InputError: as `read_quads`, perhaps after some statements.
    """
    if len(data) > MAX_BYTES:
        raise InputError("the file is larger than 1 GiB", where, "split it, or load it into a store")
    if syntax is Syntax.JSONLD:
        return iter(read_jsonld(_utf8(data, where), where, base=base))
    if syntax is Syntax.RDFXML:
        _refuse_doctype(data, where)
        refuse_deep_xml_terms(data, where)
    else:
        refuse_deep_terms(data, where)
    return _parse(data, syntax.engine_format, where, base)


def stream_normal(data: bytes, syntax: Syntax, where: str) -> Iterator[Quad]:
    """Yield the statements of a document with schema.org in its own form (see `with_http_schema` and `stream_quads`).

    Raises:
        InputError: as `stream_quads`.
    """
    quads = stream_quads(data, syntax, where)
    # The bytes are searched in no time. An escape could hide the address, and JSON-LD or XML could put it together.
    composed = syntax in (Syntax.JSONLD, Syntax.RDFXML)
    if composed or _SCHEMA_HTTPS in data or b"\\u" in data or b"\\U" in data:
        return map(_http_quad, quads)
    return quads


_SCHEMA_HTTPS = SCHEMA_HTTPS.rstrip("/").encode()


def read_file(path: Path, syntax: Syntax) -> list[Quad]:
    """Return the statements of a file; see `read_quads`.

    Raises:
        InputError: also if the file cannot be opened.
    """
    return read_quads(read_bytes(path), syntax, str(path))


def read_bytes(path: Path) -> bytes:
    """Return the content of a file, at most one byte more than is read, which tells a file that is too large.

    Raises:
        InputError: if it cannot be opened.
    """
    try:
        if stat.S_ISFIFO(path.stat().st_mode) and not path.as_posix().startswith("/dev/"):
            raise InputError(
                "this is a pipe, and nobody may be writing to it", str(path), "use - for a stream"
            )
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)  # a device would never end
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror or error}", str(path)) from None


def _parse(data: bytes, engine_format: RdfFormat, where: str, base: str | None) -> Iterator[Quad]:
    try:
        yield from parse(data, engine_format, base_iri=base)
    except SyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        raise InputError(f"not valid {_title(engine_format)}: {error.msg}", f"{where}{line}") from None
    except ValueError as error:
        raise InputError(f"not valid {_title(engine_format)}: {error}", where) from None
    except MemoryError as error:
        if "buffer" not in str(error):
            raise
        # The parser holds one token at a time, and no more than 16 MiB of it.
        raise InputError(
            "a name or literal is larger than 16 MiB", where, "shorten or leave out the value"
        ) from None


def _title(engine_format: RdfFormat) -> str:
    return str(engine_format.name)


def _refuse_doctype(data: bytes, where: str) -> None:
    text = data
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", errors="replace").encode()
    if b"\0" in text or _DOCTYPE.search(text):
        raise InputError(
            "an XML file with a DOCTYPE is refused", where, "remove the DOCTYPE and its entities"
        )


def _utf8(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 at byte {error.start}", where) from None


def with_http_schema(quads: Iterable[Quad]) -> list[Quad]:
    """Return the statements with https://schema.org/ written as http://schema.org/, the form schema.org itself uses."""
    return [_http_quad(quad) for quad in quads]


def _http_quad(quad: Quad) -> Quad:
    if not _mentions_https(quad):
        return quad
    subject, predicate, target = quad.subject, quad.predicate, quad.object
    return Quad(
        _http(subject) if isinstance(subject, NamedNode) else subject,
        _http(predicate),
        _http(target) if isinstance(target, NamedNode) else target,
        quad.graph_name,
    )


def _mentions_https(quad: Quad) -> bool:
    return any(
        isinstance(term, NamedNode) and term.value.startswith(SCHEMA_HTTPS)
        for term in (quad.subject, quad.predicate, quad.object)
    )


def _http(node: NamedNode) -> NamedNode:
    if node.value.startswith(SCHEMA_HTTPS):
        return NamedNode(SCHEMA + node.value[len(SCHEMA_HTTPS) :])
    return node
