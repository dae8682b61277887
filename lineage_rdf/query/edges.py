"""Steps from node to node that a place tells of, asked for as they are needed, or all at once where that is less work."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from lineage_rdf.codec.names import text
from lineage_rdf.codec.terms import is_iri
from lineage_rdf.query.binding import bind
from lineage_rdf.query.index.beside import index_of
from lineage_rdf.query.index.kinds import answers
from lineage_rdf.query.rows import ORDER
from lineage_rdf.store import Store
from lineage_rdf.store.paging import COUNT, counting

Edge = tuple[str, str, str]  # from, to, relation; nodes as IRI or `_:label`
BATCH: Final = 1000  # nodes of one query
# What one question costs, in nodes asked for in it: of a store in this process, and of a server.
_HERE: Final = 10
_THERE: Final = 1000
_LITTLE: Final = 2000  # below that nobody counts


def in_batches(nodes: Collection[str]) -> Iterator[list[NamedNode]]:
    """Yield nodes in the pieces in which they are asked for; what no query can name, blank nodes and texts, is left out."""
    named = [NamedNode(node) for node in sorted(nodes) if not node.startswith("_:") and is_iri(node)]
    for start in range(0, len(named), BATCH):
        yield named[start : start + BATCH]


class Edges:
    """One kind of step between nodes.

    Args:
        store: the place.
        query: a query for ?from, ?to and perhaps ?relation, with a slot for ?from.
        texts: relations whose ?to may be a text; a text that somebody wrote in the place of a node leads nowhere.
    """

    def __init__(self, store: Store, query: str, *, texts: Collection[str] = ()) -> None:
        self._store = store
        self._query = ORDER.sub("", query)  # putting steps into order takes longer than finding them
        self._spent = 0
        self._counted: int | None = None
        self._whole: dict[str, list[tuple[str, str]]] | None = None
        self._index = index_of(store) if query in answers() else None
        self._asked = query
        self._texts = texts

    def after(self, nodes: Collection[str]) -> Iterator[Edge]:
        """Yield the steps that begin at some nodes.

        Args:
            nodes: where they begin.
        """
        if self._index is not None:
            yield from self._index.edges(self._asked, nodes)
            return
        if self._whole is None and self._is_worth_it(nodes):
            self._whole = {}
            for source, target, relation in self.every():
                self._whole.setdefault(source, []).append((target, relation))
        if self._whole is None:
            for batch in in_batches(nodes):
                yield from self._edges(bind(self._query, {"from": batch}))
            return
        for node in nodes:
            for target, relation in self._whole.get(node, ()):
                yield node, target, relation

    def every(self) -> Iterator[Edge]:
        """Yield all steps there are."""
        if self._index is not None:
            return self._index.edges(self._asked, None)
        return self._edges(bind(self._query, {}))

    def _is_worth_it(self, nodes: Collection[str]) -> bool:
        """Tell whether to fetch everything: when asking has cost as much as that, so that it never costs much more than twice."""
        if any(node.startswith("_:") for node in nodes):
            return True
        questions = -(-len(nodes) // BATCH)
        self._spent += len(nodes) + questions * (_HERE if self._store.stable_labels else _THERE)
        return self._spent > _LITTLE and self._spent > self._count()

    def _count(self) -> int:
        """Return how many steps there are."""
        if self._counted is None:
            (row,) = self._store.select(counting(bind(self._query, {})))
            number = row[COUNT]
            self._counted = int(number.value) if isinstance(number, Literal) else 0
        return self._counted

    def _edges(self, query: str) -> Iterator[Edge]:
        for row in self._store.select(query):
            source, target, relation = row.get("from"), row.get("to"), row.get("relation")
            called = text(relation) if relation is not None else ""
            leads = isinstance(target, NamedNode | BlankNode) or called in self._texts
            if isinstance(source, NamedNode | BlankNode) and target is not None and leads:
                yield text(source), text(target), called


def successors(edges: Iterable[Edge]) -> dict[str, list[str]]:
    """Return node -> the nodes that its steps lead to, in the order of the steps."""
    found: dict[str, list[str]] = {}
    for source, target, _ in edges:
        found.setdefault(source, []).append(target)
    return found
