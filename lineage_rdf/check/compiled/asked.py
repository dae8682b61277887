"""Which statements some queries can look at: a store that holds no others is loaded in a fraction of the time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from lineage_rdf.check.compiled.compile import Query
from lineage_rdf.check.compiled.tokens import Token, free_predicate, tokens
from lineage_rdf.vocabulary.namespaces import RDF

_TYPE = f"{RDF}type"


def asked_of(queries: Iterable[Query], predicates: Iterable[str]) -> dict[str, frozenset[str] | None]:
    """Return the predicates of the statements that some queries can look at.

    Args:
        queries: the queries.
        predicates: the predicates of the data.

    Returns:
        Predicate -> the objects that matter; None if all of them do.
    """
    everything: dict[str, frozenset[str] | None] = dict.fromkeys(predicates)
    named: set[str] = set()
    all_types = False
    for query in queries:
        found = tokens(query.text + query.routes)
        if _names_nodes(query) or free_predicate(found):
            return everything
        named |= mentioned_in(found)
        all_types = all_types or _asks_for_any_class(found)
    wanted = {name: objects for name, objects in everything.items() if name in named}
    if _TYPE in wanted and not all_types:
        wanted[_TYPE] = frozenset(named)
    return wanted


def _names_nodes(query: Query) -> bool:
    """Tell whether a shape targets a node by name: whether the data know it depends on all statements."""
    starts = query.focus.starts if query.focus else ()
    return any(target.kind == "targetNode" for start in starts for target in start.targets)


def mentioned_in(found: Sequence[Token]) -> set[str]:
    """Return the IRIs that a query mentions, by name or in full; `a` is rdf:type."""
    prefixes = {
        found[place + 1].text: found[place + 2].text[1:-1]
        for place, token in enumerate(found[:-2])
        if token.word == "PREFIX"
    }
    names = {token.text[1:-1] for token in found if token.kind == "iri"}
    for token in found:
        prefix, colon, local = token.text.partition(":")
        if token.kind == "name" and colon and prefix != "_":
            names.add(prefixes.get(f"{prefix}:", "") + local.replace("\\", ""))
    return names | {_TYPE for token in found if token.text == "a"}


def _asks_for_any_class(found: Sequence[Token]) -> bool:
    """Tell whether a query may look at classes that it does not mention.

    A variable of ours after `a` is bound by VALUES to classes that stand in the text; one of a user may be any class, and so may
    what a path with rdf:type in it leads to.
    """
    for first, second in pairwise(found):
        if first.text == "a" and not (second.kind in ("iri", "name") or second.variable.startswith("_")):
            return True
        if first.kind in ("iri", "name") and first.text.endswith(("#type>", ":type")):
            return True
    return False
