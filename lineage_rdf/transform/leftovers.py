"""Statements that no field of a record holds, so that a difference in them is not passed over."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from lineage_rdf.codec.encode import encode
from lineage_rdf.codec.names import node
from lineage_rdf.codec.numbers import parse_decimal, plain
from lineage_rdf.codec.terms import Node, mapped
from lineage_rdf.transform.canon import canonical_lines
from lineage_rdf.transform.difference import ADDED, REMOVED, Change, Value
from lineage_rdf.transform.identity import SAME, Side, Sides
from lineage_rdf.transform.telling import Telling, is_blank, shown
from lineage_rdf.vocabulary.namespaces import XSD

_NUMBERS: Final = frozenset({f"{XSD}integer", f"{XSD}decimal"})
_TRUTH: Final = {"1": "true", "0": "false"}
_SHARED: Final = re.compile(rf"<({SAME}[0-9a-f]+)>")


def statement_changes(sides: Sides, old: Telling, new: Telling) -> Iterator[Change]:
    """Yield the statements that one telling alone has, of those that its record does not hold.

    Args:
        sides: what the nodes of the tellings are called.
        old: the telling before.
        new: the telling after.

    Raises:
        InputError: if such a statement has a blank node in a triple term.
    """
    before, after = _lines(old, sides.old), _lines(new, sides.new)
    for line in sorted(set(before) - set(after), key=before.__getitem__):
        yield Change(REMOVED, "statement", old=(Value(before[line], before[line]),))
    for line in sorted(set(after) - set(before), key=after.__getitem__):
        yield Change(ADDED, "statement", new=(Value(after[line], after[line]),))


def leftovers(telling: Telling) -> list[Quad]:
    """Return the statements of a telling that its record does not hold, without their graphs."""
    known = {_key(quad) for quad in encode(telling.record)}
    graphs = {quad.graph_name for quad in telling.quads}
    # That the graph of a lineage is a prov:Bundle says nothing of the lineage.
    kind = node("rdf:type")
    return [
        Quad(quad.subject, quad.predicate, quad.object)
        for quad in telling.quads
        if _key(quad) not in known and not (quad.predicate == kind and quad.subject in graphs)
    ]


def _lines(telling: Telling, side: Side) -> dict[str, str]:
    """Return the line that both sides would have -> the line as this side has it."""
    rest = leftovers(telling)
    if not rest:
        return {}

    def shared(term: Node) -> Node:
        found = side.tokens.get(term.value)
        if found is None and is_blank(term.value):
            return BlankNode(shown(term.value)[2:])
        return NamedNode(found or term.value)

    own = {token: iri for iri, token in side.tokens.items()}
    lines = (line.rstrip("\n") for line in canonical_lines(mapped(rest, shared, _by_value)))
    return {line: _SHARED.sub(lambda found: _own(own.get(found[1], found[1])), line) for line in lines}


def _own(iri: str) -> str:
    return shown(iri) if is_blank(iri) else f"<{iri}>"


def _key(quad: Quad) -> tuple[Hashable, ...]:
    target = _by_value(quad.object) if isinstance(quad.object, Literal) else quad.object
    if isinstance(target, Literal) and target.datatype.value in _NUMBERS:
        return (quad.subject, quad.predicate, "number", target.value)
    return (quad.subject, quad.predicate, target)


def _by_value(literal: Literal) -> Literal:
    """Return the literal that stands for all of one value: 5 for 5.0, true for 1."""
    datatype = literal.datatype.value
    if datatype == f"{XSD}boolean":
        return Literal(_TRUTH.get(literal.value, literal.value), datatype=literal.datatype)
    number = parse_decimal(literal.value) if datatype in _NUMBERS else None
    return literal if number is None else Literal(plain(number), datatype=literal.datatype)
