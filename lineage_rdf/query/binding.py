"""Puts terms into a query: as data in a VALUES block, spelt by the engine's own serialiser, and nowhere else.

A query has the slot `VALUES ?name { UNDEF }` for each parameter (SPARQL 1.1, section 10.2). UNDEF restricts nothing, so the
file is a query of its own that any engine answers. Text of a user reaches a query only as the text of a term: IRIs were
checked by the engine (they hold no blank, quote or angle bracket), literals are quoted and escaped by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode

_SLOT = re.compile(r"VALUES \?(\w+) \{ UNDEF \}")


def slots(query: str) -> frozenset[str]:
    """Return the names of the variables for which a query has a slot."""
    return frozenset(_SLOT.findall(query))


def bind(query: str, terms: Mapping[str, Iterable[NamedNode | Literal]]) -> str:
    """Return a query with terms in its slots; slots of other variables, which restrict nothing, are taken out.

    Args:
        query: the query.
        terms: variable -> the terms it may stand for, at least one.
    """

    def filled(slot: re.Match[str]) -> str:
        if slot[1] not in terms:
            return ""
        return f"VALUES ?{slot[1]} {{ {' '.join(str(term) for term in terms[slot[1]])} }}"

    return _SLOT.sub(filled, query)
