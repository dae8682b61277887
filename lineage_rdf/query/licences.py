"""Models under another licence than the nearest ancestors whose licence is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal

from lineage_rdf.query.edges import Edge, Edges
from lineage_rdf.query.entry import Entry
from lineage_rdf.query.walks import Table, Terms, node_of, number
from lineage_rdf.store import Store

_COLUMNS = ("model", "licence", "ancestor", "ancestor_licence", "depth")


class _Told:
    """What is told of bases and licences.

    Args:
        edges: (model, base, `base`), (model, licence, `licence`) and (model, licence, `repository licence`).
    """

    def __init__(self, edges: Iterable[Edge]) -> None:
        self.bases: dict[str, list[str]] = {}
        own: dict[str, set[str]] = {}
        self.licences: dict[str, set[str]] = {}
        for model, value, what in edges:
            if what == "base":
                self.bases.setdefault(model, []).append(value)
            else:
                (own if what == "licence" else self.licences).setdefault(model, set()).add(value)
        self.licences |= own

    def nearest(self, model: str) -> Iterator[tuple[int, str]]:
        """Yield (depth, ancestor) for the nearest ancestors with a licence, over those without one."""
        seen, frontier, depth = {model}, sorted(set(self.bases.get(model, ()))), 1
        while frontier:
            onward: set[str] = set()
            for ancestor in frontier:
                if ancestor in seen:
                    continue
                seen.add(ancestor)
                if ancestor in self.licences:
                    yield depth, ancestor
                else:
                    onward.update(self.bases.get(ancestor, ()))
            frontier, depth = sorted(onward), depth + 1


def licence_drift(store: Store, entry: Entry, terms: Terms) -> Table:
    """Return the models under another licence than an ancestor, with both licences."""
    told = _Told(Edges(store, entry.text).every())
    wanted = terms["licence"].value if "licence" in terms else None
    rows = []
    for model in sorted(set(told.bases) & set(told.licences)):
        for depth, ancestor in told.nearest(model):
            for licence in sorted(told.licences[model] - told.licences[ancestor]):
                for before in sorted(told.licences[ancestor]):
                    if wanted in (None, before):
                        rows.append((node_of(model), Literal(licence), node_of(ancestor), Literal(before), number(depth)))
    return Table(_COLUMNS, rows)
