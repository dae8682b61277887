"""Read RDF in any of our syntaxes into quads, exactly as written and within bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from lineage_rdf.codec.file_bytes import MAX_BYTES as MAX_BYTES
from lineage_rdf.codec.file_bytes import read_bytes as read_bytes
from lineage_rdf.codec.file_bytes import utf8
from lineage_rdf.codec.jsonld_options import DEFAULT, JsonLdOptions
from lineage_rdf.codec.jsonld_read import read_jsonld
from lineage_rdf.codec.nesting import refuse_deep_terms, refuse_deep_xml_terms
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.errors import InputError
from lineage_rdf.vocabulary.namespaces import SCHEMA, SCHEMA_HTTPS

_DOCTYPE = re.compile(rb"<!\s*DOCTYPE", re.IGNORECASE)


def read_quads(
    data: bytes, syntax: Syntax, where: str, *, base: str | None = None, jsonld: JsonLdOptions = DEFAULT
) -> list[Quad]:
    """Return the statements of a document, each once, literals as written.

    Args:
        data: the document, at most 1 GiB.
        syntax: how it is written.
        where: its name, for messages.
        base: base IRI for relative references; without it they are an error, or in JSON-LD left out with a warning.
        jsonld: how to read JSON-LD: contexts of the user and so on.

    Raises:
        InputError: if the document is too large, malformed, or has a DOCTYPE (an XML file could expand without bound).
    """
    return list(dict.fromkeys(stream_quads(data, syntax, where, base=base, jsonld=jsonld)))


def stream_quads(
    data: bytes, syntax: Syntax, where: str, *, base: str | None = None, jsonld: JsonLdOptions = DEFAULT
) -> Iterator[Quad]:
    """Yield the statements of a document as often as it makes them; see `read_quads`.

    Raises:
        InputError: as `read_quads`, perhaps after some statements.
    """
    if len(data) > MAX_BYTES:
        raise InputError("the file is larger than 1 GiB", where, "split it, or load it into a store")
    if syntax is Syntax.JSONLD:
        return iter(read_jsonld(utf8(data, where), where, base=base, options=jsonld))
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
