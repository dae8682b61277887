"""An rdflib graph that reads the text of a SPARQL query once: pySHACL hands the same text over for every focus node.

This module imports rdflib, so it is imported where an engine runs and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

_KEPT = 512  # texts; our shapes have fewer than a hundred, and those of users are not to fill the memory


class PreparedGraph(rdflib.Graph):
    """A graph in memory whose queries are kept in their prepared form, for all graphs of the process."""

    def query(
        self,
        query_object: str | Query,
        processor: Any = "sparql",
        result: Any = "sparql",
        initNs: Mapping[str, Any] | None = None,
        *rest: Any,
        **more: Any,
    ) -> rdflib.query.Result:
        """Query the graph; see `rdflib.Graph.query`, which this prepares the query for."""
        if isinstance(query_object, str):
            bound = initNs or dict(self.namespaces())
            names = tuple(sorted((prefix, str(iri)) for prefix, iri in bound.items()))
            query_object = _prepared(query_object, names)
        return super().query(query_object, processor, result, initNs, *rest, **more)


@lru_cache(maxsize=_KEPT)
def _prepared(text: str, names: tuple[tuple[str, str], ...]) -> Query:
    """Return a query as rdflib reads it with some prefixes bound."""
    return prepareQuery(text, {prefix: rdflib.URIRef(iri) for prefix, iri in names})
