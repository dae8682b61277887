"""Which statements some queries can look at: a store that holds no others is loaded in a fraction of the time."""

from __future__ import annotations

from collections.abc import Iterable

from lineage_rdf.check.compiled.compile import Query
from lineage_rdf.check.compiled.tokens import RDF_TYPE, free_predicate, mentioned_in, tokens
from lineage_rdf.check.compiled.userquery import mentioned
from lineage_rdf.check.compiled.users import user_queries


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
        if query.focus.by_name or free_predicate(found):
            return (
                everything  # whether the data know a node that is targeted by name depends on all statements
            )
        named |= mentioned_in(found)
        all_types = all_types or _asks_for_any_class(query)
    wanted = {name: objects for name, objects in everything.items() if name in named}
    if RDF_TYPE in wanted and not all_types:
        wanted[RDF_TYPE] = frozenset(named)
    return wanted


def _asks_for_any_class(query: Query) -> bool:
    """Tell whether a query may look at classes that it does not mention: one of a user with rdf:type in it.

    What we write ourselves names the classes that it asks for. A whole query of ours around one of a user may be of either kind.
    """
    return any(RDF_TYPE in mentioned(own) for own in user_queries(query.constraint))
