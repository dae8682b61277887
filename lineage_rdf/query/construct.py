"""CONSTRUCT queries: asked as SELECT queries, whose rows every place gives whole, and filled into the template here.

An answer to CONSTRUCT cannot be counted, so that nobody would see what a server leaves out of it; rows can.

Source: SPARQL 1.1 Query Language, section 16.2, https://www.w3.org/TR/sparql11-query/#construct.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from attrs import frozen
from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from lineage_rdf.codec.example import read_example, variable_of, variables_of
from lineage_rdf.codec.nesting import OPAQUE
from lineage_rdf.codec.syntax import Syntax
from lineage_rdf.errors import InputError, UsageError
from lineage_rdf.store import Row, Term
from lineage_rdf.store.paging import parts

_BRACE: Final = re.compile(OPAQUE + rb"|(?P<open>\{)|(?P<close>\})", re.DOTALL)
_BLANK: Final = re.compile(rb"(?:\s|#[^\n\r]*)*")
_ROW: Final = "_template_row"  # stands for the rows of a template without variables
_KEYWORD: Final = len("CONSTRUCT")
_Filled = Term | None


@frozen
class Template:
    """A CONSTRUCT query in two parts.

    Args:
        select: the SELECT query for its rows.
        quads: the statements that are made of each row, in which some nodes stand for variables.
    """

    select: str
    quads: tuple[Quad, ...]


def template_of(query: str) -> Template:
    """Return the parts of a CONSTRUCT query.

    Args:
        query: the query, which the engine has read without a fault.

    Raises:
        UsageError: if its template is one that cannot be read here.
    """
    prologue, body = parts(query)
    data = body.encode()
    begin, end = _template(data)
    head, inside, rest = data[_KEYWORD : begin - 1], data[begin:end], data[end + 1 :]
    is_short = not _BLANK.fullmatch(head)  # CONSTRUCT WHERE { ... } is its own template
    quads = _read(prologue.encode(), inside)
    if any(isinstance(quad.object, Triple) for quad in quads):
        raise UsageError(
            "the template has triple terms, which SPARQL 1.1 does not know", fix="leave them out"
        )
    names = "*" if is_short else " ".join(f"?{name}" for name in variables_of(quads)) or f"(1 AS ?{_ROW})"
    after = data[_KEYWORD:] if is_short else rest
    return Template(f"{prologue}SELECT {names} {after.decode()}", tuple(quads))


def _template(body: bytes) -> tuple[int, int]:
    """Return where the first braces begin and end; a template has none inside."""
    begin = next(found.end() for found in _BRACE.finditer(body) if found["open"])
    return begin, next(found.start() for found in _BRACE.finditer(body, begin) if found["close"])


def _read(prologue: bytes, inside: bytes) -> list[Quad]:
    """Return the statements of a template, which is Turtle but that its last full stop may be missing."""
    try:
        return read_example(prologue + inside + b"\n.", Syntax.TURTLE, "template")
    except InputError:
        pass
    try:
        return read_example(prologue + inside, Syntax.TURTLE, "template")
    except InputError as error:
        raise UsageError(f"the template cannot be read: {error.what}", fix="write it as Turtle") from None


def filled(template: Template, rows: Iterable[Row]) -> list[Quad]:
    """Return the statements that a template makes of rows, each once and sorted.

    A statement that lacks a value, or would have a text where a node has to be, is left out; blank nodes of the template are new
    ones for each row (SPARQL 1.1, 16.2.1).

    Args:
        template: the template.
        rows: the rows.
    """
    labels = _Labels()
    found: dict[Quad, None] = {}
    for place, row in enumerate(rows):
        for quad in template.quads:
            made = [_value(term, row, place, labels) for term in (quad.subject, quad.predicate, quad.object)]
            if _is_statement(*made):
                found[Quad(*made)] = None  # type: ignore[arg-type]
    return sorted(found, key=str)


class _Labels:
    """Names blank nodes in the order in which they come, so that the same rows give the same text."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], BlankNode] = {}

    def of(self, row: int, label: str) -> BlankNode:
        """Return the blank node of a row and label; the place's own are of row -1."""
        return self._known.setdefault((row, label), BlankNode(f"b{len(self._known)}"))


def _value(term: Term, row: Row, place: int, labels: _Labels) -> _Filled:
    if isinstance(term, BlankNode):
        return labels.of(place, term.value)
    name = variable_of(term.value) if isinstance(term, NamedNode) else None
    value = row.get(name) if name else term
    return labels.of(-1, value.value) if isinstance(value, BlankNode) else value


def _is_statement(subject: _Filled, predicate: _Filled, target: _Filled) -> bool:
    is_node = isinstance(subject, NamedNode | BlankNode)
    return is_node and isinstance(predicate, NamedNode) and target is not None
