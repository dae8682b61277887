"""Literals as written: a store of Oxigraph rewrites some (`5.0` becomes `5`), so those go in under a datatype of our own.

An ill-typed literal gets another datatype, so that "has this datatype" is one comparison.
"""

from __future__ import annotations

import re
import warnings
from datetime import datetime
from functools import lru_cache

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from lineage_rdf.vocabulary.namespaces import RDF, XSD

AS_WRITTEN = "urn:lineage-rdf:as-written:"
ILL_TYPED = "urn:lineage-rdf:ill-typed:"

# The spellings that are right and that a store keeps; everything else is looked at more closely.
_PLAIN = {
    f"{XSD}string": re.compile(r".*", re.DOTALL),
    f"{RDF}langString": re.compile(r".*", re.DOTALL),
    f"{XSD}boolean": re.compile(r"true|false"),
    f"{XSD}integer": re.compile(r"0|-?[1-9][0-9]{0,17}"),
    f"{XSD}decimal": re.compile(r"0|-?(0|[1-9][0-9]{0,15})\.[0-9]{0,15}[1-9]|-?[1-9][0-9]{0,15}"),
    f"{XSD}anyURI": re.compile(r".*", re.DOTALL),
}
_TIME = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


_SAFE = re.compile(r"[+-]?[0-9]{0,15}(\.[0-9]{0,15})?")


def beyond_arithmetic(literal: Literal) -> bool:
    """Tell whether a literal is a number with which the store's arithmetic may overflow, which drops rows without a word."""
    if literal.datatype.value not in (f"{XSD}integer", f"{XSD}decimal") or _SAFE.fullmatch(literal.value):
        return False
    return any(sign.isdecimal() for sign in literal.value) and not _ill_typed(literal)


def stored(literal: Literal) -> Literal:
    """Return the literal that stands for one in the store: itself, if the store keeps it and it is well typed."""
    plain = _PLAIN.get(literal.datatype.value)
    if plain and plain.fullmatch(literal.value):
        return literal
    return _examined(literal)


def written(term: NamedNode | BlankNode | Literal) -> NamedNode | BlankNode | Literal:
    """Return the term that one in the store stands for."""
    if isinstance(term, Literal):
        for mark in (AS_WRITTEN, ILL_TYPED):
            if term.datatype.value.startswith(mark):
                return Literal(term.value, datatype=NamedNode(term.datatype.value.removeprefix(mark)))
    return term


@lru_cache(maxsize=65536)
def _examined(literal: Literal) -> Literal:
    datatype = literal.datatype.value
    if datatype == f"{XSD}dateTime" and _TIME.fullmatch(literal.value) and _is_time(literal.value):
        return literal
    if _ill_typed(literal):
        return Literal(literal.value, datatype=NamedNode(ILL_TYPED + datatype))
    if kept(literal) == literal:
        return literal
    return Literal(literal.value, datatype=NamedNode(AS_WRITTEN + datatype))


def _is_time(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _ill_typed(literal: Literal) -> bool:
    import rdflib

    from lineage_rdf.codec.to_rdflib import quiet

    with quiet(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read = rdflib.Literal(literal.value, datatype=rdflib.URIRef(literal.datatype.value), normalize=False)
    return bool(read.ill_typed)


def kept(literal: Literal) -> Literal:
    """Return a literal as a store keeps it."""
    store = Store()
    name = NamedNode("urn:x")
    store.add(Quad(name, name, literal, DefaultGraph()))
    found = next(iter(store)).object
    return found if isinstance(found, Literal) else literal
