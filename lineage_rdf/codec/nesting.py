"""Refuse triple terms nested so deeply that a native parser would run out of stack, which ends the whole process.

RDF 1.2 lets a triple term be the object of a triple term (https://www.w3.org/TR/rdf12-concepts/#dfn-triple-term). Anything else
that nests is taken by the parser without recursion.
"""

from __future__ import annotations

import re
from typing import Any
from xml.parsers import expat

from lineage_rdf.errors import InputError

MAX_DEPTH = 50

# What may hold marks without meaning them: comments, texts in all four quotes, IRIs and escapes.
OPAQUE = (
    rb"#[^\n\r]*"
    rb'|"""(?:[^"\\]|\\.|"(?!""))*+"""' + rb"|'''(?:[^'\\]|\\.|'(?!''))*+'''"
    rb'|"(?:[^"\\\n\r]|\\.)*+"' + rb"|'(?:[^'\\\n\r]|\\.)*+'"
    rb"|<[^<>\x00-\x20]*+>|\\."
)
_TOKEN = re.compile(OPAQUE + rb"|<<|>>", re.DOTALL)
_PARSE_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#\nparseType"


def refuse_deep_terms(data: bytes, where: str) -> None:
    """Look through Turtle, TriG, N-Triples or N-Quads.

    Raises:
        InputError: if triple terms are nested more than 50 deep.
    """
    if data.count(b"<<") <= MAX_DEPTH:
        return
    depth = 0
    for token in _TOKEN.finditer(data):
        if token[0] == b"<<":
            depth += 1
            if depth > MAX_DEPTH:
                raise _too_deep(where)
        elif token[0] == b">>":
            depth = max(depth - 1, 0)


def refuse_deep_xml_terms(data: bytes, where: str) -> None:
    """Look through RDF/XML that has no DOCTYPE; what is no XML is left to the RDF parser.

    Raises:
        InputError: if elements with `rdf:parseType="Triple"` are nested more than 50 deep.
    """
    if data.replace(b"\0", b"").count(b"Triple") <= MAX_DEPTH:
        return
    path: list[bool] = []

    def start(_name: str, attributes: dict[str, Any]) -> None:
        path.append(attributes.get(_PARSE_TYPE) == "Triple")
        if path[-1] and sum(path) > MAX_DEPTH:
            raise _too_deep(where)

    parser = expat.ParserCreate(namespace_separator="\n")
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: path.pop()
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        return


def _too_deep(where: str) -> InputError:
    return InputError(f"triple terms are nested more than {MAX_DEPTH} deep", where)
