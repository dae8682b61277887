"""Queries over named graphs, made to run over the default graph."""

from __future__ import annotations

from collections.abc import Iterator

from lineage_rdf.check.compiled.scope import GRAPH
from lineage_rdf.check.compiled.tokens import Token, tokens


def without_graph(query: str) -> str:
    """Return a query with `GRAPH ?_g` taken away from patterns, and `?_g` from what is projected and grouped by.

    Args:
        query: a query of ours, or of a user made to run over all graphs.
    """
    found = tokens(query)
    parts, last = [], 0
    for start, end, instead in _edits(found):
        parts += [query[last:start], instead]
        last = end
    return "".join([*parts, query[last:]])


def _edits(found: tuple[Token, ...]) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, new text) of the pieces to be exchanged."""
    for place, token in enumerate(found):
        if token.variable != GRAPH[1:]:
            continue
        before, after = found[place - 1], found[place + 1]
        start = before.start if before.word == "GRAPH" else token.start
        # What a query must project is then a constant: it asks only whether there is anything at all.
        alone = before.word in ("SELECT", "DISTINCT") and after.text in ("{", "WHERE")
        yield start, token.end, "(1 AS ?_here)" if alone else ""
