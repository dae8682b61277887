"""Query by example: Turtle or TriG in which a term may be a `?variable`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad, Triple

from lineage_rdf.codec.nesting import OPAQUE
from lineage_rdf.codec.read import read_quads
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.errors import InputError

_MARK = "urn:x-lineage-rdf:variable:"
# The place among the variables of the text, for the parser gives statements in an order of its own, and the name.
_REST = re.compile(r"([0-9]{1,9}):([A-Za-z_][A-Za-z0-9_]*)\Z")
_TOKEN = re.compile(rb"[?$]([A-Za-z_][A-Za-z0-9_]*)|" + OPAQUE, re.DOTALL)


def read_example(data: bytes, syntax: Syntax, where: str) -> list[Quad]:
    """Return the statements of an example; `variable_of` tells which nodes are variables.

    Args:
        data: the document; `?name` may stand where an IRI may, but in Turtle and TriG only.
        syntax: how it is written.
        where: its name, for messages.

    Raises:
        InputError: if it is malformed without the variables too, or a variable stands for a datatype.
    """
    if syntax in (Syntax.TURTLE, Syntax.TRIG):
        data = _marked(data)
    quads = read_quads(data, syntax, where)
    for quad in quads:
        if _has_variable_datatype(quad.object):
            raise InputError(
                "a variable cannot be a datatype", where, "put a variable in place of the literal"
            )
    return quads


def variable_of(iri: str) -> str | None:
    """Return the name of the variable that an IRI stands for, without the question mark; None if it is an IRI."""
    found = _parts(iri)
    return found[2] if found else None


def variables_of(quads: Iterable[Quad]) -> list[str]:
    """Return the names of the variables in some statements, in the order of the text they were read from."""
    terms = (term for quad in quads for term in (quad.graph_name, quad.subject, quad.predicate, quad.object))
    found = (_parts(term.value) for term in terms if isinstance(term, NamedNode))
    ordered = sorted({(int(parts[1]), parts[2]) for parts in found if parts})
    return list(dict.fromkeys(name for _, name in ordered))


def _parts(iri: str) -> re.Match[str] | None:
    return _REST.match(iri, len(_MARK)) if iri.startswith(_MARK) else None


def _marked(data: bytes) -> bytes:
    """Return a document with an IRI in place of each variable."""
    places: dict[bytes, int] = {}

    def mark(found: re.Match[bytes]) -> bytes:
        name = found[1]
        if not name:
            return found[0]
        return f"<{_MARK}{places.setdefault(name, len(places))}:{name.decode()}>".encode()

    return _TOKEN.sub(mark, data)


def _has_variable_datatype(term: object) -> bool:
    if isinstance(term, Triple):
        return _has_variable_datatype(term.object)
    return isinstance(term, Literal) and variable_of(term.datatype.value) is not None
