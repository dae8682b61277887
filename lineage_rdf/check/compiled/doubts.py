"""Lineages that are left to the reference engine, because engines of SPARQL do not agree on what a user's query makes of them.

SPARQL leaves open how MIN, MAX and `<` order values of different kinds and ill-typed literals, and the store's arithmetic has
bounds beyond which it drops rows without a word. Such values are rare, and wrong for other reasons; the verdict is to be the
same whichever engine gives it.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from lineage_rdf.check.compiled.literals import ILL_TYPED, beyond_arithmetic, stored
from lineage_rdf.vocabulary.namespaces import XSD

_NUMBERS = (f"{XSD}integer", f"{XSD}decimal")


def in_doubt(lineage: Iterable[Quad], predicates: frozenset[str]) -> bool:
    """Tell whether some property that queries look at has values of several kinds, ill-typed ones or very large numbers.

    Args:
        lineage: the statements.
        predicates: what the queries of users mention.
    """
    kinds: dict[str, str] = {}
    for quad in lineage:
        predicate = quad.predicate.value
        if predicate in predicates:
            kind = kind_of(quad.object)
            if not kind or kinds.setdefault(predicate, kind) != kind:
                return True
    return False


def kind_of(value: NamedNode | BlankNode | Literal | Triple) -> str:
    """Return the kind of a value: two of one kind can be compared; empty text if it is ill-typed or beyond arithmetic."""
    if not isinstance(value, Literal):
        return "node"
    if beyond_arithmetic(value) or stored(value).datatype.value.startswith(ILL_TYPED):
        return ""
    return "number" if value.datatype.value in _NUMBERS else value.datatype.value
