"""The runs of one session share what is the same in all of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery


@pytest.fixture(autouse=True, scope="session")
def queries_read_once() -> Iterator[None]:
    """Read the text of each SPARQL constraint once; pySHACL hands it over anew for every focus node."""
    query, prepared = rdflib.Graph.query, cache(prepareQuery)

    def with_prepared(graph, text, *rest, **more):
        return query(graph, prepared(text) if isinstance(text, str) else text, *rest, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib.Graph, "query", with_prepared)
        yield
