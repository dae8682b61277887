"""What the pages ask of a store: its default graph is the union of all graphs, whatever queries of strangers see."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from pyoxigraph import NamedNode

from lineage_rdf.codec.terms import is_iri
from lineage_rdf.pages.live import Live
from lineage_rdf.serve.jobs.job import Opened
from lineage_rdf.store import Store
from lineage_rdf.store.embedded import EmbeddedStore
from lineage_rdf.store.graphs import batches


@lru_cache(maxsize=1)
def whole(here: Opened) -> Store:
    """Return the store with the union of its graphs as its default graph.

    Args:
        here: what is open.
    """
    if here.union or here.native is None:
        return here.store
    return EmbeddedStore(here.native, here.store.name, union=True)


@lru_cache(maxsize=2)
def live(here: Opened, *, judge: bool = True) -> Live:
    """Return what gathers the material of pages.

    Args:
        here: what is open.
        judge: whether lineages are judged.
    """
    return Live(whole(here), judge=judge)


def described(here: Opened, iris: Iterable[str], said: str = "?s ?p ?o") -> frozenset[str]:
    """Return those of some IRIs of which the store says something.

    Args:
        here: what is open.
        iris: the IRIs; any that cannot stand in a store is left out.
        said: what it has to say of them, as a pattern of SPARQL about `?s`.
    """
    found: set[str] = set()
    nodes = [NamedNode(iri) for iri in dict.fromkeys(iris) if is_iri(iri)]
    for batch in batches(nodes):
        query = f"SELECT DISTINCT ?s {{ VALUES ?s {{ {' '.join(map(str, batch))} }} {said} }}"
        found.update(row["s"].value for row in whole(here).select(query) if isinstance(row["s"], NamedNode))
    return frozenset(found)
