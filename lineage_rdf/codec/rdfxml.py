"""RDF/XML (W3C Recommendation of 25 February 2014), and what it cannot hold because XML cannot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from lineage_rdf.vocabulary.namespaces import PREFIXES, RDF

# Char of XML 1.0 (https://www.w3.org/TR/xml/#charsets), the other way round; an escape does not bring such a letter in.
_NO_CHAR: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# NameStartChar and NameChar without the colon (https://www.w3.org/TR/xml-names/#NT-NCName).
_START: Final = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME_AT_END: Final = re.compile(f"[{_START}][{_START}\\-.0-9\u00b7\u0300-\u036f\u203f-\u2040]*\\Z")
# The engine makes an element of a class even where the class gives no name: `<dct: rdf:about="...">`.
_NAMELESS: Final = re.compile(r'<([\w.-]+):(?: xmlns:\1="([^"]*)")? (rdf:(?:about|nodeID)="[^"]*")>')
_NAMELESS_END: Final = re.compile(r"</[\w.-]+:>")
# Names with a meaning of their own (https://www.w3.org/TR/rdf-syntax-grammar/#propertyElementURIs).
_RESERVED: Final = frozenset(
    NamedNode(RDF + name)
    for name in (
        "Description", "RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "li",
        "aboutEach", "aboutEachPrefix", "bagID",
    )
)  # fmt: skip


def write_rdfxml(quads: Sequence[Quad]) -> str:
    """Return statements as RDF/XML, sorted; graph names are left out.

    Args:
        quads: statements of which each fits (`has_no_char`, `has_no_name`).
    """
    ordered = sorted(set(quads), key=str)
    used = {
        prefix: iri
        for prefix, iri in PREFIXES.items()
        if any(q.predicate.value.startswith(iri) for q in ordered)
    }
    data = serialize((quad.triple for quad in ordered), format=RdfFormat.RDF_XML, prefixes=used)
    assert data is not None  # no output was named, so the bytes come back
    # A parser of XML reads a bare carriage return as a line feed (https://www.w3.org/TR/xml/#sec-line-ends).
    text = data.decode().replace("\r", "&#13;")
    return _NAMELESS_END.sub("</rdf:Description>", _NAMELESS.sub(_described, text))


def _described(element: re.Match[str]) -> str:
    """Return the beginning of a description that states the class; texts hold no `<`, so this is no part of one."""
    iri = element[2] or PREFIXES[element[1]]
    return f'<rdf:Description {element[3]}>\n\t\t<rdf:type rdf:resource="{iri}"/>'


def has_no_char(quad: Quad) -> bool:
    """Say whether a statement holds a letter that XML does not have, such as most control characters."""
    value = quad.object
    return isinstance(value, Literal) and _NO_CHAR.search(value.value) is not None


def has_no_name(quad: Quad) -> bool:
    """Say whether the property of a statement cannot be the name of an XML element, or is reserved by RDF/XML."""
    return quad.predicate in _RESERVED or _NAME_AT_END.search(quad.predicate.value) is None
