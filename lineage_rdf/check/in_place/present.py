"""Which of the names that queries need occur in a store at all, so that queries which can find nothing are not sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lineage_rdf.check.compiled.facts import fact_names
from lineage_rdf.check.compiled.plan import Plan
from lineage_rdf.check.compiled.scope import GRAPH
from lineage_rdf.check.in_place.place import Place
from lineage_rdf.store.graphs import batches

_KIND = "a "


def present_names(plan: Plan, place: Place) -> frozenset[str]:
    """Return the names among those that a plan needs which occur in the store or are known beside it (see `data.Data.names`).

    Each name is looked up; the store is not searched for names.

    Args:
        plan: the queries.
        place: the graphs.

    Raises:
        NoVerdictError: if the store does not answer.
    """
    known = fact_names() | plan.named
    needed = {name for query in plan.queries for names in query.needs for name in names} - known
    classes = sorted(name.removeprefix(_KIND) for name in needed if name.startswith(_KIND))
    others = sorted(name for name in needed if not name.startswith(_KIND))
    found = {f"{_KIND}{name}" for name in _occurring(classes, (_pattern("?s", "a", "?name"),), place)}
    anywhere = (_pattern("?s", "?name", "?o"), _pattern("?s", "?p", "?name"), _pattern("?name", "?p", "?o"))
    return known | found | set(_occurring(others, anywhere, place))


def _pattern(*terms: str) -> str:
    return f"EXISTS {{ GRAPH {GRAPH} {{ {' '.join(terms)} }} }}"


def _occurring(names: Sequence[str], patterns: Sequence[str], place: Place) -> Iterator[str]:
    """Yield the names for which a pattern has a match."""
    for batch in batches(names):
        listed = " ".join(f"<{name}>" for name in batch)
        query = f"SELECT ?name {{ VALUES ?name {{ {listed} }} FILTER({' || '.join(patterns)}) }}"
        yield from (row["name"].value for row in place.plain_rows(query))  # type: ignore[union-attr]
