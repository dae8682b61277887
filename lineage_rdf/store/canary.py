"""Whether a place of data answers truthfully at all, and how it holds its graphs, asked before anything else."""

from __future__ import annotations

from attrs import frozen
from pyoxigraph import Literal, NamedNode

from lineage_rdf.errors import InputError
from lineage_rdf.store.interface import Store

_WORD = NamedNode("urn:lineage-rdf:canary")
_TEXT = Literal('two\nlines, "quotes", \\ and \u00e9\u4e2d\U0001f426')  # what careless encoding would change
_KNOWN = f"SELECT ?word ?text {{ VALUES (?word ?text) {{ ({_WORD} {_TEXT}) }} }}"
_SOME = "SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } FILTER(isIRI(?s) && isIRI(?o)) } LIMIT 1"


@frozen
class Canary:
    """What a place of data is like.

    Args:
        named: whether some named graph holds a statement.
        default: whether the default graph holds a statement.
        union: whether the default graph also holds what the named graphs hold; None if nobody can tell.
    """

    named: bool
    default: bool
    union: bool | None


def canary(store: Store) -> Canary:
    """Ask what the answer is known to, and how graphs are held; nothing is changed.

    Args:
        store: the place of data.

    Returns:
        What it is like.

    Raises:
        InputError: if it cannot be reached, is no SPARQL endpoint, or answers wrongly.
    """
    if list(store.select(_KNOWN)) != [{"word": _WORD, "text": _TEXT}]:
        raise _untrue(store, "a query with one known row is answered otherwise")
    # `ASK {}` would be shorter, and is false in Virtuoso while its default graph is empty.
    if not store.ask("ASK { VALUES ?x { 1 } }") or store.ask("ASK { VALUES ?x { 1 } FILTER(?x = 2) }"):
        raise _untrue(store, "a question with one known answer is answered otherwise")
    named = store.ask("ASK { GRAPH ?g { ?s ?p ?o } }")
    default = store.ask("ASK { ?s ?p ?o }")
    return Canary(named, default, _union(store, default) if named else None)


def _union(store: Store, default: bool) -> bool | None:
    if not default:
        return False
    for row in store.select(_SOME):
        return store.ask(f"ASK {{ {row['s']} {row['p']} {row['o']} }}")
    return None


def _untrue(store: Store, what: str) -> InputError:
    return InputError(what, store.name, "use an endpoint that follows SPARQL 1.1")
