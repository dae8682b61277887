"""Which node of one telling is which of another, and what stands for both while they are compared."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from decimal import Decimal
from hashlib import sha256
from typing import Any

from attrs import field, frozen

from lineage_rdf.codec.numbers import plain
from lineage_rdf.records import Node
from lineage_rdf.records.fields import Kind, Term, terms_of
from lineage_rdf.transform.telling import is_blank, shown
from lineage_rdf.transform.times import instant

SAME = "x-same:"
_TERMS: dict[type, dict[str, Term]] = {}


def known_terms(record_class: type) -> dict[str, Term]:
    """Return the properties behind the fields of a record class, looked up once: every node of two lineages asks for them."""
    found = _TERMS.get(record_class)
    if found is None:
        found = _TERMS[record_class] = terms_of(record_class)
    return found


@frozen
class Side:
    """What the nodes of one telling are called while it is compared.

    Args:
        tokens: IRI of a node -> the name that it shares with its partner.
    """

    tokens: dict[str, str] = field(factory=dict)

    def token(self, iri: str | None) -> str | None:
        """Return the name of a node; blank nodes without a partner have one name in common, for their labels say nothing."""
        if iri is None:
            return None
        return self.tokens.get(iri) or ("_:" if is_blank(iri) else iri)

    def values(self, node: Node, name: str) -> tuple[Hashable, ...]:
        """Return the values of a field, comparable with those of the other side: by value, in no order.

        Args:
            node: the record.
            name: the field.
        """
        term = known_terms(type(node))[name]
        found = getattr(node, name)
        if found is None or found == ():  # most fields of most nodes are empty
            return ()
        many = found if term.many else (found,)
        return tuple(sorted((self._value(item, term.kind) for item in many), key=repr))

    def _value(self, item: Any, kind: Kind) -> Hashable:
        if kind is Kind.PART:
            return self.content(item)
        if kind in (Kind.LINK, Kind.CODE):
            return self.token(item)
        return instant(item) if kind is Kind.TIME else comparable(item)

    def content(self, node: Node) -> Hashable:
        """Return all that a record says apart from its own IRI."""
        fields = ((name, self.values(node, name)) for name in known_terms(type(node)))
        return (node.kind, *((name, values) for name, values in fields if values))


@frozen
class Sides:
    """Both sides, which learn together."""

    old: Side = field(factory=Side)
    new: Side = field(factory=Side)

    def tie(self, pairs: Iterable[tuple[Node, Node]]) -> None:
        """Let the nodes of each pair share a name."""
        for before, after in pairs:
            shared = _shared(before.iri, after.iri)
            self.old.tokens[before.iri] = shared
            self.new.tokens[after.iri] = shared


def _shared(before: str, after: str) -> str:
    """Return one name for two IRIs, the same whichever comes first."""
    if before == after and not is_blank(before):
        return before
    return f"{SAME}{sha256(chr(0).join(sorted((shown(before), shown(after)))).encode()).hexdigest()}"


def comparable(value: Any) -> Hashable:
    """Return a literal value so that 5 equals 5.0, and neither true nor the text "5" equals a number."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return (type(value).__name__, value)
    return ("number", plain(Decimal(value)))
